// Prints the error message of an invalid declaration.
package main

import (
	"fmt"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-s3-mrap/cdk-s3-mrap-go/cdks3mrap"
)

func main() {
	defer jsii.Close()

	stack := awscdk.NewStack(awscdk.NewApp(nil), jsii.String("InvalidDeclaration"), &awscdk.StackProps{
		Env: &awscdk.Environment{Account: jsii.String("111122223333"), Region: jsii.String("eu-west-1")},
	})
	// A constructor panics if the declaration is invalid.
	defer func() { fmt.Println(recover()) }()
	cdks3mrap.NewMultiRegionAccessPoint(stack, jsii.String("Media"), &cdks3mrap.MultiRegionAccessPointProps{
		MultiRegionAccessPointName: jsii.String("Media_Example"),
		Buckets: &[]cdks3mrap.UnderlyingBucket{
			cdks3mrap.UnderlyingBucket_FromBucketName(jsii.String("media-one"), jsii.String("eu-west-1"), nil),
			cdks3mrap.UnderlyingBucket_FromBucketName(jsii.String("media-two"), jsii.String("eu-west-1"), nil),
		},
	})
}
