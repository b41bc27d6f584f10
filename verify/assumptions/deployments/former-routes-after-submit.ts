import { activateMember, readActiveRegions } from '../../lab/access-points';
import { CONTROL_PLANE_REGION, CONTROL_REGIONS } from '../../lab/clients';
import { type Assumption } from '../../model/assumption';
import { decide } from '../../model/verdict';

export const formerRoutesAfterSubmit: Assumption = {
  id: '71',
  statement: 'After a submit, a control Region returns the former routes for some seconds.',
  evidence: 'The guide says that a change takes up to two minutes.',
  consequence: 'None: the handlers and the command line wait for the reads to agree, and then need less time.',
  manualCheck: 'Submit routes, and get them immediately in all five Regions.',
  verification: {
    subject: 'service',
    group: 'hour',
    minutes: 30,
    run: async (lab) => {
      const accessPoint = await lab.takeAccessPoint();
      const [active] = lab.memberRegions;
      await activateMember(lab, accessPoint, active, CONTROL_PLANE_REGION);
      const former: string[] = [];
      for (const region of CONTROL_REGIONS) {
        const shown = await readActiveRegions(lab, accessPoint, region);
        if (shown.join() !== active) former.push(region);
      }
      return decide(
        former.length > 0,
        former.length > 0
          ? `immediately after the submit, ${former.join(', ')} shows the former routes`
          : 'all control Regions show the new routes immediately',
      );
    },
  },
};
