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
});
