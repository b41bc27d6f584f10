import { type Call, type OperationName, type OperationOutput } from '../model/operations';
import { type Permission } from '../settings';
import { type SimulatorState } from './simulator-state';

/** The Regions of an operation: us-west-2, the five control Regions, or every Region. */
export type Plane = 'control' | 'routes' | 'buckets';

/** One operation, with the permissions that it needs. */
export interface OperationHandler<O extends OperationName> {
  readonly plane: Plane;
  readonly permissions: (state: SimulatorState, call: Call<O>) => Permission[];
  readonly handle: (state: SimulatorState, call: Call<O>) => OperationOutput<O> | Promise<OperationOutput<O>>;
}
