import { MINUTE, SECOND } from '../../../control/clock';
import { findAccessPoint, requestAccessPoint } from '../../lab/access-points';
import { poll } from '../../lab/poll';
import { type Assumption } from '../../model/assumption';
import { abstain, decide } from '../../model/verdict';

export const aliasDuringCreation: Assumption = {
  id: '70',
  statement: '`get-multi-region-access-point` returns the alias while the status is `CREATING`.',
  evidence: 'The console shows the alias immediately.',
  consequence: 'The handler waits for the alias until the access point is `READY`.',
  manualCheck: 'Create an access point, and get it every second.',
  verification: {
    subject: 'service',
    group: 'hour',
    minutes: 3,
    run: async (lab) => {
      const bucket = await lab.createBucket(lab.memberRegions[0]);
      const name = lab.makeName();
      await requestAccessPoint(lab, name, [bucket]);
      const found = await poll(lab.clock, { every: SECOND, limit: 5 * MINUTE }, async () => findAccessPoint(lab, name));
      if (found?.Status !== 'CREATING') return abstain('S3 did not show the access point while it was CREATING');
      return decide(
        found.Alias !== undefined,
        `a CREATING access point ${found.Alias === undefined ? 'has no' : 'has its'} alias`,
      );
    },
  },
};
