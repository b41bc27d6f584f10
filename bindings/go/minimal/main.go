package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-s3-mrap/cdk-s3-mrap-go/cdks3mrap"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	stack := awscdk.NewStack(app, jsii.String("Minimal"), &awscdk.StackProps{
		Env: &awscdk.Environment{Region: jsii.String("eu-west-1")},
	})
	cdks3mrap.NewReplicatedMultiRegionAccessPoint(stack, jsii.String("Media"), &cdks3mrap.ReplicatedMultiRegionAccessPointProps{
		MultiRegionAccessPointName: jsii.String("media-minimal"),
		Regions:                    jsii.Strings("eu-west-1", "us-east-1"),
	})
	app.Synth(nil)
}
