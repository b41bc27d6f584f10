import { GetMultiRegionAccessPointCommand } from '@aws-sdk/client-s3-control';
import { requireRefusal } from '../../lab/refusal';
import { type Assumption } from '../../model/assumption';
import { decide } from '../../model/verdict';

export const redirectOfOtherRegions: Assumption = {
  id: '61',
  statement: 'S3 redirects a request for an access point in another Region with 301 `PermanentRedirect`.',
  evidence: 'The authors of ministack observed it on 2026-10-12.',
  consequence:
    'A row of the table is wrong. The handlers do not depend on it: they accept a refusal at once too, and '
    + 'send requests only to the documented Regions.',
  manualCheck: 'Get an access point with `--region eu-central-1`.',
  verification: {
    subject: 'service',
    group: 'hour',
    minutes: 35,
    run: async (lab) => {
      const { name } = await lab.takeAccessPoint();
      const redirect = await findError(lab.clients.s3Control('eu-central-1').send(
        new GetMultiRegionAccessPointCommand({ AccountId: lab.accountId, Name: name })));
      return decide(redirect === '301 PermanentRedirect', `a request in eu-central-1 was answered with ${redirect}`);
    },
  },
};

/** Returns the status and the name of the error of a call. */
async function findError(call: Promise<object>): Promise<string> {
  try {
    await call;
    return 'success';
  } catch (error) {
    const { status, code } = requireRefusal(error);
    return `${status} ${code}`;
  }
}
