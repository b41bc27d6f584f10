import './validation/assert-peer-versions';
import './constructs/access-point/register-policy-factory';

export {
  UnderlyingBucket, type UnderlyingBucketByNameOptions, type UnderlyingBucketOptions,
} from './constructs/buckets/underlying-bucket';
export { Delegation } from './constructs/buckets/delegation';
export {
  UnderlyingBucketDelegation, type UnderlyingBucketDelegationProps,
} from './constructs/buckets/underlying-bucket-delegation';
export { MultiRegionBuckets } from './constructs/buckets/multi-region-buckets';
export { type MultiRegionBucketsProps } from './constructs/buckets/multi-region-buckets-props';
export {
  UnderlyingBucketEncryption, type UnderlyingBucketEncryptionOptions,
} from './constructs/buckets/underlying-bucket-encryption';
export { ServerAccessLogs } from './constructs/buckets/server-access-logs';

export { type IMultiRegionAccessPoint } from './constructs/access-point/access-point-interface';
export { MultiRegionAccessPoint } from './constructs/access-point/multi-region-access-point';
export { type MultiRegionAccessPointProps } from './constructs/access-point/multi-region-access-point-props';
export { type MultiRegionAccessPointLookupOptions } from './constructs/access-point/access-point-lookup';
export { type MultiRegionAccessPointAttributes } from './constructs/access-point/imported-access-point';
export { MultiRegionAccessPointGrants } from './constructs/access-point/multi-region-access-point-grants';
export { Provisioning } from './constructs/access-point/provisioning';
export { ExistingAccessPointPolicy } from './constructs/access-point/existing-access-point-policy';
export { ReplacementPolicy } from './constructs/access-point/replacement-policy';

export {
  MultiRegionAccessPointRoutes, type MultiRegionAccessPointRoutesProps,
} from './constructs/access-point/multi-region-access-point-routes';
export { FailoverConfiguration } from './constructs/access-point/failover-configuration';
export { RoutingStatus } from './constructs/access-point/routing-status';
export { ManualFailoverPolicy } from './constructs/access-point/manual-failover-policy';

export { CrossRegionReplication } from './constructs/replication/cross-region-replication';
export {
  type CrossRegionReplicationOptions, type CrossRegionReplicationProps,
} from './constructs/replication/cross-region-replication-props';
export {
  type OneWayReplicationRuleOptions, ReplicationRule, type TwoWayReplicationRuleOptions,
} from './constructs/replication/replication-rule';
export { type ReplicationRuleOptions } from './constructs/replication/replication-rule-options';
export { type ReplicationMetricOptions } from './constructs/replication/edge-metrics';
export { ReplicationTopology } from './constructs/replication/replication-topology';
export { ExistingObjects } from './constructs/replication/existing-objects';

export { FailoverDrill, type FailoverDrillProps } from './constructs/operations/failover-drill';
export { FailoverRunbook, type FailoverRunbookProps } from './constructs/operations/failover-runbook';
export { type StartOnAlarmOptions } from './constructs/operations/start-on-alarm';
export { RegionSwitchPlan, type RegionSwitchPlanProps } from './constructs/operations/region-switch-plan';
export { ReplicationAlarms, type ReplicationAlarmsProps } from './constructs/operations/replication-alarms';
export { AlarmTopics } from './constructs/operations/alarm-topics';

export { type AccessPointGeneration } from './constructs/patterns/access-point-generation';
export { type MonthlyBudget } from './constructs/patterns/monthly-budget';
export {
  ReplicatedMultiRegionAccessPoint, type ReplicatedMultiRegionAccessPointProps,
} from './constructs/patterns/replicated-multi-region-access-point';

export {
  MultiRegionAccessPointOrigin, type MultiRegionAccessPointOriginProps,
} from './constructs/integrations/multi-region-access-point-origin';
export {
  MultiRegionAccessPointVpcEndpoint, type MultiRegionAccessPointVpcEndpointProps,
} from './constructs/integrations/multi-region-access-point-vpc-endpoint';

export { MultiRegionAccessPointHandlers } from './provider/multi-region-access-point-handlers';
export { type HandlerProxy } from './provider/handler-proxy';
export { type MultiRegionAccessPointHandlersOptions } from './provider/settings';

export { MultiRegionAccessPointChecks } from './linter/plugin/plugin';
export { type MrapFinding } from './linter/plugin/mrap-finding';
export { FindingSeverity } from './diagnostics/finding';

export { MrapValidationError } from './validation/mrap-validation-error';
