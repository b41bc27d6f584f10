module example

go 1.26

require (
	github.com/aws/aws-cdk-go/awscdk/v2 v2.277.0
	github.com/aws/jsii-runtime-go v1.142.0
	github.com/cdk-s3-mrap/cdk-s3-mrap-go/cdks3mrap v0.0.0
)

// The library requires this version with the oldest supported awscdk. The newest awscdk does not use it, and
// proxy.golang.org refuses it.
exclude github.com/cdklabs/cloud-assembly-schema-go/awscdkcloudassemblyschema/v54 v54.26.0
