import fc from 'fast-check';
import {
  type InjectedFault, noAnswerFault, faultInRegion, connectionResetFault, serviceFault, slowDownFault,
} from '../../simulator';
import { type ResourceResponse, type Properties } from '../driver/cloudformation';
import { subsetsOf } from '../support/subsets';
import { ACCESS_POINT, Deployment, MINUTE, SECOND } from './support';

/** The faults of a control Region, and their text in the message. */
const FAULTS: Readonly<Record<string, { readonly fault: InjectedFault; readonly shown: string }>> = {
  torn: { fault: connectionResetFault(), shown: 'ECONNRESET' },
  hanging: { fault: noAnswerFault(), shown: 'ETIMEDOUT' },
  throttling: { fault: slowDownFault(), shown: 'SlowDown' },
  denying: { fault: serviceFault('AccessDenied', 403), shown: 'AccessDenied' },
};
const FIVE = ['us-east-1', 'us-west-2', 'ap-southeast-2', 'ap-northeast-1', 'eu-west-1'];
const MEMBERS = ['eu-west-1', 'us-east-1', 'ap-northeast-1'];
/** The time from the request until a control Region accepts the change, while a majority answers. */
const BUDGET = 10 * SECOND;
/** A decision about manual changes waits a minute for a majority. */
const BUDGET_WITHOUT_MAJORITY = 80 * SECOND;
const MAJORITY = 3;

/** The names of faults by control Region. */
type FaultyRegions = ReadonlyMap<string, string>;

/** Changes the routes of a deployment while control Regions are faulty. */
class RoutesBench {
  private readonly deployment = new Deployment();

  public async create(): Promise<this> {
    const { deployment } = this;
    await deployment.run(deployment.accessPoint.create(ACCESS_POINT));
    await deployment.run(deployment.routes.create(this.active('eu-west-1')));
    return this;
  }

  /** Activates the next member only. */
  public async failOver(faulty: FaultyRegions) {
    const { deployment: { simulator, clock, routes, reports } } = this;
    const [before] = this.live;
    const target = MEMBERS[(MEMBERS.indexOf(before) + 1) % MEMBERS.length];
    clock.advance(10 * MINUTE);
    simulator.snapshot();
    simulator.journal.clear();
    reports.length = 0;
    simulator.faults.clear();
    for (const [region, fault] of faulty) simulator.faults.add(faultInRegion(region, FAULTS[fault].fault));
    const began = clock.now();
    // Sends the update only, without the rollback of a failed update.
    const answer = await this.deployment.run(this.deployment.cloudFormation.send({
      type: 'Update',
      resourceType: 'Custom::S3MultiRegionAccessPointRoutes',
      logicalId: 'MediaRoutes',
      properties: this.active(target),
      oldProperties: routes.properties,
      physicalId: routes.physicalId,
    }));
    if (answer.status === 'SUCCESS') {
      Object.assign(routes, { physicalId: answer.physicalId, properties: this.active(target) });
    }
    const [taken] = simulator.journal.of('SubmitMultiRegionAccessPointRoutes').filter(({ applied }) => applied);
    return {
      answer,
      before,
      target,
      took: clock.now() - began,
      takenAfter: taken && taken.at - began,
      reported: [...this.deployment.reports],
    };
  }

  public get live(): readonly string[] {
    return this.deployment.live.media.routes.at(-1)!.activeRegions;
  }

  private active(region: string): Properties {
    const arn = this.deployment.live.media.arn;
    return {
      ServiceTimeout: '600',
      AccessPointArn: arn,
      Routes: [{ Region: region, TrafficDialPercentage: 100 }],
      OtherMembers: 0,
      LiveRoutes: 'KEEP',
    };
  }
}

/**
 * The change must succeed in time while one of the five is available. Otherwise it must fail with the reason of each
 * Region and not change the routes.
 */
async function expectOutcome(bench: RoutesBench, faulty: FaultyRegions): Promise<void> {
  const { answer, before, target, took, takenAfter, reported } = await bench.failOver(faulty);
  if (faulty.size < FIVE.length) {
    expect(answer).toMatchObject<Partial<ResourceResponse>>({ status: 'SUCCESS' });
    expect(bench.live).toEqual([target]);
    const hasMajority = FIVE.length - faulty.size >= MAJORITY;
    expect(takenAfter).toBeLessThanOrEqual(hasMajority ? BUDGET : BUDGET_WITHOUT_MAJORITY);
    expect(reported.map(({ ruleId }) => ruleId)).toEqual(reported.map(() => 'MRAP914'));
    return;
  }
  expect(answer.status).toBe('FAILED');
  for (const [region, fault] of faulty) expect(answer.reason).toContain(`${region}: ${FAULTS[fault].shown}`);
  expect(answer.reason).toMatch(/^\[MRAP913\]/);
  expect(took).toBeLessThanOrEqual(2 * MINUTE);
  expect(bench.live).toEqual([before]);
}

describe('createHandlers', () => {
  describe.each(Object.keys(FAULTS))('with control Regions that are %s', (fault) => {
    test.each([0, 1, 2, 3, 4, 5])(
      'changes the routes with any %d of the five, or fails with all five',
      async (size) => {
        const bench = await new RoutesBench().create();
        for (const subset of subsetsOf(FIVE, size)) {
          await expectOutcome(bench, new Map(subset.map((region) => [region, fault])));
        }
      },
    );
  });

  test('changes the routes if every Region has another fault', async () => {
    const health = fc.constantFrom(undefined, ...Object.keys(FAULTS));
    const bench = await new RoutesBench().create();
    await fc.assert(fc.asyncProperty(fc.tuple(health, health, health, health, health), async (states) => {
      await expectOutcome(
        bench,
        new Map(
          FIVE.flatMap((region, index) => (states[index] === undefined ? [] : [[region, states[index]] as const])),
        ),
      );
    }), { numRuns: process.env.SOAK ? 600 : 75 });
  });

  test('reports a failed control Region once', async () => {
    const { reported } = await (
      await new RoutesBench().create()
    ).failOver(
      new Map([
        ['us-east-1', 'hanging'],
        ['us-west-2', 'denying'],
      ]),
    );
    expect(reported.map(({ message }) => message).join('\n')).toMatch(/^[^\n]*us-east-1[^\n]*\n[^\n]*us-west-2[^\n]*$/);
  });

  test('declares, changes and rolls back routes while us-west-2 is unavailable', async () => {
    const deployment = new Deployment();
    await deployment.run(deployment.accessPoint.create(ACCESS_POINT));
    deployment.simulator.faults.add(faultInRegion('us-west-2', noAnswerFault()));
    deployment.simulator.journal.clear();
    const active = (Region: string) => ({
      ServiceTimeout: '600',
      AccessPointArn: deployment.live.media.arn,
      Routes: [{ Region, TrafficDialPercentage: 100 }],
      OtherMembers: 0,
      LiveRoutes: 'ENFORCE',
    });
    const live = () => deployment.live.media.routes.at(-1)!.activeRegions;
    expect(await deployment.run(deployment.routes.create(active('eu-west-1')))).toMatchObject({ status: 'SUCCESS' });
    expect(await deployment.run(deployment.routes.update(active('us-east-1')))).toMatchObject({ status: 'SUCCESS' });
    expect(live()).toEqual(['us-east-1']);
    await deployment.run(deployment.routes.updateAndRollBack(active('ap-northeast-1')));
    expect(live()).toEqual(['us-east-1']);
    expect(deployment.simulator.journal.where(({ region, applied }) => region === 'us-west-2' && applied)).toEqual([]);
  });
});
