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
});
