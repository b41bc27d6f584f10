export { everyBucketDirectory } from './buckets/any-bucket';
export { type BucketDirectory } from './buckets/bucket-directory';
export { endpointBucketDirectory } from './buckets/endpoint-buckets';
export { type SimulatedBucket, SimulatedBuckets } from './buckets/simulated-buckets';
export type { Clock } from './clock';
export {
  faultAfterApplying, type FaultAfterApplying, type CallInfo, emptyAnswer, type Fault, type FaultRule, noAnswer,
  htmlAnswer, connectionReset, serviceFault, slowAnswer, type SlowAnswer, slowDown, throttling,
} from './faults/fault';
export { Faults } from './faults/faults';
export { always, type CallFilter, everyNth, firstCalls, forMs, inRegion } from './faults/rules';
export { Journal, type JournalEntry, type JournalOutcome } from './journal';
export type {
  AccessPointReport, AccessPointStatus, AsyncOperationName, AsyncOperationReport, PolicyDocuments, PublicAccessBlock,
  Route,
} from './model/control';
export type { CallContext, OperationInput, OperationName, Operations, OperationOutput } from './model/operations';
export type { ReplicationConfiguration } from './model/replication';
export type { ErrorOutcome, Outcome, Refusal } from './outcome';
export type { AsyncCall, AsyncFailure, AuthorizationRequest, Permission, ErrorTiming, Settings } from './settings';
export { Simulator, type SimulatorOptions } from './simulator';
export {
  type AccessPointSnapshot, activeRegionsAt, type BucketSnapshot, type OperationSnapshot, type RetiredSnapshot,
  type RoutesSnapshot, type Snapshot,
} from './snapshot';
export { VirtualClock } from './virtual-clock';
export {
  inProcessHandler, type InProcessHandler, type InProcessOptions, type InProcessRequest, type InProcessResponse,
} from './wire/in-process';
export { listen, type ListeningServer, type ListenOptions } from './wire/server';
