import { type AwsCalls } from '../aws';
import { type Failure, toFailure } from '../failure';
import { CONTROL_REGIONS, type FailedControlRegion } from '../routes/control-regions';

const READ = 'GetMultiRegionAccessPointRoutes';

/** Wraps clients, and reports once that all control Regions failed to return the routes since a submit. */
export function reportUnreadRoutes(
  aws: AwsCalls, isSubmitted: () => boolean, onUnread: (failures: readonly FailedControlRegion[]) => void,
): AwsCalls {
  const failures = new Map<string, Failure>();
  let isReported = false;
  return {
    call: async (region, operation, input) => {
      try {
        const output = await aws.call(region, operation, input);
        if (operation === READ) failures.clear();
        return output;
      } catch (error) {
        if (operation === READ && isSubmitted()) failures.set(region, toFailure(error));
        if (failures.size === CONTROL_REGIONS.length && !isReported) {
          isReported = true;
          onUnread([...failures].map(([failed, failure]) => ({ region: failed, failure })));
        }
        throw error;
      }
    },
  };
}
