from aws_cdk import App, CfnOutput, Environment, Stack, aws_iam as iam
from cdk_s3_mrap import (
    FailoverConfiguration,
    ReplicatedMultiRegionAccessPoint,
    ServerAccessLogs,
    UnderlyingBucketEncryption,
)

app = App()
stack = Stack(app, "Media", env=Environment(account="111122223333", region="eu-west-1"))
media = ReplicatedMultiRegionAccessPoint(
    stack,
    "Media",
    multi_region_access_point_name="media-example",
    bucket_name_prefix="media-example",
    regions=["eu-west-1", "us-east-1", "ap-northeast-1"],
    encryption=UnderlyingBucketEncryption.kms(),
    server_access_logs=ServerAccessLogs.managed(),
    failover=FailoverConfiguration.active_passive(["eu-west-1"]),
)

transcoder = iam.Role(stack, "Transcoder", assumed_by=iam.ServicePrincipal("ecs-tasks.amazonaws.com"))
media.grants.read_write(transcoder)
CfnOutput(stack, "AccessPointArn", value=media.access_point.multi_region_access_point_arn)
app.synth()
