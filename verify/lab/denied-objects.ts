import { type AccessPoint, putPolicy } from './access-points';
import { putObject } from './replicated-objects';
import { type ServiceLab } from './service-lab';

/** The object that the policy allows without a condition, and the one that it denies without a condition. */
export const OPEN = 'open';
export const DENIED_ALWAYS = 'denied';

/** The conditions under which a policy denies objects, by the key of the object. */
export type DenialConditions = Readonly<Record<string, object>>;

/**
 * Puts an open object, a denied one, and one for each condition, and the policy of the access point that denies them.
 * The open and the denied object show whether requests arrive and whether the policy is in effect.
 */
export async function putDeniedObjects(
  lab: ServiceLab, accessPoint: AccessPoint, conditions: DenialConditions,
): Promise<void> {
  const { arn, members } = accessPoint;
  // S3 chooses the bucket of a request.
  for (const member of members) {
    for (const key of [OPEN, DENIED_ALWAYS, ...Object.keys(conditions)]) await putObject(lab, member, key);
  }
  const deny = (key: string, condition?: object) => ({
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action: 's3:GetObject',
    Resource: `${arn}/object/${key}`,
    ...(condition && { Condition: condition }),
  });
  const code = await putPolicy(lab, accessPoint, JSON.stringify({
    Version: '2012-10-17',
    Statement: [{
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${lab.accountId}:root` },
      Action: 's3:GetObject',
      Resource: `${arn}/object/*`,
    }, deny(DENIED_ALWAYS), ...Object.entries(conditions).map(([key, condition]) => deny(key, condition))],
  }));
  if (code !== undefined) throw new Error(`S3 refused the policy that denies objects with ${code}`);
}
