import { createAccessPoint, getAccessPoint } from '../../control/access-points';
import { AllControlRegionsFailedError, type FailedControlRegion } from '../../control/routes/control-regions';
import { RETRY_PATIENCE_OF_FUNCTIONS } from '../../control/routes/rounds';
import { RoutesClient } from '../../control/routes/routes-client';
import {
  makeAllActiveRegionDials, findChangedDials, equalRegionDials, resolveRoutingTable, showRegionDials,
} from '../../control/routes/routing';
import { submitRoutesAndWait } from '../../control/routes/submit-and-wait';
import {
  faultAlways, type InjectedFault, noAnswerFault, faultInRegion, serviceFault, slowDownFault,
} from '../../simulator';
import { ACCOUNT } from '../support/accounts';
import { bench, BLOCK, MEMBERS } from './support';

const SECOND = 1000;
const CONTROL_REGIONS = ['us-east-1', 'us-west-2', 'ap-southeast-2', 'ap-northeast-1', 'eu-west-1'];
const denied = () => serviceFault('AccessDenied', 403);

describe('resolveRoutingTable', () => {
  const members = ['eu-west-1', 'us-east-1'];

  test('returns a dial for every member', () => {
    expect([...resolveRoutingTable({ routes: [{ region: 'eu-west-1', dial: 100 }], others: 0 }, members)]).toEqual([
      ['eu-west-1', 100],
      ['us-east-1', 0],
    ]);
    expect(equalRegionDials(
      resolveRoutingTable({ routes: [], others: 100 }, members), makeAllActiveRegionDials(members),
    ))
      .toBe(true);
  });
});

describe('equalRegionDials', () => {
  test.each([
    [[['a', 100]], [['a', 100]], true], [[['a', 100]], [['a', 0]], false], [[['a', 100]], [['b', 100]], false],
    [[['a', 100]], [['a', 100], ['b', 100]], false], [[], [], true],
  ] as [[string, number][], [string, number][], boolean][])('compares %j with %j: %s', (a, b, equal) => {
    expect(equalRegionDials(new Map(a), new Map(b))).toBe(equal);
  });
});

describe('findChangedDials', () => {
  test('returns the dials that differ', () => {
    const [before, after] = [[['a', 100], ['b', 100], ['c', 0]], [['a', 0], ['b', 100], ['c', 0]]] as const;
    expect([...findChangedDials(new Map(before), new Map(after))]).toEqual([['a', 0]]);
  });
});

describe('showRegionDials', () => {
  test('sorts by Region and renders other dials as numbers', () => {
    expect(
      showRegionDials(
        new Map([
          ['us-east-1', 0],
          ['eu-west-1', 100],
          ['sa-east-1', 10],
        ]),
      ),
    ).toBe('eu-west-1=ACTIVE,sa-east-1=10,us-east-1=PASSIVE');
  });
});

async function ready() {
  const made = bench();
  await createAccessPoint(
    made.s3,
    ACCOUNT,
    { name: 'media', members: MEMBERS.map(({ bucket }) => ({ bucket })), block: BLOCK },
    'create',
  );
  made.clock.advance(60_000);
  const { alias } = (await getAccessPoint(made.s3, ACCOUNT, 'media'))!;
  const skipped: FailedControlRegion[] = [];
  made.simulator.journal.clear();
  const startedAt = made.clock.now();
  const client = new RoutesClient({
    s3: made.s3,
    clock: made.clock,
    accountId: ACCOUNT,
    accessPointArn: `arn:aws:s3::${ACCOUNT}:accesspoint/${alias}`,
    startedAt,
    patience: RETRY_PATIENCE_OF_FUNCTIONS,
    onSkipped: (skip) => skipped.push(skip),
  });
  const elapsed = () => (made.clock.now() - startedAt) / SECOND;
  return { ...made, client, skipped, elapsed, startedAt };
}

type Ready = Awaited<ReturnType<typeof ready>>;

function breakRegions({ simulator }: Ready, count: number, fault: InjectedFault): void {
  for (const region of CONTROL_REGIONS.slice(0, count)) simulator.faults.add(faultInRegion(region, fault));
}

async function failOver({ client, clock }: Ready): Promise<void> {
  const until = clock.now() + 65 * SECOND;
  const members = await client.read(until);
  const dials = new Map([['eu-west-1', 100], ['us-east-1', 0], ['ap-northeast-1', 0]]);
  const { accepted, skipped } = await client.submit({ members, dials, until });
  if (!accepted) throw new AllControlRegionsFailedError(skipped);
}

describe('RoutesClient', () => {
  describe.each<[string, InjectedFault]>([
    ['hanging', noAnswerFault()],
    ['throttling', slowDownFault()],
    ['denying', denied()],
    ['redirecting', serviceFault('PermanentRedirect', 301)],
    ['redirecting (control error)', serviceFault('PermanentRedirectControlError', 301)],
  ])('with %s control Regions', (_name, fault) => {
    test.each([0, 1, 2, 3, 4])(
      'changes the routes within a second with %d of five, and reports them',
      async (count) => {
        const made = await ready();
        breakRegions(made, count, fault);
        await made.clock.runUntilSettled(failOver(made));
        expect(made.simulator.snapshot().accessPoints[0].routes.at(-1)?.activeRegions).toEqual(['eu-west-1']);
        expect(made.elapsed()).toBeLessThanOrEqual(1);
        // The calls of hanging Regions end after the change.
        await made.clock.runUntilSettled(made.clock.sleep(5 * SECOND));
        expect(made.skipped.map(({ region }) => region)).toEqual(CONTROL_REGIONS.slice(0, count));
      },
    );

    test('throws the failure of each Region with all five', async () => {
      const made = await ready();
      breakRegions(made, 5, fault);
      const error: unknown = await made.clock.runUntilSettled(failOver(made).catch((thrown: unknown) => thrown));
      expect(error).toBeInstanceOf(AllControlRegionsFailedError);
      expect((error as AllControlRegionsFailedError).skipped.map(({ region }) => region)).toEqual(CONTROL_REGIONS);
      // A redirect by all five is final.
      const isFinal = fault.kind === 'error' && fault.status === 301;
      expect(made.elapsed()).toBeGreaterThanOrEqual(isFinal ? 0 : 60);
      expect(made.elapsed()).toBeLessThanOrEqual(isFinal ? 1 : 70);
    });
  });

  test('repeats the calls while all five deny access', async () => {
    const made = await ready();
    const remove = made.simulator.faults.add((call) => (call.at < made.startedAt + 40 * SECOND ? denied() : undefined));
    await made.clock.runUntilSettled(failOver(made));
    remove();
    expect(made.elapsed()).toBeGreaterThanOrEqual(40);
    expect(made.elapsed()).toBeLessThanOrEqual(45);
  });

  test('submits through a Region that answered the read', async () => {
    const made = await ready();
    breakRegions(made, 2, noAnswerFault());
    await made.clock.runUntilSettled(failOver(made));
    const asked = made.simulator.journal.of('SubmitMultiRegionAccessPointRoutes').map((entry) => entry.region);
    expect(asked).toEqual(['ap-southeast-2']);
    expect(made.elapsed()).toBe(0.5);
  });

  test('throws a refusal immediately', async () => {
    const made = await ready();
    const members = await made.client.read(made.clock.now());
    const allPassive = new Map(members.map(({ region }) => [region, 0]));
    await expect(made.client.submit({ members, dials: allPassive, until: made.clock.now() + SECOND })).rejects.toThrow(
      'At least one Region must be active',
    );
    expect(made.simulator.journal.of('SubmitMultiRegionAccessPointRoutes')).toHaveLength(1);
  });

  test('waits out overlapping changes', async () => {
    const made = await ready();
    made.simulator.configure({ routesConflictMs: 4000 });
    const members = await made.client.read(made.clock.now());
    const only = (active: string) => new Map(members.map(({ region }) => [region, region === active ? 100 : 0]));
    const change = (active: string) => submitRoutesAndWait({
      client: made.client,
      clock: made.clock,
      members,
      dials: only(active),
      submitUntil: Infinity,
      waitUntil: (submittedAt) => submittedAt + 10 * SECOND,
      repeatsAfterConflict: true,
    });
    await made.clock.runUntilSettled(Promise.all([change('eu-west-1'), change('us-east-1')]));
    expect(made.simulator.snapshot().accessPoints[0].routes.at(-1)?.activeRegions).toEqual(['us-east-1']);
    expect(made.elapsed()).toBeGreaterThanOrEqual(4);
  });

  test('throws if all control Regions throttle', async () => {
    const made = await ready();
    made.simulator.faults.add(faultAlways(slowDownFault()));
    await expect(made.client.read(made.clock.now())).rejects.toThrow(AllControlRegionsFailedError);
  });
});
