from aws_cdk import App, Environment, Stack, aws_cloudfront as cloudfront, aws_ec2 as ec2
from cdk_s3_mrap import (
    MultiRegionAccessPointOrigin,
    MultiRegionAccessPointVpcEndpoint,
    ReplicatedMultiRegionAccessPoint,
    UnderlyingBucketEncryption,
)

app = App()
stack = Stack(app, "CloudFrontAndVpc", env=Environment(account="111122223333", region="eu-west-1"))
access_point = ReplicatedMultiRegionAccessPoint(
    stack,
    "Media",
    multi_region_access_point_name="media-example",
    regions=["eu-west-1", "us-east-1"],
    encryption=UnderlyingBucketEncryption.kms(),
).access_point

cloudfront.Distribution(
    stack,
    "Distribution",
    default_behavior=cloudfront.BehaviorOptions(
        origin=MultiRegionAccessPointOrigin(access_point),
        viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    ),
)

vpc = ec2.Vpc(
    stack,
    "Vpc",
    availability_zones=["eu-west-1a", "eu-west-1b"],
    nat_gateways=0,
    subnet_configuration=[
        ec2.SubnetConfiguration(name="Clients", subnet_type=ec2.SubnetType.PRIVATE_ISOLATED)
    ],
)
endpoint = MultiRegionAccessPointVpcEndpoint(
    stack, "Endpoint", vpc=vpc, multi_region_access_points=[access_point]
)
endpoint.restrict(access_point)
app.synth()
