package examples;

import io.github.cdks3mrap.AccessPointGeneration;
import io.github.cdks3mrap.AlarmTopics;
import io.github.cdks3mrap.CrossRegionReplication;
import io.github.cdks3mrap.CrossRegionReplicationOptions;
import io.github.cdks3mrap.Delegation;
import io.github.cdks3mrap.ExistingAccessPointPolicy;
import io.github.cdks3mrap.ExistingObjects;
import io.github.cdks3mrap.FailoverConfiguration;
import io.github.cdks3mrap.FailoverDrill;
import io.github.cdks3mrap.FailoverRunbook;
import io.github.cdks3mrap.FindingSeverity;
import io.github.cdks3mrap.HandlerProxy;
import io.github.cdks3mrap.IMultiRegionAccessPoint;
import io.github.cdks3mrap.ManualFailoverPolicy;
import io.github.cdks3mrap.MrapFinding;
import io.github.cdks3mrap.MultiRegionAccessPoint;
import io.github.cdks3mrap.MultiRegionAccessPointAttributes;
import io.github.cdks3mrap.MultiRegionAccessPointChecks;
import io.github.cdks3mrap.MultiRegionAccessPointGrants;
import io.github.cdks3mrap.MultiRegionAccessPointHandlers;
import io.github.cdks3mrap.MultiRegionAccessPointHandlersOptions;
import io.github.cdks3mrap.MultiRegionAccessPointOrigin;
import io.github.cdks3mrap.MultiRegionAccessPointRoutes;
import io.github.cdks3mrap.MultiRegionAccessPointVpcEndpoint;
import io.github.cdks3mrap.MultiRegionBuckets;
import io.github.cdks3mrap.Provisioning;
import io.github.cdks3mrap.RegionSwitchPlan;
import io.github.cdks3mrap.ReplacementPolicy;
import io.github.cdks3mrap.ReplicatedMultiRegionAccessPoint;
import io.github.cdks3mrap.ReplicationAlarms;
import io.github.cdks3mrap.ReplicationMetricOptions;
import io.github.cdks3mrap.ReplicationRule;
import io.github.cdks3mrap.ReplicationTopology;
import io.github.cdks3mrap.RoutingStatus;
import io.github.cdks3mrap.ServerAccessLogs;
import io.github.cdks3mrap.TwoWayReplicationRuleOptions;
import io.github.cdks3mrap.UnderlyingBucket;
import io.github.cdks3mrap.UnderlyingBucketDelegation;
import io.github.cdks3mrap.UnderlyingBucketEncryption;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Mixins;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.interfaces.s3.IBucketRef;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.sns.Topic;

/** Uses every class of the library, and every property with a map. Prints the order of a map of this process. */
public final class EveryClass {
    private static final List<String> REGIONS = List.of("eu-west-1", "us-east-1", "ap-northeast-1");
    private static final String ARN = "arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap";
    /** The Regions of the members, and the control Regions. The order of Map.of differs from process to process. */
    private static final Map<String, String> CITIES = Map.of(
            "eu-west-1", "ireland", "us-east-1", "virginia", "ap-northeast-1", "tokyo",
            "us-west-2", "oregon", "ap-southeast-2", "sydney");

    public static void main(String[] arguments) {
        App app = new App();
        Stack stack = new Stack(app, "EveryClass", StackProps.builder()
                .env(Environment.builder().account("111122223333").region("eu-west-1").build())
                .build());
        MultiRegionAccessPointHandlers.of(stack).configure(MultiRegionAccessPointHandlersOptions.builder()
                .logRetention(RetentionDays.ONE_MONTH)
                .proxy(HandlerProxy.builder()
                        .url("http://proxy.example.com:3128")
                        .noProxy(List.of("example.com"))
                        .build())
                .build());
        MultiRegionAccessPointHandlers.of(stack).acknowledgeNagFindings();

        addPattern(stack);
        addParts(stack);
        checkApplication(app);
        app.synth();
        System.out.println(CITIES.keySet());
    }

    /** Makes a map with an entry for each Region. Its order is the order of Map.of in this process. */
    private static <T> Map<String, T> perRegion(List<String> regions, Function<String, T> makeValue) {
        Map<String, T> values = regions.stream().collect(Collectors.toMap(Function.identity(), makeValue));
        return Map.copyOf(values);
    }

    private static void addPattern(Stack stack) {
        ReplicatedMultiRegionAccessPoint media = ReplicatedMultiRegionAccessPoint.Builder.create(stack, "Media")
                .multiRegionAccessPointName("every-class")
                .regions(REGIONS)
                .generations(List.of(AccessPointGeneration.builder().id("asia").regions(REGIONS).build()))
                .accounts(Map.of("us-east-1", "444455556666", "ap-northeast-1", "777788889999"))
                .encryption(UnderlyingBucketEncryption.kms())
                .failover(FailoverConfiguration.activePassive(List.of("eu-west-1")))
                .existing(ExistingAccessPointPolicy.REFUSE)
                .replacement(ReplacementPolicy.FORBID)
                .serverAccessLogs(ServerAccessLogs.managed())
                .delegation(Delegation.toAccount())
                .replication(CrossRegionReplicationOptions.builder()
                        .topology(ReplicationTopology.twoWay())
                        .tags(Map.of("kind", "film", "language", "en", "state", "released"))
                        .existingObjects(ExistingObjects.allowBatchReplication())
                        .build())
                .build();
        Role reader = Role.Builder.create(stack, "Reader")
                .assumedBy(new ServicePrincipal("ecs-tasks.amazonaws.com"))
                .build();
        MultiRegionAccessPointGrants grants = media.getGrants();
        grants.read(reader, "films/*");
        grants.failover(reader);

        addIntegrations(stack, media);
        addOperations(stack, media, reader);
    }

    private static void addIntegrations(Stack stack, ReplicatedMultiRegionAccessPoint media) {
        Distribution.Builder.create(stack, "Distribution")
                .defaultBehavior(BehaviorOptions.builder()
                        .origin(MultiRegionAccessPointOrigin.Builder.create(media.getAccessPoint())
                                .readTimeout(Duration.seconds(20))
                                .build())
                        .build())
                .build();
        Vpc vpc = Vpc.Builder.create(stack, "Vpc")
                .availabilityZones(List.of("eu-west-1a", "eu-west-1b"))
                .natGateways(0)
                .build();
        MultiRegionAccessPointVpcEndpoint endpoint = MultiRegionAccessPointVpcEndpoint.Builder.create(stack, "Endpoint")
                .vpc(vpc)
                .multiRegionAccessPoints(List.of(media.getAccessPoint()))
                .subnets(SubnetSelection.builder().subnetType(SubnetType.PRIVATE_ISOLATED).build())
                .build();
        endpoint.restrict(media.getAccessPoint());
    }

    private static void addOperations(Stack stack, ReplicatedMultiRegionAccessPoint media, Role operator) {
        FailoverRunbook runbook = FailoverRunbook.Builder.create(stack, "Runbook")
                .multiRegionAccessPoint(media.getAccessPoint())
                .runbookName("every-class")
                .controlRegions(List.of("eu-west-1", "us-west-2"))
                .regionSwitchRegions(List.of("eu-west-1", "us-east-1"))
                .targets(perRegion(REGIONS, region -> FailoverConfiguration.activePassive(List.of(region))))
                .build();
        RegionSwitchPlan.Builder.create(stack, "Plan").runbook(runbook).planName("every-class").build();
        Map<String, ITopic> topics = perRegion(List.copyOf(CITIES.keySet()), region -> Topic.fromTopicArn(
                stack, "Topic-" + region, "arn:aws:sns:" + region + ":111122223333:on-call"));
        ReplicationAlarms.Builder.create(stack, "Alarms")
                .replication(media.getReplication())
                .multiRegionAccessPoints(List.of(media.getAccessPoint()))
                .alarmNamePrefix("every-class")
                .topics(AlarmTopics.perRegion(topics))
                .build();
        Metric backlog = media.getReplication().metricOperationsPendingReplication("us-east-1", "eu-west-1",
                ReplicationMetricOptions.builder().period(Duration.minutes(5)).build());
        Alarm.Builder.create(stack, "Backlog").metric(backlog).threshold(1000).evaluationPeriods(3).build();
        FailoverDrill.Builder.create(stack, "Drill")
                .multiRegionAccessPoint(media.getAccessPoint())
                .failoverRole(operator)
                .reportBucket(new Bucket(stack, "Reports"))
                .build();
    }

    private static void addParts(Stack stack) {
        Map<String, IBucketRef> logs = perRegion(REGIONS, region ->
                Bucket.fromBucketName(stack, "Logs-" + region, "every-class-logs-" + region));
        MultiRegionBuckets buckets = MultiRegionBuckets.Builder.create(stack, "Archive")
                .bucketNamePrefix("every-class-archive")
                .regions(REGIONS)
                .encryption(UnderlyingBucketEncryption.kmsKeys(perRegion(REGIONS, region ->
                        "arn:aws:kms:" + region + ":111122223333:alias/archive")))
                .serverAccessLogs(ServerAccessLogs.perRegion(logs))
                .build();
        MultiRegionAccessPoint.Builder.create(stack, "ArchiveAccessPoint")
                .multiRegionAccessPointName("every-class-archive")
                .buckets(buckets.getBuckets())
                .provisioning(Provisioning.customResource())
                .removalPolicy(RemovalPolicy.RETAIN)
                .build();
        CrossRegionReplication replication = CrossRegionReplication.Builder.create(stack, "ArchiveReplication")
                .buckets(buckets.getBuckets())
                .excludedTags(Map.of("state", "draft", "kind", "trailer", "origin", "partner"))
                .build();
        TwoWayReplicationRuleOptions archive = TwoWayReplicationRuleOptions.builder()
                .id("archive")
                .prefix("archive/")
                .priority(10)
                .build();
        replication.addRule(ReplicationRule.twoWay(archive));
        addRoutes(stack);
        Mixins.of(new Bucket(stack, "Shared"))
                .apply(UnderlyingBucketDelegation.Builder.create().delegation(Delegation.toAccount()).build());
    }

    private static void addRoutes(Stack stack) {
        IMultiRegionAccessPoint films = MultiRegionAccessPoint.fromMultiRegionAccessPointAttributes(stack, "Films",
                MultiRegionAccessPointAttributes.builder()
                        .multiRegionAccessPointArn(ARN)
                        .multiRegionAccessPointName("films")
                        .build());
        List<UnderlyingBucket> buckets = REGIONS.stream()
                .map(region -> UnderlyingBucket.fromBucketName("films-" + region, region))
                .collect(Collectors.toList());
        MultiRegionAccessPointRoutes.Builder.create(stack, "FilmsRoutes")
                .multiRegionAccessPoint(films)
                .buckets(buckets)
                .failover(FailoverConfiguration.routes(Map.of(
                        "eu-west-1", RoutingStatus.ACTIVE,
                        "us-east-1", RoutingStatus.PASSIVE,
                        "ap-northeast-1", RoutingStatus.PASSIVE)))
                .manualFailover(ManualFailoverPolicy.KEEP)
                .build();
    }

    private static void checkApplication(App app) {
        MultiRegionAccessPointChecks checks = new MultiRegionAccessPointChecks();
        Validations.of(app).addPlugins(checks);
        for (MrapFinding finding : checks.checkScope(app)) {
            if (finding.getSeverity() == FindingSeverity.ERROR) {
                System.err.println(finding.getRuleId() + " " + finding.getMessage());
            }
        }
    }
}
