import { MINUTE, SECOND } from '../../../control/clock';
import { findAccessPoint, requestAccessPoint, waitForOperation } from '../../lab/access-points';
import { type Assumption } from '../../model/assumption';
import { abstain, decide } from '../../model/verdict';

export const creationTime: Assumption = {
  id: '4',
  statement:
    '`CreatedAt` of an access point is between one minute before and five minutes after `CreationTime` of the'
    + ' operation that created it.',
  evidence: 'The API reference describes `CreatedAt` as the time at which S3 received the request.',
  consequence:
    'If it is earlier, the creation fails (MRAP901). If it is later, the deletion after a failed creation '
    + 'leaves the access point. MRAP907 reports both.',
  manualCheck: 'Create an access point and compare the times.',
  verification: {
    subject: 'service',
    group: 'hour',
    minutes: 30,
    run: async (lab) => {
      const bucket = await lab.createBucket(lab.memberRegions[0]);
      const name = lab.makeName();
      const { token } = await requestAccessPoint(lab, name, [bucket]);
      const operation = await waitForOperation(lab, token, 60 * MINUTE);
      const accessPoint = await findAccessPoint(lab, name);
      if (operation?.CreationTime === undefined || accessPoint?.CreatedAt === undefined) {
        return abstain('S3 shows no operation or no access point');
      }
      const difference = accessPoint.CreatedAt.getTime() - operation.CreationTime.getTime();
      return decide(
        difference >= -MINUTE && difference <= 5 * MINUTE,
        `CreatedAt is ${difference / SECOND} s after CreationTime`,
      );
    },
  },
};
