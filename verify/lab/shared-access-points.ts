import { SubmitMultiRegionAccessPointRoutesCommand } from '@aws-sdk/client-s3-control';
import { MINUTE, SECOND } from '../../control/clock';
import { type AccessPoint, createAccessPoint, readActiveRegions } from './access-points';
import { CONTROL_PLANE_REGION, CONTROL_REGIONS } from './clients';
import { poll } from './poll';
import { type ServiceLab, type TakeOptions } from './service-lab';
import { Slots } from './slots';

/** AWS documents two minutes until a change of routes is in effect, and the library assumes four. */
export const ROUTES_GRACE_PERIOD = 4 * MINUTE;
const ROUTES_LIMIT = 10 * MINUTE;
/** S3 refuses a submit for some seconds after another one. */
const SUBMIT_LIMIT = MINUTE;

/** An access point that a probe has used. */
export interface UsedAccessPoint {
  readonly accessPoint: AccessPoint;
  /** Whether the probe has submitted routes. */
  readonly hasOtherRoutes: boolean;
}

/**
 * Access points that the probes of a run use one after another, because a creation needs up to half an hour. One
 * probe uses an access point at a time, and probes use at most `size` access points at the same time.
 */
export class SharedAccessPoints {
  private readonly slots: Slots;
  private readonly used: UsedAccessPoint[] = [];

  /** @param lab creates the access points, and resets their routes. */
  constructor(private readonly lab: ServiceLab, size: number) {
    this.slots = new Slots(size);
  }

  /** Returns a new access point, or a used one whose members are all active again. */
  public async take({ isNew = false }: TakeOptions = {}): Promise<AccessPoint> {
    await this.slots.take();
    try {
      const known = isNew ? undefined : this.used.pop();
      if (known === undefined) return await createAccessPoint(this.lab);
      if (known.hasOtherRoutes) await this.resetRoutes(known.accessPoint);
      return known.accessPoint;
    } catch (error) {
      this.slots.release();
      throw error;
    }
  }

  /** Makes an access point available for another probe. */
  public release(used: UsedAccessPoint): void {
    this.used.push(used);
    this.slots.release();
  }

  private async resetRoutes(accessPoint: AccessPoint): Promise<void> {
    const { clock } = this.lab;
    const isAccepted = await poll(clock, { every: 5 * SECOND, limit: SUBMIT_LIMIT }, async () =>
      this.submitAllActive(accessPoint));
    await clock.sleep(ROUTES_GRACE_PERIOD);
    const isReset = await poll(clock, { every: 10 * SECOND, limit: ROUTES_LIMIT }, async () =>
      (await this.areAllActive(accessPoint)) || undefined);
    if (!isAccepted || !isReset) throw new Error(`the routes of ${accessPoint.name} could not be reset`);
  }

  /** Returns undefined if another submit is too recent. */
  private async submitAllActive({ arn, members }: AccessPoint): Promise<true | undefined> {
    try {
      await this.lab.clients.s3Control(CONTROL_PLANE_REGION).send(new SubmitMultiRegionAccessPointRoutesCommand({
        AccountId: this.lab.accountId,
        Mrap: arn,
        RouteUpdates: members.map(({ bucket }) => ({ Bucket: bucket, TrafficDialPercentage: 100 })),
      }));
      return true;
    } catch (error) {
      if ((error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode === 409) return undefined;
      throw error;
    }
  }

  private async areAllActive(accessPoint: AccessPoint): Promise<boolean> {
    for (const region of CONTROL_REGIONS) {
      const active = await readActiveRegions(this.lab, accessPoint, region);
      if (active.length < accessPoint.members.length) return false;
    }
    return true;
  }
}
