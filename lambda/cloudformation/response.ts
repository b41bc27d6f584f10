import { type RawProperties } from '../../src/wire/property-readers';
import { type UpdateOrRollbackDirection } from './direction';

/** The response of onEvent. The framework passes every field to isComplete. */
export interface OnEventResponse {
  readonly PhysicalResourceId: string;
  /** The name of the access point that an update may have created before CloudFormation rolled it back. */
  readonly CancelledReplacement?: string;
  /** Whether this update rolls back an update that may still run. */
  readonly IsRollback?: boolean;
  /** Whether this update applies a template or rolls one back. It is read once, so that no later step differs. */
  readonly Direction?: UpdateOrRollbackDirection;
  /** The id of the resource of the same stack that has the access point which this creation adopts. */
  readonly Former?: string;
  /** The attributes of a resource that onEvent completes. The framework adds them to the last response. */
  readonly Data?: RawProperties;
}

/** The response of isComplete. Data is allowed in the last response only. */
export interface IsCompleteResponse {
  readonly IsComplete: boolean;
  /** The final id, if it differs from the id that onEvent returned. */
  readonly PhysicalResourceId?: string;
  readonly Data?: RawProperties;
}
