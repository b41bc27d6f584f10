import { OBSERVED_BEHAVIORS } from '../../../src/facts/observed-behavior';
import { activateMember } from '../../lab/access-points';
import { CONTROL_PLANE_REGION } from '../../lab/clients';
import { requireRefusal } from '../../lab/refusal';
import { type Assumption } from '../../model/assumption';
import { decide } from '../../model/verdict';

const { behavior, source } = OBSERVED_BEHAVIORS[8];

export const submitOfAllMembers: Assumption = {
  id: '8',
  statement: behavior,
  evidence: `<${source.url}> of ${source.date}`,
  consequence: 'The routes are refused (MRAP914), and nothing changes.',
  manualCheck: 'Submit a table with all members.',
  verification: {
    subject: 'service',
    group: 'hour',
    minutes: 30,
    run: async (lab) => {
      const accessPoint = await lab.takeAccessPoint();
      try {
        await activateMember(lab, accessPoint, lab.memberRegions[0], CONTROL_PLANE_REGION);
        return decide(true, 'S3 accepted a table with all members, by bucket');
      } catch (error) {
        return decide(false, `S3 refused a table with all members, by bucket: ${requireRefusal(error).code}`);
      }
    },
  },
};
