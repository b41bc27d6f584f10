import fc from 'fast-check';
import { type Fault, hang, inRegion, reset, serviceFault, slowDown } from '../../simulator';
import { type ResourceResponse, type Properties } from '../driver/cloudformation';
import { subsetsOf } from '../support/subsets';
import { ACCESS_POINT, Deployment, MINUTE, SECOND } from './support';

/** What may have befallen a control Region, and how the message names it. */
const AILMENTS: Readonly<Record<string, { readonly fault: Fault; readonly shown: string }>> = {
  torn: { fault: reset(), shown: 'ECONNRESET' },
  hanging: { fault: hang(), shown: 'ETIMEDOUT' },
  throttling: { fault: slowDown(), shown: 'SlowDown' },
  denying: { fault: serviceFault('AccessDenied', 403), shown: 'AccessDenied' },
};
const FIVE = ['us-east-1', 'us-west-2', 'ap-southeast-2', 'ap-northeast-1', 'eu-west-1'];
const MEMBERS = ['eu-west-1', 'us-east-1', 'ap-northeast-1'];
/** From the request to the moment at which a control Region has taken the change. */
const BUDGET = 30 * SECOND;

/** Which of the five are ill, and with what. */
type Sick = ReadonlyMap<string, string>;

/** An access point in Ireland's traffic, whose routes are changed while control Regions are ill. */
class Patient {
  private readonly deployment = new Deployment();

  public async admit(): Promise<this> {
    const { deployment } = this;
    await deployment.run(deployment.accessPoint.create(ACCESS_POINT));
    await deployment.run(deployment.routes.create(this.active('eu-west-1')));
    return this;
  }

  /** Lets the next member take all traffic. */
  public async failOver(sick: Sick) {
    const { deployment: { simulator, clock, routes, reports } } = this;
    const [before] = this.live;
    const target = MEMBERS[(MEMBERS.indexOf(before) + 1) % MEMBERS.length];
    clock.advance(10 * MINUTE);
    simulator.snapshot();
    simulator.journal.clear();
    reports.length = 0;
    simulator.faults.clear();
    for (const [region, ailment] of sick) simulator.faults.add(inRegion(region, AILMENTS[ailment].fault));
    const began = clock.now();
    // Of a failed update its rollback is not the matter here.
    const answer = await this.deployment.run(this.deployment.cloudFormation.send({
      type: 'Update',
      resourceType: 'Custom::S3MultiRegionAccessPointRoutes',
      logicalId: 'MediaRoutes',
      properties: this.active(target),
      oldProperties: routes.properties,
      physicalId: routes.physicalId,
    }));
    if (answer.status === 'SUCCESS') {Object.assign(routes, { physicalId: answer.physicalId, properties: this.active(target) });}
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
 * The change succeeds in time while one of the five is well; without any it fails, says why for each, and leaves the
 * routes as they are.
 */
async function expectOutcome(patient: Patient, sick: Sick): Promise<void> {
  const { answer, before, target, took, takenAfter, reported } = await patient.failOver(sick);
  if (sick.size < FIVE.length) {
    expect(answer).toMatchObject<Partial<ResourceResponse>>({ status: 'SUCCESS' });
    expect(patient.live).toEqual([target]);
    expect(takenAfter).toBeLessThanOrEqual(BUDGET);
    expect(reported.map(({ ruleId }) => ruleId)).toEqual(reported.map(() => 'MRAP914'));
    return;
  }
  expect(answer.status).toBe('FAILED');
  for (const [region, ailment] of sick) expect(answer.reason).toContain(`${region}: ${AILMENTS[ailment].shown}`);
  expect(answer.reason).toMatch(/^\[MRAP913\]/);
  expect(took).toBeLessThanOrEqual(2 * MINUTE);
  expect(patient.live).toEqual([before]);
}

describe.each(Object.keys(AILMENTS))('control Regions that are %s', (ailment) => {
  test.each([0, 1, 2, 3, 4, 5])('%d of the five, whichever they are', async (size) => {
    const patient = await new Patient().admit();
    for (const subset of subsetsOf(FIVE, size)) {await expectOutcome(patient, new Map(subset.map((region) => [region, ailment])));}
  });
});

test('every Region with an ailment of its own', async () => {
  const health = fc.constantFrom(undefined, ...Object.keys(AILMENTS));
  const patient = await new Patient().admit();
  await fc.assert(fc.asyncProperty(fc.tuple(health, health, health, health, health), async (states) => {
    await expectOutcome(
      patient,
      new Map(FIVE.flatMap((region, index) => (states[index] === undefined ? [] : [[region, states[index]] as const]))),
    );
  }), { numRuns: process.env.SOAK ? 600 : 75 });
});

test('a Region that was asked once in vain is reported once', async () => {
  const { reported } = await (
    await new Patient().admit()
  ).failOver(
    new Map([
      ['us-east-1', 'hanging'],
      ['us-west-2', 'denying'],
    ]),
  );
  expect(reported.map(({ message }) => message).join('\n')).toMatch(/^[^\n]*us-east-1[^\n]*\n[^\n]*us-west-2[^\n]*$/);
});

test('the home of the control plane is dead: routes are declared, changed and rolled back without it', async () => {
  const deployment = new Deployment();
  await deployment.run(deployment.accessPoint.create(ACCESS_POINT));
  deployment.simulator.faults.add(inRegion('us-west-2', hang()));
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
