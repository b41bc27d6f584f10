import { MINUTE, SECOND } from '../../../control/clock';
import { activateMember } from '../../lab/access-points';
import { requireRefusal } from '../../lab/refusal';
import { type Assumption } from '../../model/assumption';
import { decide } from '../../model/verdict';

export const overlappingSubmits: Assumption = {
  id: 'O7',
  statement:
    'S3 refuses a submit of routes with 409 for about two seconds after another one, and not until the change'
    + ' is in effect.',
  evidence: 'The API reference documents the error without a time.',
  consequence:
    'The command line refuses with exit code 4 more often, or handlers repeat their submit for longer. The '
    + 'change itself stays right.',
  manualCheck: 'Submit two changes from two control Regions one, three and ten seconds apart.',
  verification: {
    subject: 'service',
    group: 'hour',
    minutes: 45,
    run: async (lab) => {
      const accessPoint = await lab.takeAccessPoint();
      const [first, second] = lab.memberRegions;
      const submit = async (region: string, controlRegion: string) => {
        try {
          await activateMember(lab, accessPoint, region, controlRegion);
          return 'accepted';
        } catch (error) {
          const { status, code } = requireRefusal(error, ['conflict']);
          return `refused with ${status === 409 ? status : code}`;
        }
      };
      const answers: string[] = [];
      for (const seconds of DISTANCES) {
        await submit(first, 'us-west-2');
        await lab.clock.sleep(seconds * SECOND);
        answers.push(await submit(second, 'eu-west-1'));
        await lab.clock.sleep(5 * MINUTE);
      }
      return decide(
        answers.join() === 'refused with 409,accepted,accepted',
        answers.map((answer, index) => `${DISTANCES[index]} s later: ${answer}`).join('; '),
      );
    },
  },
};

/** The second is shortly after the end of the refusals, the third long before the change is in effect. */
const DISTANCES = [1, 5, 30];
