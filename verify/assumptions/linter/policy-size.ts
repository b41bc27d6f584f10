import { makePolicy, putPolicy } from '../../lab/access-points';
import { type ServiceLab } from '../../lab/service-lab';
import { type Assumption } from '../../model/assumption';
import { decide } from '../../model/verdict';

export const policySize: Assumption = {
  id: 'L3',
  statement: 'The size limit of the policy of a Multi-Region Access Point is 20 KB.',
  evidence: 'Policies of buckets and Regional access points have this limit.',
  consequence: 'MRAP509 warns too early.',
  manualCheck: 'Put a policy of 21 KB.',
  verification: {
    subject: 'service',
    group: 'hour',
    minutes: 40,
    run: async (lab) => {
      const accessPoint = await lab.takeAccessPoint();
      const put = (bytes: number) => putPolicy(lab, accessPoint, makePolicyOfSize(lab, accessPoint, bytes));
      const allowed = await put(LIMIT);
      const larger = await put(LIMIT + 1);
      return decide(
        allowed === undefined && larger !== undefined,
        `${LIMIT} bytes: ${allowed ?? 'accepted'}; ${LIMIT + 1} bytes: ${larger ?? 'accepted'}`,
      );
    },
  },
};

const LIMIT = 20 * 1024;

/** Fills the Sid of the statement, which accepts letters and digits. */
function makePolicyOfSize(
  { accountId }: ServiceLab, accessPoint: Parameters<typeof makePolicy>[0], bytes: number,
): string {
  const length = bytes - makePolicy(accessPoint, accountId, {}, { Sid: '' }).length;
  return makePolicy(accessPoint, accountId, {}, { Sid: 'a'.repeat(length) });
}
