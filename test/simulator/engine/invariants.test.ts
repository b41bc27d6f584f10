import * as fc from 'fast-check';
import { type AsyncOperationFailure, type SimulatorSettings, type SimulatorSnapshot } from '../../../simulator';
import { ACCOUNT, Bench, MEMBERS } from '../support';

type Step = (bench: Bench) => Promise<unknown>;

const names = fc.constantFrom('alpha', 'bravo');
const tokens = fc.nat(60).map(String);
const buckets = fc.oneof(
  { weight: 4, arbitrary: fc.subarray(['media-us', 'media-eu'], { minLength: 1 }) },
  { weight: 1, arbitrary: fc.subarray(['media-us', 'media-eu', 'missing', 'also-eu'], { minLength: 1 }) },
);
const dials = fc.constantFrom(0, 100);

/** Returns the ARN of the access point with a name, or an ARN without an access point. */
function findArn(bench: Bench, name: string): string {
  return (
    bench.simulator.snapshot().accessPoints.find((one) => one.name === name)?.arn
    ?? `arn:aws:s3::${ACCOUNT}:accesspoint/none.mrap`
  );
}

const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(names, tokens, buckets).map(
    ([Name, ClientToken, members]): Step =>
      async (bench) =>
        bench.call('CreateMultiRegionAccessPoint', {
          ClientToken,
          Details: { Name, Regions: members.map((Bucket) => ({ Bucket })) },
        }),
  ),
  fc.tuple(names, tokens).map(
    ([Name, ClientToken]): Step =>
      async (bench) =>
        bench.call('DeleteMultiRegionAccessPoint', { ClientToken, Details: { Name } }),
  ),
  fc.tuple(names, tokens).map(
    ([Name, ClientToken]): Step =>
      async (bench) =>
        bench.call('PutMultiRegionAccessPointPolicy', {
          ClientToken,
          Details: {
            Name,
            Policy: JSON.stringify({
              Statement: [{ Effect: 'Deny', Principal: '*', Action: '*', Resource: findArn(bench, Name) }],
            }),
          },
        }),
  ),
  fc.tuple(names, fc.subarray([...MEMBERS]), dials).map(
    ([name, members, TrafficDialPercentage]): Step =>
      async (bench) =>
        bench.call(
          'SubmitMultiRegionAccessPointRoutes',
          {
            Mrap: findArn(bench, name),
            RouteUpdates: members.map(({ Region }) => ({ Region, TrafficDialPercentage })),
          },
          { region: 'eu-west-1' },
        ),
  ),
  fc.nat(4_000).map(
    (ms): Step =>
      async (bench) =>
        bench.clock.advance(ms),
  ),
  fc.constantFrom('also-eu', 'media-eu').map(
    (Bucket): Step =>
      async (bench) =>
        bench.call('DeleteBucket', { Bucket }),
  ),
);

const failures = fc.constantFrom<AsyncOperationFailure | undefined>(
  undefined,
  undefined,
  { code: 'InternalErrors' },
  { code: 'InternalErrors', leaves: 'partial' },
  { code: 'AccessDenied', leaves: 'nothing' },
);

const errorTiming = fc.constantFrom('synchronous', 'asynchronous');

const settings: fc.Arbitrary<Partial<SimulatorSettings>> = fc.record({
  duplicateName: errorTiming,
  conflict: errorTiming,
  missingAccessPoint: errorTiming,
  policyChecks: errorTiming,
  createInFlight: fc.constantFrom('already-owned', 'operation-aborted'),
  createOverPartial: fc.constantFrom('resumes', 'already-owned'),
  failedPolicy: fc.constantFrom('stays', 'discarded'),
  establishedProposal: fc.constantFrom('shown', 'omitted'),
  readyLagMs: fc.constantFrom(0, 2_000),
  goneLagMs: fc.constantFrom(0, 2_000),
  policyLagMs: fc.constantFrom(0, 2_000),
  clientTokenRetentionMs: fc.constantFrom(Infinity, 3_000),
  duration: fc.func(fc.nat(6_000)),
  asyncFailure: fc.func(failures),
  routesLagMs: fc.func(fc.nat(6_000)),
  routesConflictMs: fc.constantFrom(0, 1_000),
}) as fc.Arbitrary<Partial<SimulatorSettings>>;

const unique = (items: readonly string[]) => new Set(items).size === items.length;

/** Returns the invariants that a snapshot violates. */
function findViolations({ at, accessPoints, retired, operations, buckets: existing }: SimulatorSnapshot): string[] {
  const routes = [...accessPoints, ...retired].map((one) => one.routes);
  const members = accessPoints.flatMap(({ regions }) => regions.map(({ Bucket }) => Bucket));
  const rules: [string, boolean][] = [
    ['names are unique', unique(accessPoints.map(({ name }) => name))],
    ['aliases are unique', unique([...accessPoints, ...retired].map(({ alias }) => alias))],
    [
      'members are in different Regions',
      accessPoints.every(({ regions }) => unique(regions.map(({ Region }) => Region))),
    ],
    ['members exist', members.every((bucket) => existing.some(({ name }) => name === bucket))],
    ['a member is active', routes.flat().every(({ activeRegions }) => activeRegions.length > 0)],
    [
      'routes take effect in order',
      routes.every((moments) =>
        moments.every(({ effectiveAt }, i) => i === 0 || moments[i - 1].effectiveAt <= effectiveAt),
      ),
    ],
    [
      'exactly the due operations have ended',
      operations.every(({ endsAt, state }) => endsAt <= at === (state !== 'pending')),
    ],
    [
      'established policies were proposed',
      accessPoints.every(({ policy }) => policy.established === undefined || policy.proposed !== undefined),
    ],
    [
      'policies are proposed after the creation',
      accessPoints.every(({ status, policy }) => status !== 'CREATING' || policy.proposed === undefined),
    ],
  ];
  return rules.filter(([, holds]) => !holds).map(([rule]) => rule);
}

describe('Simulator', () => {
  test('keeps its invariants in any sequence of operations', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(settings, fc.array(steps, { minLength: 40, maxLength: 80 }), async (chosen, sequence) => {
        const bench = new Bench(chosen);
        bench.simulator.buckets.add('also-eu', 'eu-west-1', ACCOUNT);
        for (const step of sequence) {
          await step(bench).catch(() => undefined);
          const snapshot = bench.simulator.snapshot();
          snapshot.accessPoints.forEach(({ status }) => seen.add(status));
          expect(findViolations(snapshot)).toEqual([]);
        }
        bench.clock.advance(100_000);
        const settled = bench.simulator.snapshot();
        expect(settled.accessPoints.filter(({ status }) => status === 'CREATING' || status === 'DELETING')).toEqual([]);
        expect(settled.operations.filter(({ state }) => state === 'pending')).toEqual([]);
      }),
      { numRuns: process.env.SOAK ? 1000 : 60 },
    );
    // The sequences must reach every status.
    expect([...seen].sort()).toEqual(['CREATING', 'DELETING', 'PARTIALLY_CREATED', 'PARTIALLY_DELETED', 'READY']);
  });
});
