package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-s3-mrap/cdk-s3-mrap-go/cdks3mrap"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	stack := awscdk.NewStack(app, jsii.String("Media"), &awscdk.StackProps{
		Env: &awscdk.Environment{Account: jsii.String("111122223333"), Region: jsii.String("eu-west-1")},
	})
	media := cdks3mrap.NewReplicatedMultiRegionAccessPoint(stack, jsii.String("Media"), &cdks3mrap.ReplicatedMultiRegionAccessPointProps{
		MultiRegionAccessPointName: jsii.String("media-example"),
		BucketNamePrefix:           jsii.String("media-example"),
		Regions:                    jsii.Strings("eu-west-1", "us-east-1", "ap-northeast-1"),
		Encryption:                 cdks3mrap.UnderlyingBucketEncryption_Kms(nil),
		ServerAccessLogs:           cdks3mrap.ServerAccessLogs_Managed(),
		Failover:                   cdks3mrap.FailoverConfiguration_ActivePassive(jsii.Strings("eu-west-1")),
	})

	transcoder := awsiam.NewRole(stack, jsii.String("Transcoder"), &awsiam.RoleProps{
		AssumedBy: awsiam.NewServicePrincipal(jsii.String("ecs-tasks.amazonaws.com"), nil),
	})
	media.Grants().ReadWrite(transcoder, nil)
	awscdk.NewCfnOutput(stack, jsii.String("AccessPointArn"), &awscdk.CfnOutputProps{
		Value: media.AccessPoint().MultiRegionAccessPointArn(),
	})
	app.Synth(nil)
}
