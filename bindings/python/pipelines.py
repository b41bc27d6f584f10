from aws_cdk import App, Environment, Stack, Stage, pipelines
from cdk_s3_mrap import ReplicatedMultiRegionAccessPoint

IRELAND = Environment(account="111122223333", region="eu-west-1")

app = App()
stack = Stack(app, "Pipeline", env=IRELAND)
pipeline = pipelines.CodePipeline(
    stack,
    "Pipeline",
    synth=pipelines.ShellStep(
        "Synth",
        input=pipelines.CodePipelineSource.connection(
            "example/media",
            "main",
            connection_arn="arn:aws:codestar-connections:eu-west-1:111122223333:connection/example",
        ),
        commands=["npm ci", "npx cdk synth"],
    ),
    cross_account_keys=False,
)

prod = Stage(stack, "Prod", env=IRELAND)
ReplicatedMultiRegionAccessPoint(
    Stack(prod, "Media"),
    "Media",
    multi_region_access_point_name="media-example",
    regions=["eu-west-1", "us-east-1", "ap-northeast-1"],
)
pipeline.add_stage(prod)
pipeline.build_pipeline()
app.synth()
