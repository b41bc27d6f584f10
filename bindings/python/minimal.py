from aws_cdk import App, Environment, Stack
from cdk_s3_mrap import ReplicatedMultiRegionAccessPoint

app = App()
stack = Stack(app, "Minimal", env=Environment(region="eu-west-1"))
ReplicatedMultiRegionAccessPoint(
    stack,
    "Media",
    multi_region_access_point_name="media-minimal",
    regions=["eu-west-1", "us-east-1"],
)
app.synth()
