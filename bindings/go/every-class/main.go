// Uses every class, struct and enum of the library.
package main

import (
	"fmt"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudfront"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsec2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-s3-mrap/cdk-s3-mrap-go/cdks3mrap"
)

var regions = []string{"eu-west-1", "us-east-1"}

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	stack := awscdk.NewStack(app, jsii.String("EveryClass"), &awscdk.StackProps{
		Env: &awscdk.Environment{Account: jsii.String("111122223333"), Region: jsii.String("eu-west-1")},
	})
	handlers := cdks3mrap.MultiRegionAccessPointHandlers_Of(stack)
	handlers.Configure(&cdks3mrap.MultiRegionAccessPointHandlersOptions{
		LogRetention: awslogs.RetentionDays_ONE_MONTH,
		Proxy: &cdks3mrap.HandlerProxy{
			Url:     jsii.String("http://proxy.example.com:3128"),
			NoProxy: jsii.Strings("example.com"),
		},
	})
	handlers.AcknowledgeNagFindings()

	addPattern(stack)
	addParts(stack)
	addRoutes(stack)
	checkApplication(app)
	app.Synth(nil)
}

func addPattern(stack awscdk.Stack) {
	media := cdks3mrap.NewReplicatedMultiRegionAccessPoint(stack, jsii.String("Media"), &cdks3mrap.ReplicatedMultiRegionAccessPointProps{
		MultiRegionAccessPointName: jsii.String("every-class"),
		Regions:                    jsii.Strings(append(regions, "ap-northeast-1")...),
		Generations: &[]*cdks3mrap.AccessPointGeneration{
			{Id: jsii.String("asia"), Regions: jsii.Strings(append(regions, "ap-northeast-1")...)},
		},
		Encryption:       cdks3mrap.UnderlyingBucketEncryption_Kms(&cdks3mrap.UnderlyingBucketEncryptionOptions{}),
		Failover:         cdks3mrap.FailoverConfiguration_ActivePassive(jsii.Strings("eu-west-1")),
		Existing:         cdks3mrap.ExistingAccessPointPolicy_REFUSE,
		Replacement:      cdks3mrap.ReplacementPolicy_FORBID,
		ServerAccessLogs: cdks3mrap.ServerAccessLogs_Managed(),
		Delegation:       cdks3mrap.Delegation_ToAccount(),
		MonthlyBudget: &cdks3mrap.MonthlyBudget{
			UsDollars:   jsii.Number(500),
			NewObjects:  awscdk.Size_Gibibytes(jsii.Number(100)),
			PutRequests: jsii.Number(1_000_000),
		},
		Replication: &cdks3mrap.CrossRegionReplicationOptions{
			Topology:        cdks3mrap.ReplicationTopology_TwoWay(),
			ExistingObjects: cdks3mrap.ExistingObjects_AllowBatchReplication(),
		},
	})
	reader := awsiam.NewRole(stack, jsii.String("Reader"), &awsiam.RoleProps{
		AssumedBy: awsiam.NewServicePrincipal(jsii.String("ecs-tasks.amazonaws.com"), nil),
	})
	var grants cdks3mrap.MultiRegionAccessPointGrants = media.Grants()
	grants.Read(reader, jsii.String("films/*"))
	grants.Failover(reader)

	addIntegrations(stack, media.AccessPoint())
	addOperations(stack, media, reader)
}

func addIntegrations(stack awscdk.Stack, accessPoint cdks3mrap.IMultiRegionAccessPoint) {
	awscloudfront.NewDistribution(stack, jsii.String("Distribution"), &awscloudfront.DistributionProps{
		DefaultBehavior: &awscloudfront.BehaviorOptions{
			Origin: cdks3mrap.NewMultiRegionAccessPointOrigin(accessPoint, &cdks3mrap.MultiRegionAccessPointOriginProps{
				ReadTimeout: awscdk.Duration_Seconds(jsii.Number(20)),
			}),
		},
	})
	vpc := awsec2.NewVpc(stack, jsii.String("Vpc"), &awsec2.VpcProps{
		AvailabilityZones: jsii.Strings("eu-west-1a", "eu-west-1b"),
		NatGateways:       jsii.Number(0),
	})
	endpoint := cdks3mrap.NewMultiRegionAccessPointVpcEndpoint(stack, jsii.String("Endpoint"), &cdks3mrap.MultiRegionAccessPointVpcEndpointProps{
		Vpc:                     vpc,
		MultiRegionAccessPoints: &[]cdks3mrap.IMultiRegionAccessPoint{accessPoint},
		Subnets:                 &awsec2.SubnetSelection{SubnetType: awsec2.SubnetType_PRIVATE_ISOLATED},
	})
	endpoint.Restrict(accessPoint, nil)
}

func addOperations(stack awscdk.Stack, media cdks3mrap.ReplicatedMultiRegionAccessPoint, operator awsiam.Role) {
	targets := map[string]cdks3mrap.FailoverConfiguration{}
	for _, region := range regions {
		targets[region] = cdks3mrap.FailoverConfiguration_ActivePassive(jsii.Strings(region))
	}
	runbook := cdks3mrap.NewFailoverRunbook(stack, jsii.String("Runbook"), &cdks3mrap.FailoverRunbookProps{
		MultiRegionAccessPoint: media.AccessPoint(),
		RunbookName:            jsii.String("every-class"),
		ControlRegions:         jsii.Strings("eu-west-1", "us-west-2"),
		RegionSwitchRegions:    jsii.Strings(regions...),
		Targets:                &targets,
	})
	cdks3mrap.NewRegionSwitchPlan(stack, jsii.String("Plan"), &cdks3mrap.RegionSwitchPlanProps{
		Runbook:  runbook,
		PlanName: jsii.String("every-class"),
	})
	cdks3mrap.NewReplicationAlarms(stack, jsii.String("Alarms"), &cdks3mrap.ReplicationAlarmsProps{
		Replication:     media.Replication(),
		AlarmNamePrefix: jsii.String("every-class"),
		Topics: cdks3mrap.AlarmTopics_InOneRegion(awssns.Topic_FromTopicArn(
			stack, jsii.String("Topic"), jsii.String("arn:aws:sns:eu-west-1:111122223333:on-call"))),
	})
	backlog := media.Replication().MetricOperationsPendingReplication(
		jsii.String("us-east-1"), jsii.String("eu-west-1"), &cdks3mrap.ReplicationMetricOptions{
			Period: awscdk.Duration_Minutes(jsii.Number(5)),
		})
	alarm := awscloudwatch.NewAlarm(stack, jsii.String("Backlog"), &awscloudwatch.AlarmProps{
		Metric:            backlog,
		Threshold:         jsii.Number(1000),
		EvaluationPeriods: jsii.Number(3),
	})
	runbook.StartOnAlarm(alarm, jsii.String("eu-west-1"), &cdks3mrap.StartOnAlarmOptions{
		ExpectedActiveRegions: jsii.Strings("us-east-1"),
	})
	cdks3mrap.NewFailoverDrill(stack, jsii.String("Drill"), &cdks3mrap.FailoverDrillProps{
		MultiRegionAccessPoint: media.AccessPoint(),
		FailoverRole:           operator,
		ReportBucket:           awss3.NewBucket(stack, jsii.String("Reports"), nil),
	})
}

func addParts(stack awscdk.Stack) {
	archive := cdks3mrap.NewMultiRegionBuckets(stack, jsii.String("Archive"), &cdks3mrap.MultiRegionBucketsProps{
		BucketNamePrefix: jsii.String("every-class-archive"),
		Regions:          jsii.Strings(regions...),
	})
	cdks3mrap.NewMultiRegionAccessPoint(stack, jsii.String("ArchiveAccessPoint"), &cdks3mrap.MultiRegionAccessPointProps{
		MultiRegionAccessPointName: jsii.String("every-class-archive"),
		Buckets:                    archive.Buckets(),
		Provisioning:               cdks3mrap.Provisioning_CustomResource(),
		RemovalPolicy:              awscdk.RemovalPolicy_RETAIN,
	})
	var options cdks3mrap.ReplicationRuleOptions = cdks3mrap.ReplicationRuleOptions{Prefix: jsii.String("archive/")}
	replication := cdks3mrap.NewCrossRegionReplication(stack, jsii.String("ArchiveReplication"), &cdks3mrap.CrossRegionReplicationProps{
		Buckets:          archive.Buckets(),
		ExcludedPrefixes: &[]*string{options.Prefix, jsii.String("vault/")},
	})
	replication.AddRule(cdks3mrap.ReplicationRule_TwoWay(&cdks3mrap.TwoWayReplicationRuleOptions{
		Id:       jsii.String("archive"),
		Prefix:   options.Prefix,
		Priority: jsii.Number(10),
	}))
	partner := &cdks3mrap.UnderlyingBucketByNameOptions{Account: jsii.String("444455556666")}
	replication.AddRule(cdks3mrap.ReplicationRule_OneWay(&cdks3mrap.OneWayReplicationRuleOptions{
		Id: jsii.String("vault"),
		Destinations: &[]cdks3mrap.UnderlyingBucket{
			cdks3mrap.UnderlyingBucket_FromBucketName(jsii.String("vault"), jsii.String("eu-central-1"), partner),
		},
		Prefix:   jsii.String("vault/"),
		Priority: jsii.Number(20),
	}))
	shared := awss3.NewBucket(stack, jsii.String("Shared"), nil)
	awscdk.Mixins_Of(shared, nil).Apply(cdks3mrap.NewUnderlyingBucketDelegation(&cdks3mrap.UnderlyingBucketDelegationProps{
		Delegation: cdks3mrap.Delegation_ToAccount(),
	}))
}

func addRoutes(stack awscdk.Stack) {
	var films cdks3mrap.IMultiRegionAccessPoint = cdks3mrap.MultiRegionAccessPoint_FromMultiRegionAccessPointAttributes(
		stack, jsii.String("Films"), &cdks3mrap.MultiRegionAccessPointAttributes{
			MultiRegionAccessPointArn:  jsii.String("arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap"),
			MultiRegionAccessPointName: jsii.String("films"),
		})
	virginia := awss3.Bucket_FromBucketName(stack, jsii.String("FilmsVirginia"), jsii.String("films-us-east-1"))
	buckets := []cdks3mrap.UnderlyingBucket{
		cdks3mrap.UnderlyingBucket_FromBucketName(jsii.String("films-eu-west-1"), jsii.String("eu-west-1"), nil),
		cdks3mrap.UnderlyingBucket_FromBucket(virginia, &cdks3mrap.UnderlyingBucketOptions{Region: jsii.String("us-east-1")}),
	}
	cdks3mrap.NewMultiRegionAccessPointRoutes(stack, jsii.String("FilmsRoutes"), &cdks3mrap.MultiRegionAccessPointRoutesProps{
		MultiRegionAccessPoint: films,
		Buckets:                &buckets,
		Failover: cdks3mrap.FailoverConfiguration_Routes(&map[string]cdks3mrap.RoutingStatus{
			"eu-west-1": cdks3mrap.RoutingStatus_ACTIVE,
			"us-east-1": cdks3mrap.RoutingStatus_PASSIVE,
		}),
		ManualFailover: cdks3mrap.ManualFailoverPolicy_KEEP,
	})
	cdks3mrap.MultiRegionAccessPoint_FromLookup(stack, jsii.String("Series"), &cdks3mrap.MultiRegionAccessPointLookupOptions{
		MultiRegionAccessPointName: jsii.String("series"),
	})
}

func checkApplication(app awscdk.App) {
	checks := cdks3mrap.NewMultiRegionAccessPointChecks()
	awscdk.Validations_Of(app).AddPlugins(checks)
	var findings []*cdks3mrap.MrapFinding = *checks.CheckScope(app)
	for _, finding := range findings {
		if finding.Severity == cdks3mrap.FindingSeverity_ERROR {
			fmt.Println(*finding.RuleId, *finding.Message)
		}
	}
}
