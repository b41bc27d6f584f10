import { MINUTE, SECOND } from '../../../control/clock';
import { findAccessPoint, requestAccessPoint } from '../../lab/access-points';
import { poll } from '../../lab/poll';
import { type Assumption } from '../../model/assumption';
import { abstain, decide } from '../../model/verdict';

export const aliasUntilReady: Assumption = {
  id: '5',
  statement: '`get-multi-region-access-point` returns the alias at the latest when the status is `READY`.',
  evidence: 'Terraform reads the alias immediately after the operation has succeeded.',
  consequence: 'The handler waits and ends with MRAP904.',
  manualCheck: 'Get an access point while it is being created.',
  verification: {
    subject: 'service',
    group: 'hour',
    minutes: 30,
    run: async (lab) => {
      const bucket = await lab.createBucket(lab.memberRegions[0]);
      const name = lab.makeName();
      await requestAccessPoint(lab, name, [bucket]);
      const ready = await poll(lab.clock, { every: 2 * SECOND, limit: 60 * MINUTE }, async () => {
        const found = await findAccessPoint(lab, name);
        return found?.Status === 'READY' ? found : undefined;
      });
      if (ready === undefined) return abstain('the access point was not READY within an hour');
      return decide(
        ready.Alias !== undefined,
        `the first READY access point that S3 showed ${ready.Alias === undefined ? 'had no' : 'had its'} alias`,
      );
    },
  },
};
