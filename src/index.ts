export { UnderlyingBucket, type UnderlyingBucketByNameOptions, type UnderlyingBucketOptions } from './buckets/underlying-bucket';
export { Delegation } from './buckets/delegation';
export { MultiRegionBuckets } from './buckets/multi-region-buckets';
export { type MultiRegionBucketsProps } from './buckets/multi-region-buckets-props';
export { UnderlyingBucketEncryption, type UnderlyingBucketEncryptionOptions } from './buckets/underlying-bucket-encryption';
export { ServerAccessLogs } from './buckets/server-access-logs';

export { type IMultiRegionAccessPoint } from './access-point/access-point-base';
export { MultiRegionAccessPoint } from './access-point/multi-region-access-point';
export { type MultiRegionAccessPointProps } from './access-point/multi-region-access-point-props';
export { type MultiRegionAccessPointAttributes } from './access-point/imported-access-point';
export { MultiRegionAccessPointGrants } from './access-point/multi-region-access-point-grants';
export { Provisioning } from './access-point/provisioning';
export { ExistingAccessPoint } from './access-point/existing-access-point';
export { ReplacementPolicy } from './access-point/replacement-policy';

export { MultiRegionAccessPointRoutes, type MultiRegionAccessPointRoutesProps } from './access-point/multi-region-access-point-routes';
export { FailoverConfiguration } from './access-point/failover-configuration';
export { RoutingStatus } from './access-point/routing-status';
export { LiveRoutes } from './access-point/live-routes';

export { CrossRegionReplication } from './replication/cross-region-replication';
export { type CrossRegionReplicationOptions, type CrossRegionReplicationProps } from './replication/cross-region-replication-props';
export { ReplicationTopology } from './replication/replication-topology';
export { ExistingObjects } from './replication/existing-objects';

export { FailoverDrill, type FailoverDrillProps } from './operations/failover-drill';
export { FailoverRunbook, type FailoverRunbookProps, type StartOnAlarmOptions } from './operations/failover-runbook';
export { ReplicationAlarms, type ReplicationAlarmsProps } from './operations/replication-alarms';
export { AlarmTopics } from './operations/alarm-topics';

export {
  type AccessPointGeneration, ReplicatedMultiRegionAccessPoint, type ReplicatedMultiRegionAccessPointProps,
} from './patterns/replicated-multi-region-access-point';

export { MultiRegionAccessPointOrigin, type MultiRegionAccessPointOriginProps } from './integrations/multi-region-access-point-origin';
export {
  MultiRegionAccessPointVpcEndpoint, type MultiRegionAccessPointVpcEndpointProps,
} from './integrations/multi-region-access-point-vpc-endpoint';

export { MultiRegionAccessPointHandlers } from './handlers/multi-region-access-point-handlers';
export { type MultiRegionAccessPointHandlersOptions } from './handlers/settings';

export { MultiRegionAccessPointChecks } from './lint/plugin';
export { type MrapFinding } from './lint/mrap-finding';
export { FindingSeverity } from './checks/finding';

export { MrapValidationError } from './synth/mrap-validation-error';
