import { SECOND } from '../../../control/clock';
import { activateMember, readActiveRegions } from '../../lab/access-points';
import { CONTROL_REGIONS } from '../../lab/clients';
import { type Assumption } from '../../model/assumption';
import { abstain, confirm, refute } from '../../model/verdict';

export const staleControlRegion: Assumption = {
  id: 'O8',
  statement:
    'A control Region that returns a table for more than 150 s while a majority returns another one is stale.',
  evidence: 'AWS documents that a change takes effect within two minutes.',
  consequence: 'A deployment overwrites a manual failover that one Region has shown for longer, and reports MRAP920.',
  manualCheck: 'Compare the reads of all five Regions for ten minutes after a submit.',
  verification: {
    subject: 'service',
    group: 'hour',
    minutes: 40,
    run: async (lab) => {
      const accessPoint = await lab.takeAccessPoint();
      const [active] = lab.memberRegions;
      await activateMember(lab, accessPoint, active, CONTROL_REGIONS[0]);
      const aloneSince = new Map<string, number>();
      let longest = 0;
      let isShown = false;
      for (let read = 0; read < READS; read += 1) {
        const shown: [string, string][] = [];
        for (const region of CONTROL_REGIONS) {
          shown.push([region, (await readActiveRegions(lab, accessPoint, region)).join()]);
        }
        const now = lab.clock.now();
        for (const [region, table] of shown) {
          const others = shown.filter(([other, otherTable]) => other !== region && otherTable !== table).length;
          if (others < MAJORITY) aloneSince.delete(region);
          else if (!aloneSince.has(region)) aloneSince.set(region, now);
          longest = Math.max(longest, now - (aloneSince.get(region) ?? now));
        }
        isShown ||= shown.every(([, table]) => table === active);
        await lab.clock.sleep(5 * SECOND);
      }
      const observation = `a control Region showed another table than a majority for ${longest / SECOND} s at most`;
      if (longest > 150 * SECOND) return refute(observation);
      // Regions that all show the former table agree too.
      return isShown ? confirm(observation) : abstain('after ten minutes, not all control Regions show the change');
    },
  },
};

const MAJORITY = 3;
/** Reads for ten minutes. */
const READS = 120;
