import { type Conditions } from '../schedule';
import { NO_FAULTS } from '../schedule-context';
import { runScheduleOfTwoStacks } from './run-schedule';
import { type Deployment } from './schedule';

const UNCHANGED: Deployment = {
  kind: 'deploy',
  stack: 'first',
  basis: 'first',
  change: {},
  rollbackUnder: 'old id',
  onFailure: 'roll back',
  continueRollback: 'repeat',
  leftovers: 'first',
  conditions: NO_FAULTS,
};

describe('createHandlers', () => {
  test('hands an access point back if a rollback deletes the policy of a failed adoption', async () => {
    const adoption: Deployment = { ...UNCHANGED, stack: 'second', change: { existing: 'ADOPT' } };
    const { violations } = await runScheduleOfTwoStacks({
      steps: [
        { step: UNCHANGED, pause: 180 },
        { step: { ...adoption, change: { existing: 'ADOPT', policy: 1 }, onFailure: 'keep' }, pause: 180 },
        { step: { ...adoption, incident: { change: 0 } }, pause: 180 },
      ],
      destroyedFirst: 'first',
    });
    expect(violations).toEqual([]);
  });

  test('expects no statements after an operator has continued a rollback without the policy', async () => {
    const adoption: Deployment = { ...UNCHANGED, stack: 'second', change: { existing: 'ADOPT' } };
    const { violations, context } = await runScheduleOfTwoStacks({
      steps: [
        { step: UNCHANGED, pause: 180 },
        { step: adoption, pause: 180 },
        {
          step: {
            ...adoption,
            change: { existing: 'ADOPT', policy: 1 },
            incident: { change: 0 },
            continueRollback: 'skip',
            conditions: { ...NO_FAULTS, duration: 231, failure: { operation: 1, leaves: 'nothing' } },
          },
          pause: 180,
        },
        { step: adoption, pause: 180 },
      ],
      destroyedFirst: 'first',
    });
    expect(violations).toEqual([]);
    expect(context.covered).toContain('continue-update-rollback with a skipped resource');
  });

  test('expects no adopter of an access point whose partial creation another stack has completed', async () => {
    const change = { existing: 'REFUSE' } as const;
    const { violations, context } = await runScheduleOfTwoStacks({
      steps: [
        { step: { ...UNCHANGED, change, leftovers: 'last', conditions: { ...NO_FAULTS, duration: 5 } }, pause: 10 },
        {
          step: {
            kind: 'remove construct',
            stack: 'first',
            conditions: { ...NO_FAULTS, duration: 52, failure: { operation: 0, leaves: 'partial' }, latency: 900 },
          },
          overlap: 0,
          pause: 180,
        },
        {
          step: { ...UNCHANGED, change, stack: 'second', conditions: { ...NO_FAULTS, duration: 0 } },
          overlap: 60,
          pause: 180,
        },
        {
          step: {
            ...UNCHANGED,
            change: { existing: 'ADOPT' },
            onFailure: 'keep',
            conditions: { ...NO_FAULTS, duration: 1, lateRequest: { request: 0, deliveries: [0, 1] } },
          },
          overlap: 0,
          pause: 180,
        },
      ],
      destroyedFirst: 'first',
    });
    expect(context.messages.join('\n')).toContain('another resource has adopted it');
    expect(violations).toEqual([]);
  });

  test('accepts that an access point remains which its creator adopted after S3 had forgotten the token', async () => {
    const change = { existing: 'ADOPT' } as const;
    const { violations, context } = await runScheduleOfTwoStacks({
      steps: [
        { step: { ...UNCHANGED, change, conditions: { ...NO_FAULTS, duration: 721, secondDelivery: 0 } }, pause: 180 },
        { step: { ...UNCHANGED, change, conditions: { ...NO_FAULTS, cold: true } }, overlap: 20, pause: 180 },
      ],
      destroyedFirst: 'first',
      s3: { duplicateName: 'asynchronous', createInFlight: 'operation-aborted', clientTokenRetentionMs: 600_000 },
    });
    expect(violations).toEqual([]);
    expect(context.simulator.snapshot().accessPoints).toHaveLength(1);
  });

  test('accepts the deletion of an access point of two stacks after an operator deleted the first', async () => {
    const conditions: Conditions = {
      ...NO_FAULTS,
      duration: 1,
      lateRequest: { request: 1, deliveries: [0, 1] },
      failure: { operation: 2, leaves: 'nothing' },
    };
    const { violations, context } = await runScheduleOfTwoStacks({
      steps: [
        {
          step: { ...UNCHANGED, change: { existing: 'REFUSE' }, conditions: { ...NO_FAULTS, duration: 5 } },
          pause: 10,
        },
        {
          step: { ...UNCHANGED, stack: 'second', change: { existing: 'ADOPT' }, incident: { change: 2 }, conditions },
          overlap: 5,
          pause: 180,
        },
        { step: { kind: 'delete', name: 'media' }, overlap: 1, pause: 180 },
      ],
      destroyedFirst: 'first',
      s3: { duplicateName: 'synchronous', createInFlight: 'already-owned' },
    });
    expect(violations).toEqual([]);
    expect(context.simulator.snapshot().retired).toHaveLength(2);
  });

  test('expects no statements if the second stack adopts while the first one waits for a late answer', async () => {
    const conditions = { ...NO_FAULTS, duration: 0 };
    const adoption: Deployment = { ...UNCHANGED, stack: 'second', change: { existing: 'ADOPT' }, conditions };
    const late = { ...conditions, lateRequest: { request: 2, deliveries: [21_600] } };
    const without = { existing: 'ADOPT', routes: undefined, timeoutMinutes: 1 } as const;
    const repeated = { ...conditions, lateRequest: { request: 0, deliveries: [0, 1] } };
    const { violations } = await runScheduleOfTwoStacks({
      steps: [
        { step: { ...UNCHANGED, change: { existing: 'REFUSE' } }, pause: 10 },
        { step: { ...UNCHANGED, change: without, conditions: late }, pause: 180 },
        { step: adoption, overlap: 20, pause: 180 },
        {
          step: { ...adoption, change: { existing: 'ADOPT', policy: 1 }, onFailure: 'keep', conditions: repeated },
          overlap: 0,
          pause: 180,
        },
      ],
      destroyedFirst: 'first',
    });
    expect(violations).toEqual([]);
  });

  test('reports mixed routes of an operator and a deployment that submit them at the same time', async () => {
    const update = { existing: 'REFUSE', routes: 1, replacement: 'ALLOW' } as const;
    const { violations, context } = await runScheduleOfTwoStacks({
      steps: [
        { step: { ...UNCHANGED, change: { existing: 'REFUSE' } }, pause: 10 },
        { step: { ...UNCHANGED, change: update, conditions: { ...NO_FAULTS, duration: 0, latency: 900 } }, pause: 180 },
        { step: { kind: 'fail over', name: 'media' }, overlap: 0, pause: 180 },
      ],
      destroyedFirst: 'first',
    });
    expect(violations).toEqual([]);
    expect(context.reports.map(({ ruleId }) => ruleId)).toContain('MRAP910');
  });

  test('accepts that an access point remains whose running creation conflicts with its repetition', async () => {
    const conditions = { ...NO_FAULTS, duration: 726 };
    const { violations } = await runScheduleOfTwoStacks({
      steps: [
        { step: { ...UNCHANGED, change: { existing: 'REFUSE' }, conditions }, pause: 180 },
        {
          step: { kind: 'remove construct', stack: 'first', conditions: { ...NO_FAULTS, cold: true } },
          overlap: 1,
          pause: 180,
        },
      ],
      destroyedFirst: 'first',
      s3: {
        visibilityLagMs: 5_000,
        readyLagMs: 10_000,
        duplicateName: 'asynchronous',
        conflict: 'asynchronous',
        clientTokenRetentionMs: 600_000,
      },
    });
    expect(violations).toEqual([]);
  });

  test('accepts the owner that no stack contains after S3 has failed a hand-back late', async () => {
    const conditions: Conditions = {
      ...NO_FAULTS, secondDelivery: 270, duration: 1_608, failure: { operation: 1, leaves: 'nothing' },
    };
    const { violations } = await runScheduleOfTwoStacks({
      steps: [
        { step: { ...UNCHANGED, change: { existing: 'REFUSE' } }, pause: 10 },
        { step: { ...UNCHANGED, change: { existing: 'ADOPT', construct: 'Renamed' }, conditions }, pause: 180 },
      ],
      destroyedFirst: 'first',
      s3: { duplicateName: 'synchronous', createInFlight: 'operation-aborted', policyLagMs: 20_000 },
    });
    expect(violations).toEqual([]);
  });

  test('expects no routes of a deployment if an operator fails over in the same second', async () => {
    const faults = [{ call: 4, calls: 2, kind: 'throttled' as const }];
    const second = { ...UNCHANGED, stack: 'second', conditions: { ...NO_FAULTS, duration: 5 } } as const;
    const { violations } = await runScheduleOfTwoStacks({
      steps: [
        { step: { ...UNCHANGED, change: { existing: 'REFUSE' } }, pause: 10 },
        { step: { ...second, change: { existing: 'ADOPT' } }, pause: 10 },
        { step: { ...UNCHANGED, change: { existing: 'ADOPT', routes: 1 } }, pause: 180 },
        {
          step: {
            ...second,
            change: { existing: 'ADOPT', liveRoutes: 'ENFORCE' },
            conditions: { ...NO_FAULTS, duration: 0, faults },
          },
          pause: 180,
        },
        { step: { kind: 'fail over', name: 'media' }, overlap: 0, pause: 180 },
      ],
      destroyedFirst: 'first',
    });
    expect(violations).toEqual([]);
  });
});
