export { AdjustableClock } from './adjustable-clock';
export { createAnyBucketDirectory } from './buckets/any-bucket';
export { type BucketDirectory } from './buckets/bucket-directory';
export { createEndpointBucketDirectory } from './buckets/endpoint-buckets';
export { type SimulatedBucket, SimulatedBuckets } from './buckets/simulated-buckets';
export type { SimulatorClock } from './clock';
export { CONTROLS, type SimulatorControls } from './controls/controls';
export { EdgeLags } from './controls/edge-lags';
export {
  faultAfterApplying, type FaultAfterApplying, type CallInfo, connectionResetFault, cut, drip, emptyAnswerFault,
  endless, type InjectedFault, type FaultRule, htmlAnswerFault, noAnswerFault, serviceFault, slowAnswerFault,
  type SlowAnswer, slowDownFault, stall, throttlingFault,
} from './faults/fault';
export { InjectedFaults } from './faults/faults';
export {
  faultAlways, type CallFilter, faultOnClockSkew, faultEveryNthCall, faultInFirstCalls, faultForFirstMs, faultInRegion,
} from './faults/rules';
export { CallJournal, type JournalEntry, type JournalOutcome } from './journal';
export { type ConditionValues, mergeConditionValues } from './model/condition-values';
export type {
  MultiRegionAccessPointReport, AccessPointStatus, AsyncOperationName, AsyncOperationReport,
  EstablishedAndProposedPolicies, PublicAccessBlock, Route,
} from './model/control';
export type {
  SimulatedCallContext, SimulatedOperationInput, SimulatedOperationName, SimulatedOperations, SimulatedOperationOutput,
} from './model/operations';
export type { ReplicationConfiguration } from './model/replication';
export type { BrokenBodyOutcome, ErrorOutcome, SimulatedOutcome, FailedOutcome } from './outcome';
export type {
  AssumableRole, AsyncOperationFailure, AuthorizationDecision, AuthorizationRequest, IdentityDecision, IdentityRequest,
  IncomingAsyncOperation, RefusalTiming, ResourceWithPolicy, SimulatedPermission, SimulatorSettings,
} from './settings';
export type { RoleSession } from './services/role-sessions';
export { Simulator, type SimulatorOptions } from './simulator';
export {
  type AccessPointSnapshot, activeRegionsAt, type BucketSnapshot, type OperationSnapshot,
  type RetiredAccessPointSnapshot, type RoutesSnapshot, type SimulatorSnapshot,
} from './snapshot';
export { VirtualClock } from './virtual-clock';
export {
  inProcessHandler, type InProcessHandler, type InProcessOptions, type InProcessRequest, type InProcessResponse,
} from './wire/in-process';
export { CONTROL_TOKEN_HEADER, CONTROLS_PATH } from './wire/controls/controls-app';
export { makeLivePageUrl } from './wire/live-page/live-page';
export {
  type ControlledListenOptions, listenOnLoopback, type ListeningServer, type ListenOptions, listenWithControls,
} from './wire/server';
