import { GetMultiRegionAccessPointCommand } from '@aws-sdk/client-s3-control';
import { MINUTE } from '../../../control/clock';
import { createAccessPoint, requestAccessPoint, waitForOperation } from '../../lab/access-points';
import { type Assumption } from '../../model/assumption';
import { decide } from '../../model/verdict';

export const redirectOfOtherRegions: Assumption = {
  id: '61',
  statement:
    'The behaviors that the probe table expects of S3 Control are those of AWS: a taken name fails the '
    + 'accepted creation with `MultiRegionAccessPointAlreadyOwnedByYou`, and a request in another Region is '
    + 'redirected with 301 `PermanentRedirect`.',
  evidence: 'The authors of ministack observed both on 2026-10-12.',
  consequence:
    'A row of the table is wrong. The handlers do not depend on it: they accept a refusal at once too, and '
    + 'send requests only to the documented Regions.',
  manualCheck:
    'Create an access point with a taken name and describe the operation. Get an access point with `--region '
    + 'eu-central-1`.',
  verification: {
    subject: 'service',
    group: 'hour',
    minutes: 35,
    run: async (lab) => {
      const { name, members } = await createAccessPoint(lab);
      const { token } = await requestAccessPoint(lab, name, members.map(({ bucket }) => bucket));
      const operation = await waitForOperation(lab, token, 60 * MINUTE);
      const code = operation?.ResponseDetails?.ErrorDetails?.Code ?? 'no error';
      const redirect = await findError(lab.clients.s3Control('eu-central-1').send(
        new GetMultiRegionAccessPointCommand({ AccountId: lab.accountId, Name: name })));
      return decide(
        code === 'MultiRegionAccessPointAlreadyOwnedByYou' && redirect === '301 PermanentRedirect',
        `the creation ended with ${code}; a request in eu-central-1 was answered with ${redirect}`,
      );
    },
  },
};

/** Returns the status and the name of the error of a call. */
async function findError(call: Promise<object>): Promise<string> {
  try {
    await call;
    return 'success';
  } catch (error) {
    const { name, $metadata } = error as { readonly name: string; readonly $metadata?: { httpStatusCode?: number } };
    return `${$metadata?.httpStatusCode} ${name}`;
  }
}
