import { DENIED, getObjectFromOutside } from '../../lab/access-point-objects';
import { DENIED_ALWAYS, OPEN, putDeniedObjects } from '../../lab/denied-objects';
import { deployPrivateNetwork, getObjectsFromNetwork } from '../../lab/private-network';
import { waitForSteadyVerdict } from '../../lab/steady-verdict';
import { type Assumption } from '../../model/assumption';
import { abstain, confirm, refute, type Verdict } from '../../model/verdict';

/** An object that the policy denies to requests that do not come through the endpoint. */
const RESTRICTED = 'restricted';

export const sourceVpce: Assumption = {
  id: 'I4',
  statement:
    'When S3 evaluates the policy of the access point, requests through the endpoint contain '
    + '`aws:SourceVpce`.',
  evidence: 'The guide restricts access points to a VPC by their policy.',
  consequence: '`restrict()` denies all requests except service requests, until you deploy without it.',
  manualCheck: 'Read an object from the VPC of the example.',
  verification: {
    subject: 'service',
    group: 'day',
    minutes: 90,
    onlyOnAws: 'because the simulator has no VPC',
    run: async (lab) => {
      const accessPoint = await lab.takeAccessPoint();
      const network = await deployPrivateNetwork(lab, accessPoint);
      const condition = { StringNotEquals: { 'aws:SourceVpce': network.endpointId } };
      await putDeniedObjects(lab, accessPoint, { [RESTRICTED]: condition });
      return waitForSteadyVerdict(lab, async () => {
        const keys = [OPEN, DENIED_ALWAYS, RESTRICTED];
        const [open, denied, restricted] = await getObjectsFromNetwork(lab, accessPoint, network, keys);
        const outside = await getObjectFromOutside(lab, accessPoint, RESTRICTED);
        return decide({ open, denied, restricted, outside });
      });
    },
  },
};

/** The answers to the requests from the VPC, and to the request for the restricted object from outside. */
interface Answers {
  readonly open: string;
  readonly denied: string;
  readonly restricted: string;
  readonly outside: string;
}

function decide({ open, denied, restricted, outside }: Answers): Verdict {
  const observation = `answers from the VPC: open object ${open}, denied object ${denied}, `
    + `restricted object ${restricted}; from outside: restricted object ${outside}`;
  if (open !== '200' || denied !== DENIED) return abstain(observation);
  if (restricted === DENIED) return refute(observation);
  return restricted === '200' && outside === DENIED ? confirm(observation) : abstain(observation);
}
