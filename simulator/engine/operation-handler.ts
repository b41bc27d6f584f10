import { type Call, type OperationName, type Output } from '../model/operations';
import { type Permission } from '../settings';
import { type World } from './world';

/** Where an operation is answered: in one Region, in the five failover Regions, or in every Region. */
export type Plane = 'control' | 'routes' | 'buckets';

/** One operation: what it needs, and what it does. */
export interface OperationHandler<O extends OperationName> {
  readonly plane: Plane;
  readonly permissions: (world: World, call: Call<O>) => Permission[];
  readonly handle: (world: World, call: Call<O>) => Output<O> | Promise<Output<O>>;
}
