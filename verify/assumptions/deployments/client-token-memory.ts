import { randomUUID } from 'node:crypto';
import { MINUTE } from '../../../control/clock';
import { requestAccessPoint, waitForOperation } from '../../lab/access-points';
import { type Assumption } from '../../model/assumption';
import { abstain, decide } from '../../model/verdict';

export const clientTokenMemory: Assumption = {
  id: '1',
  statement:
    'For at least an hour, S3 answers the same request with the same `ClientToken` with the same '
    + '`RequestTokenARN`, even after the operation has ended.',
  evidence: 'The API reference calls the token an idempotency token.',
  consequence:
    'A creation might be sent a second time after its operation has failed. S3 refuses the name while it is '
    + 'in use, and the handler starts no creation after four minutes.',
  manualCheck:
    'Call `create-multi-region-access-point` twice with one `--client-token`. Compare the responses '
    + 'immediately and after an hour.',
  verification: {
    subject: 'service',
    group: 'day',
    minutes: 90,
    run: async (lab) => {
      const [region] = lab.memberRegions;
      const bucket = await lab.createBucket(region);
      const name = lab.makeName();
      const clientToken = randomUUID();
      const request = async () => (await requestAccessPoint(lab, name, [bucket], { clientToken })).token;
      const first = await request();
      const immediately = await request();
      const ended = await waitForOperation(lab, first, 60 * MINUTE);
      if (ended === undefined) return abstain('the creation did not end within an hour');
      await lab.clock.sleep(60 * MINUTE);
      const later = await request();
      return decide(
        immediately === first && later === first,
        `immediately ${immediately === first ? 'the same' : 'another'} token, an hour after the end of the operation `
        + `${later === first ? 'the same' : 'another'} token`,
      );
    },
  },
};
