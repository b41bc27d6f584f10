"""Prints the error message of an invalid declaration."""

from aws_cdk import App, Environment, Stack
from cdk_s3_mrap import MultiRegionAccessPoint, UnderlyingBucket

stack = Stack(App(), "InvalidDeclaration", env=Environment(account="111122223333", region="eu-west-1"))
try:
    MultiRegionAccessPoint(
        stack,
        "Media",
        multi_region_access_point_name="Media_Example",
        buckets=[
            UnderlyingBucket.from_bucket_name("media-one", "eu-west-1"),
            UnderlyingBucket.from_bucket_name("media-two", "eu-west-1"),
        ],
    )
except RuntimeError as error:
    print(error)
