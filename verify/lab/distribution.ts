import { PutBucketPolicyCommand, type PutObjectCommandInput } from '@aws-sdk/client-s3';
import { MINUTE, SECOND } from '../../control/clock';
import { isConnectionFailure, toFailure } from '../../control/failure';
import { type AccessPoint, activateMember, findHostName, putPolicy } from './access-points';
import { CONTROL_PLANE_REGION } from './clients';
import { poll } from './poll';
import { putObject } from './replicated-objects';
import { type Page, type ServiceLab } from './service-lab';
import { ROUTES_GRACE_PERIOD } from './shared-access-points';
import { requireOutputs, type StackOutcome } from './stack-template';
import { makeDistributionTemplate } from './templates/distribution';

/** The service principal of CloudFront. */
export const CLOUDFRONT = 'cloudfront.amazonaws.com';

/** A distribution that reads objects from one member of an access point. */
export interface ProbeDistribution {
  readonly accessPoint: AccessPoint;
  readonly arn: string;
  readonly domainName: string;
}

/** The time of a change of a policy or of a distribution. */
const CHANGE_LIMIT = 15 * MINUTE;

/** Deploys a distribution that reads from the first member of an access point, and allows it to read objects. */
export async function prepareDistribution(lab: ServiceLab): Promise<ProbeDistribution> {
  const accessPoint = await lab.takeAccessPoint();
  const { DistributionId: id, DomainName: domainName } = requireOutputs(await deployDistribution(lab, accessPoint));
  const distribution = { accessPoint, arn: `arn:aws:cloudfront::${lab.accountId}:distribution/${id}`, domainName };
  await prepareMember(lab, accessPoint);
  await allowDistribution(lab, distribution);
  return distribution;
}

export async function deployDistribution(lab: ServiceLab, accessPoint: AccessPoint): Promise<StackOutcome> {
  const [region] = lab.memberRegions;
  return lab.deployStack(region, makeDistributionTemplate(lab.makeName(), findHostName(accessPoint)));
}

/** Makes one member active, and lets its bucket delegate access control to the access point. */
async function prepareMember(lab: ServiceLab, accessPoint: AccessPoint): Promise<void> {
  const [region] = lab.memberRegions;
  const [{ bucket }] = accessPoint.members;
  await activateMember(lab, accessPoint, region, CONTROL_PLANE_REGION);
  await lab.clients.s3(region).send(new PutBucketPolicyCommand({
    Bucket: bucket,
    ExpectedBucketOwner: lab.accountId,
    Policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{
        Effect: 'Allow',
        Principal: '*',
        Action: 's3:GetObject',
        Resource: `arn:aws:s3:::${bucket}/*`,
        Condition: { StringEquals: { 's3:DataAccessPointArn': accessPoint.arn } },
      }],
    }),
  }));
  await lab.clock.sleep(ROUTES_GRACE_PERIOD);
}

/** Puts an object in the active member. Its content is its key. */
export async function putMemberObject(
  lab: ServiceLab, { members: [place] }: AccessPoint, key: string, settings: Partial<PutObjectCommandInput> = {},
): Promise<void> {
  await putObject(lab, place, key, [], settings);
}

/** Puts the policy that allows a distribution to read objects, with more statements. Throws if S3 refuses it. */
export async function allowDistribution(
  lab: ServiceLab, { accessPoint, arn }: ProbeDistribution, denials: readonly object[] = [],
): Promise<void> {
  const code = await putPolicy(lab, accessPoint, JSON.stringify({
    Version: '2012-10-17',
    Statement: [{
      Effect: 'Allow',
      Principal: { Service: CLOUDFRONT },
      Action: 's3:GetObject',
      Resource: `${accessPoint.arn}/object/*`,
      Condition: { StringEquals: { 'aws:SourceArn': arn } },
    }, ...denials],
  }));
  if (code !== undefined) throw new Error(`S3 refused the policy for a distribution with ${code}`);
}

/** Returns undefined without an answer: the name of a new distribution can be unknown for some minutes. */
async function readObject(
  lab: ServiceLab, { domainName }: ProbeDistribution, key: string,
): Promise<Page | undefined> {
  try {
    return await lab.getPage(`https://${domainName}/${key}`);
  } catch (error) {
    if (isConnectionFailure(toFailure(error))) return undefined;
    throw error;
  }
}

/** Waits until the distribution answers a request for an object with a status. Returns the last status. */
export async function waitForStatus(
  lab: ServiceLab, distribution: ProbeDistribution, key: string, expected: number,
): Promise<number> {
  let last = 0;
  await poll(lab.clock, { every: 30 * SECOND, limit: CHANGE_LIMIT }, async () => {
    const page = await readObject(lab, distribution, key);
    if (page === undefined) return undefined;
    const { status, body } = page;
    if (status === 200 && body !== key) throw new Error(`the distribution answered ${key} with other content`);
    last = status;
    return status === expected || undefined;
  });
  return last;
}
