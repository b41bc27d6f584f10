from aws_cdk import App, CfnOutput, Environment, Stack, aws_iam as iam
from cdk_s3_mrap import FailoverConfiguration, MultiRegionAccessPoint, UnderlyingBucket

app = App()
stack = Stack(app, "ActivePassive", env=Environment(account="111122223333", region="eu-west-1"))
access_point = MultiRegionAccessPoint(
    stack,
    "Media",
    multi_region_access_point_name="media-example",
    buckets=[
        UnderlyingBucket.from_bucket_name("media-example-ireland", "eu-west-1"),
        UnderlyingBucket.from_bucket_name("media-example-virginia", "us-east-1"),
        UnderlyingBucket.from_bucket_name("media-example-tokyo", "ap-northeast-1"),
    ],
    failover=FailoverConfiguration.active_passive(["eu-west-1"]),
)

transcoder = iam.Role(stack, "Transcoder", assumed_by=iam.ServicePrincipal("ecs-tasks.amazonaws.com"))
access_point.grants.read_write(transcoder)
CfnOutput(stack, "AccessPointArn", value=access_point.multi_region_access_point_arn)
app.synth()
