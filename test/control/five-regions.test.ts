import { createAccessPoint, getAccessPoint } from '../../control/access-points';
import { type Failure } from '../../control/failure';
import { interpretRouteSubmitFailure } from '../../control/routes/answers';
import {
  RouteChangeConflictError, CONTROL_REGIONS, AllControlRegionsFailedError, UnconfirmedRouteChangeError,
} from '../../control/routes/control-regions';
import { RETRY_PATIENCE_OF_FUNCTIONS } from '../../control/routes/rounds';
import { RoutesClient } from '../../control/routes/routes-client';
import { submitRoutesAndWait } from '../../control/routes/submit-and-wait';
import {
  faultAlways, type CallFilter, connectionResetFault, type InjectedFault, htmlAnswerFault, noAnswerFault, serviceFault,
  slowAnswerFault, stall,
} from '../../simulator';
import { ACCOUNT } from '../support/accounts';
import { bench, BLOCK, MEMBERS } from './support';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const SUBMIT = 'SubmitMultiRegionAccessPointRoutes';
const TOKYO = new Map([['eu-west-1', 0], ['us-east-1', 0], ['ap-northeast-1', 100]]);
const VIRGINIA = new Map([['eu-west-1', 0], ['us-east-1', 100], ['ap-northeast-1', 0]]);

async function ready() {
  const made = bench();
  const { s3, clock, simulator } = made;
  const members = MEMBERS.map(({ bucket }) => ({ bucket }));
  await createAccessPoint(s3, ACCOUNT, { name: 'media', members, block: BLOCK }, 'create');
  clock.advance(MINUTE);
  const { alias } = (await getAccessPoint(s3, ACCOUNT, 'media'))!;
  const accessPointArn = `arn:aws:s3::${ACCOUNT}:accesspoint/${alias}`;
  simulator.journal.clear();
  const startedAt = clock.now();
  const client = new RoutesClient({
    s3,
    clock,
    accountId: ACCOUNT,
    accessPointArn,
    startedAt,
    patience: RETRY_PATIENCE_OF_FUNCTIONS,
    onSkipped: () => undefined,
  });
  const change = (dials = TOKYO, repeatsAfterConflict = false) =>
    clock.runUntilSettled((async () => submitRoutesAndWait({
      client,
      clock,
      members: await client.read(clock.now()),
      dials,
      submitUntil: clock.now() + MINUTE,
      waitUntil: (submittedAt) => submittedAt + 4 * MINUTE,
      repeatsAfterConflict,
    }))());
  const submitElsewhere = async (dials: ReadonlyMap<string, number>) => {
    const RouteUpdates = MEMBERS.filter(({ region }) => dials.has(region))
      .map(({ bucket, region }) => ({ Bucket: bucket, TrafficDialPercentage: dials.get(region) }));
    const context = { accountId: ACCOUNT, region: 'us-west-2', caller: 'operator' };
    expect(await simulator.call(SUBMIT, { Mrap: accessPointArn, RouteUpdates }, context))
      .toMatchObject({ kind: 'output' });
  };
  return {
    ...made,
    client,
    change,
    submitElsewhere,
    active: () => simulator.snapshot().accessPoints[0].routes.at(-1)!.activeRegions,
    submits: () => simulator.journal.of(SUBMIT).filter(({ caller }) => caller === 'handler'),
    breakSubmits: (fault: InjectedFault, ...regions: string[]) => {
      const filter: CallFilter = ({ operation, region, caller }) =>
        operation === SUBMIT && caller === 'handler' && regions.includes(region);
      simulator.faults.add(faultAlways(fault, filter));
    },
  };
}

describe('interpretRouteSubmitFailure', () => {
  const failure = (kind: Failure['kind'], status?: number, code = 'Code'): Failure =>
    ({ kind, code, message: '', status });

  test.each<[string, Failure, string]>([
    ['409', failure('conflict', 409), 'conflict'],
    ['400', failure('refused', 400), 'final'],
    ['405', failure('refused', 405), 'final'],
    ['301', failure('refused', 301, 'PermanentRedirect'), 'refused here'],
    ['403', failure('denied', 403), 'refused here'],
    ['404', failure('absent', 404), 'refused here'],
    ['InvalidAccessKeyId', failure('clock skew', 403), 'refused here'],
    ['ExpiredToken', failure('refused', 400, 'ExpiredToken'), 'refused here'],
    ['RequestTimeTooSkewed', failure('refused', 403), 'refused here'],
    ['503', failure('throttled', 503), 'unknown'],
    ['429', failure('throttled', 429), 'unknown'],
    ['500', failure('unavailable', 500), 'unknown'],
    ['a reset', failure('unavailable'), 'unknown'],
  ])('interprets %s', (_name, given, meaning) => {
    expect(interpretRouteSubmitFailure(given)).toBe(meaning);
  });
});

describe('submitRoutesAndWait', () => {
  test('submits to the next Region after a second without an answer', async () => {
    const made = await ready();
    made.breakSubmits(noAnswerFault(), 'us-east-1');
    const { submittedAt } = await made.change();
    expect(made.submits().map(({ region }) => region)).toEqual(['us-east-1', 'us-west-2']);
    expect(submittedAt - made.submits()[0].at).toBe(SECOND);
  });

  test('keeps at most two submits in flight', async () => {
    const made = await ready();
    made.breakSubmits(stall(), ...CONTROL_REGIONS.slice(0, 4));
    await made.change();
    const [first, ...others] = made.submits().map(({ at }) => at);
    expect(others.map((at) => at - first)).toEqual([1, 5, 6, 10].map((seconds) => seconds * SECOND));
    expect(made.active()).toEqual(['ap-northeast-1']);
  });

  test.each<[string, InjectedFault]>([
    ['NoSuchMultiRegionAccessPoint', serviceFault('NoSuchMultiRegionAccessPoint', 404)],
    ['InvalidAccessKeyId', serviceFault('InvalidAccessKeyId', 403)],
    ['ExpiredToken', serviceFault('ExpiredToken', 400)],
    ['SignatureDoesNotMatch', serviceFault('SignatureDoesNotMatch', 403)],
    ['RequestTimeTooSkewed', serviceFault('RequestTimeTooSkewed', 403)],
    ['PermanentRedirect', serviceFault('PermanentRedirect', 301)],
    ['a page', htmlAnswerFault(200)],
  ])('changes the routes although four Regions answer with %s', async (_name, fault) => {
    const made = await ready();
    made.simulator.faults.add(({ region, caller }) =>
      (caller === 'handler' && region !== 'eu-west-1' ? fault : undefined));
    expect((await made.change()).inEffectAt).toBeDefined();
    expect(made.active()).toEqual(['ap-northeast-1']);
  });

  test('throws a refusal of the change at the first Region', async () => {
    const made = await ready();
    await expect(made.change(new Map(MEMBERS.map(({ region }) => [region, 0])))).rejects.toThrow('At least one Region');
    expect(made.submits()).toHaveLength(1);
  });

  test('throws the failure of each Region without a pause if all five refuse alike', async () => {
    const made = await ready();
    made.breakSubmits(serviceFault('NoSuchMultiRegionAccessPoint', 404), ...CONTROL_REGIONS);
    const startedAt = made.clock.now();
    const error: unknown = await made.change().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AllControlRegionsFailedError);
    expect((error as AllControlRegionsFailedError).skipped.map(({ failure }) => failure.kind))
      .toEqual(Array(5).fill('absent'));
    expect(made.clock.now()).toBe(startedAt);
    expect(made.submits()).toHaveLength(5);
  });

  test('throws NoControlRegion without a pause if the credentials are expired in all five Regions', async () => {
    const made = await ready();
    made.breakSubmits(serviceFault('ExpiredToken', 400), ...CONTROL_REGIONS);
    const began = made.clock.now();
    await expect(made.change()).rejects.toThrow(AllControlRegionsFailedError);
    expect(made.clock.now()).toBe(began);
  });

  test('throws RouteChangeConflict if another caller changes the routes', async () => {
    const made = await ready();
    await made.submitElsewhere(VIRGINIA);
    await expect(made.change()).rejects.toThrow(RouteChangeConflictError);
    expect(made.active()).toEqual(['us-east-1']);
  });

  test('submits again after the change of another caller, if asked to', async () => {
    const made = await ready();
    await made.submitElsewhere(VIRGINIA);
    expect((await made.change(TOKYO, true)).inEffectAt).toBeDefined();
    expect(made.active()).toEqual(['ap-northeast-1']);
  });

  test('accepts its own change if its hedge meets a conflict', async () => {
    const made = await ready();
    made.simulator.configure({ routesConflictMs: 10 * SECOND, routesLagMs: () => 0 });
    made.breakSubmits(slowAnswerFault(4 * SECOND), 'us-east-1');
    expect((await made.change()).inEffectAt).toBeDefined();
    expect(made.submits().map(({ outcome }) => outcome.code ?? outcome.kind))
      .toEqual(['unanswered', 'OperationAborted']);
  });

  test('waits for its own answer if its hedge meets a conflict and no Region shows the change', async () => {
    const made = await ready();
    made.simulator.configure({ routesConflictMs: 30 * SECOND, routesLagMs: () => 20 * SECOND });
    made.breakSubmits(slowAnswerFault(2 * SECOND), 'us-east-1');
    expect((await made.change()).inEffectAt).toBeDefined();
    expect(made.active()).toEqual(['ap-northeast-1']);
  });

  test('reads back a change that no Region answered', async () => {
    const made = await ready();
    made.breakSubmits({ kind: 'after-applying', answer: connectionResetFault() }, ...CONTROL_REGIONS);
    made.simulator.configure({ routesConflictMs: 0, routesLagMs: () => 30 * SECOND });
    expect((await made.change()).inEffectAt).toBeDefined();
  });

  test('reads the routes before it repeats an unanswered change, and submits no second time', async () => {
    const made = await ready();
    made.breakSubmits({ kind: 'after-applying', answer: connectionResetFault() }, ...CONTROL_REGIONS);
    made.simulator.configure({ routesConflictMs: 0, routesLagMs: () => SECOND });
    const startedAt = made.clock.now();
    const { inEffectAt } = await made.change();
    expect(inEffectAt! - startedAt).toBeLessThan(5 * SECOND);
    expect(made.simulator.journal.of(SUBMIT)).toHaveLength(CONTROL_REGIONS.length);
  });

  test.each([
    [false, ['us-east-1']], [true, ['ap-northeast-1']],
  ])('overwrites the change of another caller only if it repeats after no answer: %s', async (repeats, active) => {
    const made = await ready();
    made.breakSubmits(connectionResetFault(), ...CONTROL_REGIONS);
    made.simulator.configure({ routesConflictMs: 0, routesLagMs: () => SECOND });
    const elsewhere = made.clock.sleep(10 * SECOND).then(async () => {
      await made.submitElsewhere(VIRGINIA);
      await made.clock.sleep(5 * SECOND);
      made.simulator.faults.clear();
    });
    const outcome = await made.change(TOKYO, repeats).catch((error: unknown) => error);
    await elsewhere;
    expect(outcome instanceof UnconfirmedRouteChangeError).toBe(!repeats);
    const dials = await made.clock.runUntilSettled(made.client.read(made.clock.now()));
    expect(dials.filter(({ dial }) => dial === 100).map(({ region }) => region)).toEqual(active);
  });

  test('throws UnconfirmedChange with the live routes if an unanswered change never shows', async () => {
    const made = await ready();
    made.breakSubmits(connectionResetFault(), ...CONTROL_REGIONS);
    const error: unknown = await made.change().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UnconfirmedRouteChangeError);
    expect((error as UnconfirmedRouteChangeError).live?.get('eu-west-1')).toBe(100);
  });

  test('is in effect although a minority of the Regions is stale', async () => {
    const made = await ready();
    made.simulator.configure({ routesLagMs: (region) => (region.startsWith('us-') ? 60 * MINUTE : SECOND) });
    const { submittedAt, inEffectAt, lagging } = await made.change();
    expect(inEffectAt! - submittedAt).toBe(5 * SECOND);
    expect(lagging).toEqual(['us-east-1', 'us-west-2']);
  });

  test('is not in effect if a minority shows the change', async () => {
    const made = await ready();
    made.simulator.configure({ routesLagMs: (region) => (region.startsWith('us-') ? SECOND : 60 * MINUTE) });
    expect((await made.change()).inEffectAt).toBeUndefined();
  });

  test('waits two minutes before it believes fewer than three Regions', async () => {
    const made = await ready();
    made.simulator.faults.add(({ region }) => (region === 'eu-west-1' ? undefined : connectionResetFault()));
    const { submittedAt, inEffectAt } = await made.change();
    expect(inEffectAt! - submittedAt).toBe(120 * SECOND);
  });

  test('does not change members without a dial', async () => {
    const made = await ready();
    made.simulator.configure({ routesLagMs: (region) => (region === 'us-east-1' ? 110 * SECOND : 60 * MINUTE) });
    await made.submitElsewhere(new Map([['ap-northeast-1', 0]]));
    made.clock.advance(30 * SECOND);
    await made.change(new Map([['us-east-1', 0]]));
    expect(made.active()).toEqual(['eu-west-1']);
  });
});

describe('RoutesClient', () => {
  test('reads the routes that most Regions return within half a second of the first answer', async () => {
    const made = await ready();
    made.simulator.configure({ routesLagMs: (region) => (region === 'us-east-1' ? 60 * MINUTE : 0) });
    await made.submitElsewhere(TOKYO);
    made.simulator.faults.add(faultAlways(noAnswerFault(), ({ region }) => region === 'eu-west-1'));
    const began = made.clock.now();
    const members = await made.clock.runUntilSettled(made.client.read(began));
    expect(members.filter(({ dial }) => dial === 100).map(({ region }) => region)).toEqual(['ap-northeast-1']);
    expect(made.clock.now() - began).toBe(SECOND / 2);
  });

  test('ends after one round if all five Regions hang', async () => {
    const made = await ready();
    made.simulator.faults.add(faultAlways(stall()));
    const began = made.clock.now();
    await expect(made.clock.runUntilSettled(made.client.read(began + 5 * SECOND))).rejects
      .toThrow(AllControlRegionsFailedError);
    expect(made.clock.now() - began).toBe(5 * SECOND);
  });
});
