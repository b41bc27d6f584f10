import { runSchedule } from './run-schedule';
import { type Declaration } from './schedule';
import { NO_FAULTS } from './schedule-context';

const DECLARATION: Declaration = {
  name: 'media',
  members: 'three',
  block: 'complete',
  replacement: 'FORBID',
  existing: 'REFUSE',
  policy: 0,
  routes: 0,
  liveRoutes: 'KEEP',
  timeoutMinutes: 5,
  construct: 'Media',
};

describe('createHandlers', () => {
  test('keeps routes after a lost response if the rollback is repeated', async () => {
    const { violations } = await runSchedule({
      steps: [
        { kind: 'deploy', declaration: DECLARATION, rollbackUnder: 'old id', conditions: NO_FAULTS },
        {
          kind: 'deploy',
          declaration: { ...DECLARATION, routes: 1, timeoutMinutes: 15 },
          incident: { change: 2 },
          rollbackUnder: 'old id',
          conditions: {
            ...NO_FAULTS,
            duration: 0,
            deaths: [{ invocation: 4, call: 0, when: 'before', how: 'abandoned' }],
            lateRequest: { request: 3, deliveries: [21_600] },
          },
        },
      ],
      pauses: [180, 180],
    });
    expect(violations).toEqual([]);
  });

  test('accepts that an access point remains whose token S3 has forgotten before its creation ends', async () => {
    const { violations, context } = await runSchedule({
      steps: [
        {
          kind: 'deploy',
          declaration: { ...DECLARATION, name: 'video' },
          rollbackUnder: 'old id',
          conditions: NO_FAULTS,
        },
        {
          kind: 'deploy',
          declaration: { ...DECLARATION, replacement: 'ALLOW', timeoutMinutes: 15 },
          rollbackUnder: 'new id',
          conditions: { ...NO_FAULTS, duration: 1788, latency: 900, secondDelivery: 270 },
        },
      ],
      pauses: [180, 180],
      s3: { duplicateName: 'synchronous', createInFlight: 'already-owned', clientTokenRetentionMs: 600_000 },
    });
    expect(violations).toEqual([]);
    expect(context.reports.map(({ message }) => message).join()).toContain('S3 does not confirm');
  });

  test('accepts that an access point remains whose deletion is repeated after more than two hours', async () => {
    const { violations, context } = await runSchedule({
      steps: [{
        kind: 'deploy',
        declaration: { ...DECLARATION, name: undefined, timeoutMinutes: 55 },
        incident: { change: 0, afterMs: 298_000 },
        rollbackUnder: 'old id',
        conditions: {
          ...NO_FAULTS,
          duration: 1766,
          failure: { operation: 1, leaves: 'nothing' },
          lateRequest: { request: 1, deliveries: [30] },
        },
      }],
      pauses: [180, 180],
    });
    expect(violations).toEqual([]);
    expect(context.reports.map(({ message }) => message).join()).toContain('it is older than this deployment');
  });

  test('expects the routes of an access point that a failed deployment has retained before its adoption', async () => {
    const lateDelivery = { ...NO_FAULTS, duration: 0, lateRequest: { request: 0, deliveries: [0, 1] } };
    const { violations } = await runSchedule({
      steps: [
        {
          kind: 'deploy',
          declaration: { ...DECLARATION, retain: 'always', routes: 1 },
          incident: { change: 2 },
          rollbackUnder: 'old id',
          conditions: NO_FAULTS,
        },
        {
          kind: 'deploy',
          declaration: { ...DECLARATION, existing: 'ADOPT', construct: 'Renamed' },
          rollbackUnder: 'old id',
          conditions: NO_FAULTS,
        },
        {
          kind: 'deploy',
          declaration: { ...DECLARATION, members: 'two' },
          rollbackUnder: 'old id',
          conditions: lateDelivery,
        },
      ],
      pauses: [180, 180, 180],
    });
    expect(violations).toEqual([]);
  });

  test('accepts that LiveRoutes FAIL stops a deployment after a failover of a replacement that stayed', async () => {
    const { violations, context } = await runSchedule({
      steps: [
        {
          kind: 'deploy',
          declaration: { ...DECLARATION, liveRoutes: 'FAIL' },
          rollbackUnder: 'old id',
          conditions: NO_FAULTS,
        },
        { kind: 'recreate' },
        {
          kind: 'deploy',
          declaration: { ...DECLARATION, block: 'partial', replacement: 'ALLOW', liveRoutes: 'FAIL' },
          incident: { change: 0 },
          rollbackUnder: 'old id',
          conditions: { ...NO_FAULTS, duration: 0 },
        },
        { kind: 'fail over' },
      ],
      pauses: [180, 180, 180, 180],
    });
    expect(violations).toEqual([]);
    expect(context.stack.lastReason).toContain('MRAP911');
  });

  test('accepts that a deployment continues with an access point that an operator created again', async () => {
    const deployment = { kind: 'deploy', rollbackUnder: 'old id', conditions: NO_FAULTS } as const;
    const generated = { ...DECLARATION, name: undefined, replacement: 'ALLOW' } as const;
    const { violations, context } = await runSchedule({
      steps: [
        { ...deployment, declaration: generated },
        { kind: 'recreate' },
        { ...deployment, declaration: { ...DECLARATION, replacement: 'ALLOW' } },
        { ...deployment, declaration: generated },
      ],
      pauses: [10, 10, 10, 180],
    });
    expect(violations).toEqual([]);
    expect(context.simulator.snapshot().accessPoints).toEqual([]);
  });
});
