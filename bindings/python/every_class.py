"""Uses every class of the library. A type checker reads this application, and the tests synthesize it."""

from aws_cdk import (
    App,
    Duration,
    Environment,
    RemovalPolicy,
    Stack,
    Validations,
    aws_cloudfront as cloudfront,
    aws_cloudwatch as cloudwatch,
    aws_ec2 as ec2,
    aws_iam as iam,
    aws_logs as logs,
    aws_s3 as s3,
    aws_sns as sns,
)
from cdk_s3_mrap import (
    AccessPointGeneration,
    AlarmTopics,
    CrossRegionReplication,
    CrossRegionReplicationOptions,
    Delegation,
    ExistingAccessPointPolicy,
    ExistingObjects,
    FailoverConfiguration,
    FailoverDrill,
    FailoverRunbook,
    FindingSeverity,
    HandlerProxy,
    IMultiRegionAccessPoint,
    ManualFailoverPolicy,
    MrapFinding,
    MultiRegionAccessPoint,
    MultiRegionAccessPointChecks,
    MultiRegionAccessPointGrants,
    MultiRegionAccessPointHandlers,
    MultiRegionAccessPointOrigin,
    MultiRegionAccessPointRoutes,
    MultiRegionAccessPointVpcEndpoint,
    MultiRegionBuckets,
    Provisioning,
    RegionSwitchPlan,
    ReplacementPolicy,
    ReplicatedMultiRegionAccessPoint,
    ReplicationAlarms,
    ReplicationRule,
    ReplicationTopology,
    RoutingStatus,
    ServerAccessLogs,
    UnderlyingBucket,
    UnderlyingBucketDelegation,
    UnderlyingBucketEncryption,
)

REGIONS = ["eu-west-1", "us-east-1"]

app = App()
stack = Stack(app, "EveryClass", env=Environment(account="111122223333", region="eu-west-1"))
MultiRegionAccessPointHandlers.of(stack).configure(
    log_retention=logs.RetentionDays.ONE_MONTH,
    proxy=HandlerProxy(url="http://proxy.example.com:3128", no_proxy=["example.com"]),
)
MultiRegionAccessPointHandlers.of(stack).acknowledge_nag_findings()

media = ReplicatedMultiRegionAccessPoint(
    stack,
    "Media",
    multi_region_access_point_name="every-class",
    regions=[*REGIONS, "ap-northeast-1"],
    generations=[AccessPointGeneration(id="asia", regions=[*REGIONS, "ap-northeast-1"])],
    encryption=UnderlyingBucketEncryption.kms(),
    failover=FailoverConfiguration.active_passive(["eu-west-1"]),
    existing=ExistingAccessPointPolicy.REFUSE,
    replacement=ReplacementPolicy.FORBID,
    server_access_logs=ServerAccessLogs.managed(),
    delegation=Delegation.to_account(),
    replication=CrossRegionReplicationOptions(
        topology=ReplicationTopology.two_way(),
        existing_objects=ExistingObjects.allow_batch_replication(),
    ),
)
# pyright rejects a Role as an IRole, a ServicePrincipal as an IPrincipal and a Topic as an ITopic: aws-cdk-lib names
# some of their parameters differently. Imported resources have the types of the interfaces.
reader = iam.Role.from_role_arn(stack, "Reader", "arn:aws:iam::111122223333:role/reader")
grants: MultiRegionAccessPointGrants = media.grants
grants.read(reader, "films/*")
grants.failover(reader)

origin = MultiRegionAccessPointOrigin(media.access_point, read_timeout=Duration.seconds(20))
cloudfront.Distribution(stack, "Distribution", default_behavior=cloudfront.BehaviorOptions(origin=origin))

vpc = ec2.Vpc(stack, "Vpc", availability_zones=["eu-west-1a", "eu-west-1b"], nat_gateways=0)
access_points: list[IMultiRegionAccessPoint] = [media.access_point]
endpoint = MultiRegionAccessPointVpcEndpoint(
    stack,
    "Endpoint",
    vpc=vpc,
    multi_region_access_points=access_points,
    subnets=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED),
)
endpoint.restrict(media.access_point)

topic = sns.Topic.from_topic_arn(stack, "Topic", "arn:aws:sns:eu-west-1:111122223333:on-call")
runbook = FailoverRunbook(
    stack,
    "Runbook",
    multi_region_access_point=media.access_point,
    runbook_name="every-class",
    control_regions=["eu-west-1", "us-west-2"],
    region_switch_regions=REGIONS,
    targets={region: FailoverConfiguration.active_passive([region]) for region in REGIONS},
)
alarms = ReplicationAlarms(
    stack,
    "Alarms",
    replication=media.replication,
    alarm_name_prefix="every-class",
    topics=AlarmTopics.in_one_region(topic),
)
backlog: cloudwatch.Metric = media.replication.metric_operations_pending_replication(
    "us-east-1", "eu-west-1", period=Duration.minutes(5)
)
cloudwatch.Alarm(stack, "Backlog", metric=backlog, threshold=1000, evaluation_periods=3)
RegionSwitchPlan(stack, "Plan", runbook=runbook, plan_name="every-class")
reports = s3.Bucket(stack, "Reports")
FailoverDrill(
    stack, "Drill", multi_region_access_point=media.access_point, failover_role=reader, report_bucket=reports
)

buckets = MultiRegionBuckets(stack, "Archive", bucket_name_prefix="every-class-archive", regions=REGIONS)
archive = MultiRegionAccessPoint(
    stack,
    "ArchiveAccessPoint",
    multi_region_access_point_name="every-class-archive",
    buckets=buckets.buckets,
    provisioning=Provisioning.custom_resource(),
    removal_policy=RemovalPolicy.RETAIN,
)
replication = CrossRegionReplication(stack, "ArchiveReplication", buckets=buckets.buckets)
replication.add_rule(ReplicationRule.two_way(id="archive", prefix="archive/", priority=10))
imported = MultiRegionAccessPoint.from_multi_region_access_point_attributes(
    stack,
    "Films",
    multi_region_access_point_arn="arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap",
    multi_region_access_point_name="films",
)
MultiRegionAccessPointRoutes(
    stack,
    "FilmsRoutes",
    multi_region_access_point=imported,
    buckets=[UnderlyingBucket.from_bucket_name(f"films-{region}", region) for region in REGIONS],
    failover=FailoverConfiguration.routes(
        {"eu-west-1": RoutingStatus.ACTIVE, "us-east-1": RoutingStatus.PASSIVE}
    ),
    manual_failover=ManualFailoverPolicy.KEEP,
)
shared = s3.Bucket(stack, "Shared", versioned=True)
UnderlyingBucketDelegation(delegation=Delegation.to_account()).apply_to(shared.node.default_child or shared)

checks = MultiRegionAccessPointChecks()
Validations.of(app).add_plugins(checks)
findings: list[MrapFinding] = checks.check_scope(app)
for finding in findings:
    if finding.severity == FindingSeverity.ERROR:
        print(finding.rule_id, finding.message)
app.synth()
