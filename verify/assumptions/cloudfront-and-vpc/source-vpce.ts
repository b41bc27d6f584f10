import { MINUTE, SECOND } from '../../../control/clock';
import { type AccessPoint, putPolicy } from '../../lab/access-points';
import { poll } from '../../lab/poll';
import {
  DENIED, deployPrivateNetwork, getObjectFromOutside, getObjectsFromNetwork, type PrivateNetwork,
} from '../../lab/private-network';
import { putObject } from '../../lab/replicated-objects';
import { type ServiceLab } from '../../lab/service-lab';
import { type Assumption } from '../../model/assumption';
import { abstain, confirm, type Decision, refute, type Verdict } from '../../model/verdict';

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
      // S3 chooses the bucket of a request.
      for (const member of accessPoint.members) for (const key of KEYS) await putObject(lab, member, key);
      await restrictObjects(lab, accessPoint, network);
      return observe(lab, accessPoint, network);
    },
  },
};

/** An object that the policy allows, one that it denies, and one that it denies to requests without the endpoint. */
const KEYS = ['open', 'denied', 'restricted'] as const;

/** A policy can need minutes until it is in effect everywhere, and a private name until it resolves. */
const EFFECT_LIMIT = 15 * MINUTE;
const INTERVAL = 30 * SECOND;
/** During a change of a policy, one answer can come from a server with the former policy. */
const REPETITIONS = 3;

async function restrictObjects(lab: ServiceLab, accessPoint: AccessPoint, { endpointId }: PrivateNetwork) {
  const deny = (key: typeof KEYS[number], condition?: object) => ({
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action: 's3:GetObject',
    Resource: `${accessPoint.arn}/object/${key}`,
    ...(condition && { Condition: condition }),
  });
  const code = await putPolicy(lab, accessPoint, JSON.stringify({
    Version: '2012-10-17',
    Statement: [{
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${lab.accountId}:root` },
      Action: 's3:GetObject',
      Resource: `${accessPoint.arn}/object/*`,
    }, deny('denied'), deny('restricted', { StringNotEquals: { 'aws:SourceVpce': endpointId } })],
  }));
  if (code !== undefined) throw new Error(`S3 refused the policy that requires the endpoint with ${code}`);
}

/** The answers to the requests from the VPC, and to the request for the restricted object from outside. */
interface Answers {
  readonly open: string;
  readonly denied: string;
  readonly restricted: string;
  readonly outside: string;
}

/** Repeats the requests until they confirm the assumption several times in a row, or until the limit. */
async function observe(lab: ServiceLab, accessPoint: AccessPoint, network: PrivateNetwork): Promise<Verdict> {
  const decisions: Decision[] = [];
  const areLast = (decision: Decision) =>
    decisions.length >= REPETITIONS && decisions.slice(-REPETITIONS).every((one) => one === decision);
  let observation = '';
  await poll(lab.clock, { every: INTERVAL, limit: EFFECT_LIMIT }, async () => {
    const [open, denied, restricted] = await getObjectsFromNetwork(lab, accessPoint, network, KEYS);
    const outside = await getObjectFromOutside(lab, accessPoint, 'restricted');
    observation = `answers from the VPC: open object ${open}, denied object ${denied}, `
      + `restricted object ${restricted}; from outside: restricted object ${outside}`;
    decisions.push(decide({ open, denied, restricted, outside }));
    return areLast('confirmed') || undefined;
  });
  if (areLast('confirmed')) return confirm(observation);
  return areLast('refuted') ? refute(observation) : abstain(observation);
}

/** The open and the denied object show that the network works and that the policy is in effect. */
function decide({ open, denied, restricted, outside }: Answers): Decision {
  if (open !== '200' || denied !== DENIED) return 'cannot tell';
  if (restricted === DENIED) return 'refuted';
  return restricted === '200' && outside === DENIED ? 'confirmed' : 'cannot tell';
}
