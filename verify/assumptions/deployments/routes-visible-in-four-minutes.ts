import { MINUTE, SECOND } from '../../../control/clock';
import { activateMember, readActiveRegions } from '../../lab/access-points';
import { CONTROL_REGIONS } from '../../lab/clients';
import { poll } from '../../lab/poll';
import { type Assumption } from '../../model/assumption';
import { decide } from '../../model/verdict';

export const routesVisibleInFourMinutes: Assumption = {
  id: '9',
  statement:
    'A change of routes appears in `get-multi-region-access-point-routes` of every control Region within four'
    + ' minutes.',
  evidence:
    'The documentation says "up to two minutes". Terraform reads the routes in the Region of the submit, '
    + 'without a delay.',
  consequence: 'The change is reverted, and the deployment fails (MRAP915).',
  manualCheck: 'Submit in one Region, and get in all five Regions every five seconds.',
  verification: {
    subject: 'service',
    group: 'hour',
    minutes: 35,
    run: async (lab) => {
      const accessPoint = await lab.takeAccessPoint();
      const [active] = lab.memberRegions;
      await activateMember(lab, accessPoint, active, CONTROL_REGIONS[0]);
      const submittedAt = lab.clock.now();
      const waiting = new Set(CONTROL_REGIONS);
      await poll(lab.clock, { every: 5 * SECOND, limit: 6 * MINUTE }, async () => {
        for (const region of waiting) {
          const shown = await readActiveRegions(lab, accessPoint, region);
          if (shown.join() === active) waiting.delete(region);
        }
        return waiting.size === 0 ? true : undefined;
      });
      const after = lab.clock.now() - submittedAt;
      return decide(
        waiting.size === 0 && after <= 4 * MINUTE,
        waiting.size === 0
          ? `all control Regions show the change ${Math.round(after / SECOND)} s after the submit`
          : `after six minutes, ${[...waiting].join(', ')} does not show the change`,
      );
    },
  },
};
