"""Runs snippets from standard input, a JSON list of texts, each in a separate application."""

import json
import sys

import cdk_s3_mrap
from aws_cdk import (
    App,
    Environment,
    Stack,
    aws_ec2 as ec2,
    aws_iam as iam,
    aws_s3 as s3,
    aws_sns as sns,
)


def fixture() -> dict:
    """Creates the variables that rosetta/default.ts-fixture declares. The snippets import all names."""
    app = App()
    stack = Stack(app, "Main", env=Environment(account="111122223333", region="eu-west-1"))
    buckets = [
        cdk_s3_mrap.UnderlyingBucket.from_bucket_name("fixture-ireland", "eu-west-1"),
        cdk_s3_mrap.UnderlyingBucket.from_bucket_name("fixture-virginia", "us-east-1"),
    ]
    return dict(
        app=app,
        scope=stack,
        stack=stack,
        role=iam.Role(stack, "FixtureRole", assumed_by=iam.ServicePrincipal("ecs-tasks.amazonaws.com")),
        partner=iam.AccountPrincipal("444455556666"),
        vpc=ec2.Vpc(stack, "FixtureVpc"),
        media_ireland=s3.Bucket(stack, "FixtureBucket", bucket_name="fixture-media-ireland", versioned=True),
        media_buckets=cdk_s3_mrap.MultiRegionBuckets(
            stack, "FixtureBuckets", bucket_name_prefix="fixture", regions=["eu-west-1", "us-east-1"]
        ),
        access_point=cdk_s3_mrap.MultiRegionAccessPoint(
            stack, "FixtureAccessPoint", multi_region_access_point_name="fixture", buckets=buckets
        ),
        replicated_media=cdk_s3_mrap.ReplicatedMultiRegionAccessPoint(
            stack, "FixtureMedia", multi_region_access_point_name="fixture-media", regions=["eu-west-1", "us-east-1"]
        ),
        reports=s3.Bucket(stack, "FixtureReports"),
        on_call=sns.Topic(stack, "FixtureTopic"),
    )


for snippet in json.load(sys.stdin):
    try:
        exec(snippet, fixture())
    except Exception:
        print(f"This snippet fails:\n{snippet}", file=sys.stderr)
        raise
