from aws_cdk import App, Environment, Stack, aws_iam as iam
from cdk_s3_mrap import (
    ExistingAccessPointPolicy,
    FailoverConfiguration,
    ManualFailoverPolicy,
    MultiRegionAccessPoint,
    MultiRegionAccessPointRoutes,
    UnderlyingBucket,
)

app = App()
stack = Stack(app, "AdoptExisting", env=Environment(account="111122223333", region="eu-west-1"))
reader = iam.Role(stack, "Reader", assumed_by=iam.ServicePrincipal("ecs-tasks.amazonaws.com"))

media = MultiRegionAccessPoint(
    stack,
    "Media",
    multi_region_access_point_name="media-by-hand",
    buckets=[
        UnderlyingBucket.from_bucket_name("media-by-hand-ireland", "eu-west-1"),
        UnderlyingBucket.from_bucket_name("media-by-hand-virginia", "us-east-1"),
    ],
    existing=ExistingAccessPointPolicy.ADOPT,
)
media.grants.read(reader)

films = MultiRegionAccessPoint.from_multi_region_access_point_attributes(
    stack,
    "Films",
    multi_region_access_point_arn="arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap",
    multi_region_access_point_name="films",
)
films.grants.read(reader, "trailers/*")
MultiRegionAccessPointRoutes(
    stack,
    "FilmsRoutes",
    multi_region_access_point=films,
    buckets=[
        UnderlyingBucket.from_bucket_name("films-ireland", "eu-west-1"),
        UnderlyingBucket.from_bucket_name("films-virginia", "us-east-1"),
    ],
    failover=FailoverConfiguration.active_passive(["eu-west-1"]),
    manual_failover=ManualFailoverPolicy.FAIL,
)
app.synth()
