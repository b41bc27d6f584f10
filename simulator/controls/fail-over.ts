import { FAILOVER_CONTROL_REGIONS } from '../engine/regions';
import { type Simulator } from '../simulator';

/**
 * Makes exactly these members of an access point active, at once: routes take effect without their lag, also during the
 * change before. Returns the error of S3 if it refuses the routes.
 */
export async function failOver(
  simulator: Simulator, accessPointArn: string, active: readonly string[],
): Promise<string | undefined> {
  const accessPoint = simulator.snapshot().accessPoints.find(({ arn }) => arn === accessPointArn);
  if (accessPoint === undefined) return `there is no access point ${accessPointArn}`;
  const { accountId, regions } = accessPoint;
  if (active.length === 0) return 'active is [], expected a member Region';
  const unknown = active.filter((region) => !regions.some((member) => member.Region === region));
  if (unknown.length > 0) return `${unknown.join(', ')} is no member Region of ${accessPointArn}`;
  const { routesLagMs, routesConflictMs } = simulator.settings;
  simulator.configure({ routesLagMs: () => 0, routesConflictMs: 0 });
  try {
    const outcome = await simulator.call('SubmitMultiRegionAccessPointRoutes', {
      Mrap: accessPointArn,
      RouteUpdates: regions.map(({ Bucket, Region }) => (
        { Bucket, Region, TrafficDialPercentage: active.includes(Region) ? 100 : 0 })),
    }, { accountId, region: findControlRegion(simulator) });
    if (outcome.kind === 'output') return undefined;
    return `S3 answers ${outcome.kind === 'error' ? outcome.code : outcome.kind}`;
  } finally {
    simulator.configure({ routesLagMs, routesConflictMs });
  }
}

/** Returns a control Region that is not lost. */
function findControlRegion({ regions }: Simulator): string {
  return FAILOVER_CONTROL_REGIONS.find((region) => regions.isReachable(region)) ?? FAILOVER_CONTROL_REGIONS[0];
}
