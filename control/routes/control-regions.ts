import { FAILOVER_CONTROL_REGIONS } from '../../src/facts/control-plane';
import { type Failure } from '../failure';
import { type RegionDials } from './routing';

/** The five Regions that read and change routes. */
export const CONTROL_REGIONS: readonly string[] = FAILOVER_CONTROL_REGIONS.map(({ region }) => region);

/** More than half of the control Regions. The answer of a minority can be old. */
export const CONTROL_REGION_MAJORITY = Math.floor(CONTROL_REGIONS.length / 2) + 1;

/** A control Region that failed, and its failure. */
export interface FailedControlRegion {
  readonly region: string;
  readonly failure: Failure;
}

/** The call failed in all five control Regions. */
export class AllControlRegionsFailedError extends Error {
  constructor(public readonly skipped: readonly FailedControlRegion[]) {
    super('no control Region answered');
  }
}

/**
 * No control Region accepted the change, and the change did not show within two minutes. S3 may have applied it without
 * an answer.
 */
export class UnconfirmedRouteChangeError extends AllControlRegionsFailedError {
  /** @param live the table that most control Regions return, or undefined if none answered */
  constructor(skipped: readonly FailedControlRegion[], public readonly live: RegionDials | undefined) {
    super(skipped);
  }
}

/** Another change of the routes was in progress. Nothing was changed. */
export class RouteChangeConflictError extends Error {
  constructor(public readonly region: string, public readonly failure: Failure) {
    super('another change of the routes is in progress');
  }
}
