import { MINUTE } from '../../../control/clock';
import { OBSERVED_BEHAVIORS } from '../../../src/facts/observed-behavior';
import { requestAccessPoint, waitForOperation } from '../../lab/access-points';
import { FAILURES_OF_SERVICE, requireRefusal } from '../../lab/refusal';
import { type Assumption } from '../../model/assumption';
import { abstain, decide } from '../../model/verdict';

const { behavior, source } = OBSERVED_BEHAVIORS[3];

export const nameInUse: Assumption = {
  id: '3',
  statement: behavior,
  evidence: `<${source.url}> of ${source.date}`,
  consequence:
    'A creation of a name that is in use fails at once instead of after its operation, with the same message.',
  manualCheck: 'Create two access points with one name.',
  verification: {
    subject: 'service',
    group: 'hour',
    minutes: 35,
    run: async (lab) => {
      const { name, members } = await lab.takeAccessPoint();
      try {
        const { token } = await requestAccessPoint(lab, name, members.map(({ bucket }) => bucket));
        const operation = await waitForOperation(lab, token, 60 * MINUTE);
        if (operation === undefined) return abstain('the operation did not end within an hour');
        const code = operation.ResponseDetails?.ErrorDetails?.Code ?? 'no error';
        if (FAILURES_OF_SERVICE.includes(code)) return abstain(`the operation ended with ${code}`);
        return decide(code === 'MultiRegionAccessPointAlreadyOwnedByYou', `the operation ended with ${code}`);
      } catch (error) {
        return decide(false, `S3 refused the request at once with ${requireRefusal(error, ['conflict']).code}`);
      }
    },
  },
};
