from aws_cdk import Acknowledgment, App, Environment, Stack, Validations, aws_s3 as s3
from cdk_s3_mrap import MultiRegionAccessPointChecks

app = App()
stack = Stack(app, "LintOnly", env=Environment(account="111122223333", region="eu-west-1"))
ireland = s3.CfnBucket(
    stack,
    "Ireland",
    bucket_name="linted-ireland",
    versioning_configuration=s3.CfnBucket.VersioningConfigurationProperty(status="Enabled"),
)
s3.CfnMultiRegionAccessPoint(
    stack,
    "Media",
    name="linted",
    regions=[
        s3.CfnMultiRegionAccessPoint.RegionProperty(bucket=ireland.ref),
        s3.CfnMultiRegionAccessPoint.RegionProperty(bucket="linted-virginia"),
    ],
)

Validations.of(app).add_plugins(MultiRegionAccessPointChecks())
Validations.of(ireland).acknowledge(
    Acknowledgment(id="cdk-s3-mrap::MRAP555", reason="another team writes the policies of its buckets")
)
app.synth()
