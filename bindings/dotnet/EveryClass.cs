using System.Collections.Generic;
using Amazon.CDK;
using CdkS3Mrap;
using CloudFront = Amazon.CDK.AWS.CloudFront;
using CloudWatch = Amazon.CDK.AWS.CloudWatch;
using EC2 = Amazon.CDK.AWS.EC2;
using IAM = Amazon.CDK.AWS.IAM;
using Logs = Amazon.CDK.AWS.Logs;
using S3 = Amazon.CDK.AWS.S3;
using SNS = Amazon.CDK.AWS.SNS;

/// <summary>Uses every class, struct and enum of the library.</summary>
public static class EveryClass
{
    private static readonly string[] Regions = { "eu-west-1", "us-east-1" };

    public static void Run()
    {
        App app = new App();
        Stack stack = new Stack(app, "EveryClass", new StackProps
        {
            Env = new Amazon.CDK.Environment { Account = "111122223333", Region = "eu-west-1" },
        });
        MultiRegionAccessPointHandlers handlers = MultiRegionAccessPointHandlers.Of(stack);
        handlers.Configure(new MultiRegionAccessPointHandlersOptions
        {
            LogRetention = Logs.RetentionDays.ONE_MONTH,
            Proxy = new HandlerProxy
            {
                Url = "http://proxy.example.com:3128",
                NoProxy = new[] { "example.com" },
            },
        });
        handlers.AcknowledgeNagFindings();

        AddPattern(stack);
        AddParts(stack);
        AddRoutes(stack);
        CheckApplication(app);
        app.Synth();
    }

    private static void AddPattern(Stack stack)
    {
        string[] regions = { "eu-west-1", "us-east-1", "ap-northeast-1" };
        ReplicatedMultiRegionAccessPoint media = new ReplicatedMultiRegionAccessPoint(stack, "Media", new ReplicatedMultiRegionAccessPointProps
        {
            MultiRegionAccessPointName = "every-class",
            Regions = regions,
            Generations = new IAccessPointGeneration[] { new AccessPointGeneration { Id = "asia", Regions = regions } },
            Encryption = UnderlyingBucketEncryption.Kms(new UnderlyingBucketEncryptionOptions()),
            Failover = FailoverConfiguration.ActivePassive(new[] { "eu-west-1" }),
            Existing = ExistingAccessPointPolicy.REFUSE,
            Replacement = ReplacementPolicy.FORBID,
            ServerAccessLogs = ServerAccessLogs.Managed(),
            Delegation = Delegation.ToAccount(),
            MonthlyBudget = new MonthlyBudget { UsDollars = 500, NewObjects = Size.Gibibytes(100), PutRequests = 1000000 },
            Replication = new CrossRegionReplicationOptions
            {
                Topology = ReplicationTopology.TwoWay(),
                ExistingObjects = ExistingObjects.AllowBatchReplication(),
            },
        });
        IAM.Role reader = new IAM.Role(stack, "Reader", new IAM.RoleProps
        {
            AssumedBy = new IAM.ServicePrincipal("ecs-tasks.amazonaws.com"),
        });
        MultiRegionAccessPointGrants grants = media.Grants;
        grants.Read(reader, "films/*");
        grants.Failover(reader);

        AddIntegrations(stack, media.AccessPoint);
        AddOperations(stack, media, reader);
    }

    private static void AddIntegrations(Stack stack, IMultiRegionAccessPoint accessPoint)
    {
        new CloudFront.Distribution(stack, "Distribution", new CloudFront.DistributionProps
        {
            DefaultBehavior = new CloudFront.BehaviorOptions
            {
                Origin = new MultiRegionAccessPointOrigin(accessPoint, new MultiRegionAccessPointOriginProps
                {
                    ReadTimeout = Duration.Seconds(20),
                }),
            },
        });
        EC2.Vpc vpc = new EC2.Vpc(stack, "Vpc", new EC2.VpcProps
        {
            AvailabilityZones = new[] { "eu-west-1a", "eu-west-1b" },
            NatGateways = 0,
        });
        MultiRegionAccessPointVpcEndpoint endpoint = new MultiRegionAccessPointVpcEndpoint(stack, "Endpoint", new MultiRegionAccessPointVpcEndpointProps
        {
            Vpc = vpc,
            MultiRegionAccessPoints = new[] { accessPoint },
            Subnets = new EC2.SubnetSelection { SubnetType = EC2.SubnetType.PRIVATE_ISOLATED },
        });
        endpoint.Restrict(accessPoint);
    }

    private static void AddOperations(Stack stack, ReplicatedMultiRegionAccessPoint media, IAM.IRole operatorRole)
    {
        Dictionary<string, FailoverConfiguration> targets = new Dictionary<string, FailoverConfiguration>();
        foreach (string region in Regions)
        {
            targets[region] = FailoverConfiguration.ActivePassive(new[] { region });
        }
        FailoverRunbook runbook = new FailoverRunbook(stack, "Runbook", new FailoverRunbookProps
        {
            MultiRegionAccessPoint = media.AccessPoint,
            RunbookName = "every-class",
            ControlRegions = new[] { "eu-west-1", "us-west-2" },
            RegionSwitchRegions = Regions,
            Targets = targets,
        });
        new RegionSwitchPlan(stack, "Plan", new RegionSwitchPlanProps { Runbook = runbook, PlanName = "every-class" });
        new ReplicationAlarms(stack, "Alarms", new ReplicationAlarmsProps
        {
            Replication = media.Replication,
            AlarmNamePrefix = "every-class",
            Topics = AlarmTopics.InOneRegion(SNS.Topic.FromTopicArn(stack, "Topic", "arn:aws:sns:eu-west-1:111122223333:on-call")),
        });
        CloudWatch.Metric backlog = media.Replication.MetricOperationsPendingReplication(
            "us-east-1", "eu-west-1", new ReplicationMetricOptions { Period = Duration.Minutes(5) });
        CloudWatch.Alarm alarm = new CloudWatch.Alarm(stack, "Backlog", new CloudWatch.AlarmProps
        {
            Metric = backlog,
            Threshold = 1000,
            EvaluationPeriods = 3,
        });
        runbook.StartOnAlarm(alarm, "eu-west-1", new StartOnAlarmOptions { ExpectedActiveRegions = new[] { "us-east-1" } });
        new FailoverDrill(stack, "Drill", new FailoverDrillProps
        {
            MultiRegionAccessPoint = media.AccessPoint,
            FailoverRole = operatorRole,
            ReportBucket = new S3.Bucket(stack, "Reports"),
        });
    }

    private static void AddParts(Stack stack)
    {
        MultiRegionBuckets archive = new MultiRegionBuckets(stack, "Archive", new MultiRegionBucketsProps
        {
            BucketNamePrefix = "every-class-archive",
            Regions = Regions,
        });
        new MultiRegionAccessPoint(stack, "ArchiveAccessPoint", new MultiRegionAccessPointProps
        {
            MultiRegionAccessPointName = "every-class-archive",
            Buckets = archive.Buckets,
            Provisioning = Provisioning.CustomResource(),
            RemovalPolicy = RemovalPolicy.RETAIN,
        });
        IReplicationRuleOptions options = new ReplicationRuleOptions { Prefix = "archive/" };
        CrossRegionReplication replication = new CrossRegionReplication(stack, "ArchiveReplication", new CrossRegionReplicationProps
        {
            Buckets = archive.Buckets,
            ExcludedPrefixes = new[] { "archive/", "vault/" },
        });
        replication.AddRule(ReplicationRule.TwoWay(new TwoWayReplicationRuleOptions
        {
            Id = "archive",
            Prefix = options.Prefix,
            Priority = 10,
        }));
        UnderlyingBucketByNameOptions partner = new UnderlyingBucketByNameOptions { Account = "444455556666" };
        replication.AddRule(ReplicationRule.OneWay(new OneWayReplicationRuleOptions
        {
            Id = "vault",
            Destinations = new[] { UnderlyingBucket.FromBucketName("vault", "eu-central-1", partner) },
            Prefix = "vault/",
            Priority = 20,
        }));
        Mixins.Of(new S3.Bucket(stack, "Shared")).Apply(new UnderlyingBucketDelegation(new UnderlyingBucketDelegationProps
        {
            Delegation = Delegation.ToAccount(),
        }));
    }

    private static void AddRoutes(Stack stack)
    {
        IMultiRegionAccessPoint films = MultiRegionAccessPoint.FromMultiRegionAccessPointAttributes(stack, "Films", new MultiRegionAccessPointAttributes
        {
            MultiRegionAccessPointArn = "arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap",
            MultiRegionAccessPointName = "films",
        });
        S3.IBucket virginia = S3.Bucket.FromBucketName(stack, "FilmsVirginia", "films-us-east-1");
        new MultiRegionAccessPointRoutes(stack, "FilmsRoutes", new MultiRegionAccessPointRoutesProps
        {
            MultiRegionAccessPoint = films,
            Buckets = new[]
            {
                UnderlyingBucket.FromBucketName("films-eu-west-1", "eu-west-1"),
                UnderlyingBucket.FromBucket(virginia, new UnderlyingBucketOptions { Region = "us-east-1" }),
            },
            Failover = FailoverConfiguration.Routes(new Dictionary<string, RoutingStatus>
            {
                ["eu-west-1"] = RoutingStatus.ACTIVE,
                ["us-east-1"] = RoutingStatus.PASSIVE,
            }),
            ManualFailover = ManualFailoverPolicy.KEEP,
        });
        MultiRegionAccessPoint.FromLookup(stack, "Series", new MultiRegionAccessPointLookupOptions
        {
            MultiRegionAccessPointName = "series",
        });
    }

    private static void CheckApplication(App app)
    {
        MultiRegionAccessPointChecks checks = new MultiRegionAccessPointChecks();
        Validations.Of(app).AddPlugins(checks);
        foreach (IMrapFinding finding in checks.CheckScope(app))
        {
            if (finding.Severity == FindingSeverity.ERROR)
            {
                System.Console.WriteLine($"{finding.RuleId} {finding.Message}");
            }
        }
    }
}
