import { MINUTE, SECOND } from '../../../control/clock';
import { findAccessPoint, requestAccessPoint } from '../../lab/access-points';
import { poll } from '../../lab/poll';
import { type Assumption } from '../../model/assumption';
import { decide } from '../../model/verdict';

export const newAccessPointIsVisible: Assumption = {
  id: '2',
  statement:
    '`get-multi-region-access-point` returns an access point within two minutes after S3 accepted its '
    + 'creation.',
  evidence: 'The console shows it immediately.',
  consequence:
    'A creation that failed just before may leave an access point. The next deployment refuses it (MRAP901) '
    + 'or adopts it.',
  manualCheck: 'Create an access point, and get it every second until it is found.',
  verification: {
    subject: 'service',
    group: 'hour',
    minutes: 3,
    run: async (lab) => {
      const bucket = await lab.createBucket(lab.memberRegions[0]);
      const name = lab.makeName();
      const { acceptedAt } = await requestAccessPoint(lab, name, [bucket]);
      const found = await poll(lab.clock, { every: SECOND, limit: 5 * MINUTE }, async () => findAccessPoint(lab, name));
      const after = lab.clock.now() - acceptedAt;
      return decide(
        found !== undefined && after <= 2 * MINUTE,
        found === undefined
          ? 'S3 does not show the access point five minutes after it accepted the creation'
          : `S3 shows the access point ${after / SECOND} s after it accepted the creation`,
      );
    },
  },
};
