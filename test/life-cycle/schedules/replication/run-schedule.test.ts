import { type Conditions } from '../schedule';
import { NO_FAULTS } from '../schedule-context';
import { runReplicationSchedule } from './run-schedule';
import { type Declaration, type Step } from './schedule';

const DECLARATION: Declaration = { sources: ['media-eu'], destinations: 1, role: 'created' };
const CONDITIONS: Conditions = { ...NO_FAULTS, duration: 0 };

type Deployment = Extract<Step, { kind: 'deploy' }>;

function deploy(declaration: Partial<Declaration>, options: Partial<Deployment> = {}): Deployment {
  return {
    kind: 'deploy',
    declaration: { ...DECLARATION, ...declaration },
    rollbackUnder: 'old id',
    conditions: CONDITIONS,
    roleLag: 0,
    ...options,
  };
}

describe('createHandlers', () => {
  // The first delivery of the deletion puts the rule of the operator again. The second one does not see this write yet.
  test('keeps the last change that two deliveries of a deletion see when reads are stale', async () => {
    const { violations, context } = await runReplicationSchedule({
      steps: [deploy({ sources: ['media-us'] }, {
        incident: { change: 0 },
        conditions: {
          ...CONDITIONS,
          faults: [{ call: 15, calls: 1, kind: 'reset' }, { call: 17, calls: 1, kind: 'drip' }],
          deaths: [{ invocation: 1, call: 4, when: 'after', how: 'unanswered' }],
          secondDelivery: 20,
          latency: 900,
        },
        added: { source: 'media-us', afterMs: 20_002 },
      })],
      pauses: [180],
      lag: 20,
    });
    expect(context.simulator.journal.of('DeleteBucketReplication').some(({ applied }) => applied)).toBe(true);
    expect(violations).toEqual([]);
  });

  test('keeps rules under another role if the function of a deletion ends without a response', async () => {
    const { violations, context } = await runReplicationSchedule({
      steps: [
        deploy({ role: 'given' }),
        deploy({}, {
          incident: { change: 0 },
          conditions: {
            ...CONDITIONS,
            faults: [{ call: 3, calls: 1, kind: 'drip' }],
            deaths: [{ invocation: 1, call: 5, when: 'before', how: 'unanswered' }],
            secondDelivery: 1,
          },
        }),
        deploy({ sources: ['media-us'] }, {
          conditions: {
            ...CONDITIONS,
            deaths: [
              { invocation: 4, call: 0, when: 'after', how: 'exited' },
              { invocation: 1, call: 6, when: 'after', how: 'unanswered' },
            ],
          },
          roleLag: 100,
        }),
      ],
      pauses: [180, 180, 180],
      lag: 0,
    });
    expect(context.covered).toContain('repeated deletion');
    expect(violations).toEqual([]);
  });
});
