import { type SimulatorOptions } from '../../simulator';
import { ASSUMPTIONS } from '../../verify/assumptions';
import { PLANTED_DEVIATIONS } from '../../verify/deviations';
import { findProbe } from '../../verify/model/assumption';
import { type Probe } from '../../verify/model/probe';
import { runProbes } from '../../verify/run';
import { type ChangeReader, runOnDriver, type TimeOuts } from '../../verify/targets/driver';
import { runOnSimulator } from '../../verify/targets/simulator';

type ProbeOf<Subject> = Extract<Probe, { subject: Subject }>;

function findProbeOf<Subject extends Probe['subject']>(subject: Subject, id: string): ProbeOf<Subject> {
  const probe = ASSUMPTIONS.filter((assumption) => assumption.id === id).map(findProbe)[0];
  if (probe?.subject !== subject) throw new Error(`assumption ${id} has no probe of a ${subject}`);
  return probe as ProbeOf<Subject>;
}

const MINUTE = 60_000;

describe('runOnSimulator', () => {
  const deviations: [string, string, SimulatorOptions][] = [
    ...PLANTED_DEVIATIONS.map(({ id, behavior, options }): [string, string, SimulatorOptions] =>
      [id, behavior, options]),
    ['2', 'shows an access point after three minutes', { visibilityLagMs: 3 * MINUTE }],
    ['2', 'never shows an access point', { visibilityLagMs: Infinity }],
    ['9', 'shows routes after five minutes', { routesLagMs: () => 5 * MINUTE }],
    ['9', 'shows routes after an hour', { routesLagMs: () => 60 * MINUTE }],
    ['19', 'shows rules after a minute and a half', { replicationLagMs: 1.5 * MINUTE }],
    ['19', 'shows rules after an hour', { replicationLagMs: 60 * MINUTE }],
    ['35', 'shows rules after an hour', { replicationLagMs: 60 * MINUTE }],
    ['51', 'shows events after twenty minutes', { eventHistoryLagMs: 20 * MINUTE }],
    ['73', 'keeps a refused policy proposed', { failedPolicy: 'stays' }],
    ['L1', 'accepts resources of other access points', { policyResources: 'ignored' }],
    ['L2', 'accepts public policies', { publicPolicies: 'accepted' }],
    ['L3', 'limits policies to 10 KB', { maxPolicyBytes: 10_240 }],
    ['O7', 'refuses submits for ten seconds', { routesConflictMs: 10_000 }],
    ['O8', 'leaves one control Region behind', {
      routesLagMs: (region) => (region === 'eu-west-1' ? 5 * MINUTE : 1_000),
    }],
  ];
  test.each(deviations)('refutes assumption %s for a service that %s', async (id, _behavior, options) => {
    const { decision, observation } = await runOnSimulator(findProbeOf('service', id), options);
    expect({ decision, observation }).toEqual({ decision: 'refuted', observation });
  });

  const undecided: [string, string, SimulatorOptions][] = [
    ['1', 'needs a day to create an access point', { duration: () => 24 * 60 * MINUTE }],
    ['5', 'needs a day to create an access point', { duration: () => 24 * 60 * MINUTE }],
    ['50', 'shows events after an hour', { eventHistoryLagMs: 60 * MINUTE }],
    ['28', 'shows events after an hour', { eventHistoryLagMs: 60 * MINUTE }],
    ['27', 'shows events after an hour', { eventHistoryLagMs: 60 * MINUTE }],
    ['73', 'accepts resources of other access points', { policyResources: 'ignored' }],
    ['70', 'shows no access point before it is READY', { visibilityLagMs: 2 * MINUTE }],
  ];
  test.each(undecided)('does not decide assumption %s for a service that %s', async (id, _behavior, options) => {
    const { decision, observation } = await runOnSimulator(findProbeOf('service', id), options);
    expect({ decision, observation }).toEqual({ decision: 'cannot tell', observation });
  });

  test('refutes the permissions of a service that requires another one', async () => {
    for (const [id, action] of [
      ['10', 's3:CreateMultiRegionAccessPoint'], ['11', 's3:SubmitMultiRegionAccessPointRoutes'],
    ]) {
      const options: SimulatorOptions = {
        authorize: (request) => !(request.caller?.startsWith('restricted') && request.action === action),
      };
      const { decision } = await runOnSimulator(findProbeOf('service', id), options);
      expect(decision).toBe('refuted');
    }
  });
});

describe('runProbes', () => {
  test('makes no decision if a probe fails', async () => {
    const [assumption] = ASSUMPTIONS;
    const [result] = await runProbes([assumption], async () => { throw new Error('no answer'); });
    expect(result.decision).toBe('cannot tell');
    expect(result.observation).toContain('the probe failed: Error: no answer');
  });
});

describe('runOnDriver', () => {
  const withStatus = (change: (status?: string) => string | undefined): ChangeReader => (directory) => ({
    getStatus: async (stackId) => change(await directory.getStatus(stackId)),
    getResource: async (...args) => directory.getResource(...args),
    listResources: async (...args) => directory.listResources(...args),
  });
  const withRows = (isListed: (id: string) => boolean): ChangeReader => (directory) => ({
    getStatus: async (...args) => directory.getStatus(...args),
    getResource: async () => undefined,
    listResources: async (stackId) =>
      (await directory.listResources(stackId)).filter(({ physicalId }) => isListed(physicalId)),
  });
  const deviations: [string, string, ChangeReader][] = [
    ['45', 'shows a rollback as an update', withStatus((status) => status?.replace(/^UPDATE_ROLLBACK_/, 'UPDATE_'))],
    ['C4', 'shows a clean-up as complete', withStatus((status) => status?.replace(/_CLEANUP_IN_PROGRESS$/, ''))],
    ['C1', 'shows no status', withStatus(() => undefined)],
    ['C11', 'shows no status of a new nested stack', withStatus(() => undefined)],
    ['C12', 'shows an update of a nested stack as complete', withStatus((status) => status?.replace(/_IN_PRO.*/, ''))],
    [
      'C13', 'shows the clean-up of a nested stack as complete',
      withStatus((status) => status?.replace(/_CLEANUP_IN_PROGRESS$/, '')),
    ],
    [
      'C14', 'shows the rollback of a nested stack as an update',
      withStatus((status) => status?.replace(/^UPDATE_ROLLBACK_/, 'UPDATE_')),
    ],
    [
      'C15', 'shows the clean-up of a nested stack as complete',
      withStatus((status) => status?.replace(/_CLEANUP_IN_PROGRESS$/, '')),
    ],
    [
      'C16', 'shows the deletion of a nested stack as a rollback',
      withStatus((status) => status?.replace(/^DELETE_/, 'ROLLBACK_')),
    ],
    [
      'C17', 'shows the deletion of a nested stack as failed',
      withStatus((status) => status?.replace(/_IN_.*/, '_FAILED')),
    ],
    ['46', 'shows no row', withRows(() => true)],
    ['48', 'lists no former resource', withRows((id) => id !== 'former')],
  ];
  test.each(deviations)('refutes assumption %s for a service that %s', async (id, _behavior, changeReader) => {
    const { decision, observation } = await runOnDriver(findProbeOf('deployment', id), changeReader);
    expect({ decision, observation }).toEqual({ decision: 'refuted', observation });
  });

  const timeOuts: [string, NonNullable<TimeOuts['timeOutAfter']>][] = [
    ['ignores ServiceTimeout', () => 3600],
    ['waits half an hour without ServiceTimeout', ({ ServiceTimeout: seconds = 1800 }) => Number(seconds)],
    ['waits two hours without ServiceTimeout', ({ ServiceTimeout: seconds = 7200 }) => Number(seconds)],
    ['fails a request after half of its ServiceTimeout', ({ ServiceTimeout: seconds = 7200 }) => Number(seconds) / 2],
  ];
  test.each(timeOuts)('refutes only assumption 91 for a service that %s', async (_behavior, timeOutAfter) => {
    const decisions = await Promise.all(ASSUMPTIONS.flatMap((assumption) => {
      const probe = findProbe(assumption);
      return probe?.subject !== 'deployment' ? [] : [
        runOnDriver(probe, undefined, { timeOutAfter }).then(({ decision }) => `${assumption.id} ${decision}`),
      ];
    }));
    expect(decisions.filter((decision) => !decision.endsWith('confirmed'))).toEqual(['91 refuted']);
  });

  test('does not decide assumption 91 if CloudFormation shows no row of the failed resource', async () => {
    const { decision } = await runOnDriver(findProbeOf('deployment', '91'), withRows(() => true));
    expect(decision).toBe('cannot tell');
  });
});
