import { type SimulatedBucket } from '../buckets/simulated-buckets';
import { type SimulatedCall, type SimulatedOperationName, type SimulatedOperationOutput } from '../model/operations';
import { type AuthorizationRequest, type SimulatedPermission } from '../settings';
import { type SimulatorState } from './simulator-state';

/** The Regions of an operation: us-west-2, the five control Regions, or every Region. */
export type OperationRegionScope = 'control' | 'routes' | 'buckets';

/** The resources whose policies can allow or deny a request, and the values for the conditions of the policies. */
export type RequestedResources = Pick<AuthorizationRequest, 'accessPoint' | 'bucket' | 'required' | 'conditions'>;

/** One operation, with the permissions that it needs. */
export interface OperationHandler<O extends SimulatedOperationName> {
  readonly plane: OperationRegionScope;
  /** Returns the bucket that answers. Without it, the Region for which the request is signed answers. */
  readonly findServer?: (state: SimulatorState, call: SimulatedCall<O>) => SimulatedBucket | undefined;
  /** Returns the resources whose policies concern a permission. Without it, identity policies alone decide. */
  readonly findResources?: (
    state: SimulatorState, call: SimulatedCall<O>, permission: SimulatedPermission,
  ) => RequestedResources;
  readonly permissions: (state: SimulatorState, call: SimulatedCall<O>) => SimulatedPermission[];
  readonly handle: (
    state: SimulatorState, call: SimulatedCall<O>,
  ) => SimulatedOperationOutput<O> | Promise<SimulatedOperationOutput<O>>;
}
