import { type AccessPoint, accessPointArn } from '../engine/access-point';
import { type Settings } from '../settings';
import { readPolicy, type Statement } from './document';
import { isPublic } from './public';

export interface PolicyProblem {
  readonly code: 'MalformedPolicy' | 'AccessDenied';
  readonly message: string;
}

/** What S3 finds out about a policy before it spreads it. */
export interface Examination {
  readonly problem?: PolicyProblem;
  readonly isPublic: boolean;
}

function malformed(message: string): PolicyProblem {
  return { code: 'MalformedPolicy', message };
}

function unknownPrincipal(statements: readonly Statement[], settings: Settings, now: number): PolicyProblem | undefined {
  const named = statements.flatMap(({ principals }) => principals).filter(({ type, value }) => type === 'AWS' && value !== '*');
  return named.every(({ value }) => settings.principalExists(value, now)) ? undefined : malformed('Invalid principal in policy');
}

function foreignResource(statements: readonly Statement[], accessPoint: AccessPoint, settings: Settings): PolicyProblem | undefined {
  const arn = accessPointArn(accessPoint.accountId, accessPoint.alias);
  const resources = statements.flatMap((statement) => statement.resources);
  const own = resources.every((resource) => resource === arn || resource.startsWith(`${arn}/object/`));
  return own || settings.policyResources === 'ignored' ? undefined : malformed('Policy has invalid resource');
}

function blockedAsPublic(publicPolicy: boolean, accessPoint: AccessPoint, settings: Settings): PolicyProblem | undefined {
  return publicPolicy && accessPoint.publicAccessBlock.BlockPublicPolicy && settings.publicPolicies === 'rejected'
    ? { code: 'AccessDenied', message: 'Access Denied' }
    : undefined;
}

export function examinePolicy(policy: string, accessPoint: AccessPoint, settings: Settings, now: number): Examination {
  if (Buffer.byteLength(policy) > settings.maxPolicyBytes) {
    return { problem: malformed(`Policy exceeds the maximum allowed document size of ${settings.maxPolicyBytes} bytes`), isPublic: false };
  }
  const reading = readPolicy(policy);
  if ('problem' in reading) {
    return { problem: malformed(reading.problem), isPublic: false };
  }
  const { statements } = reading;
  const publicPolicy = isPublic(statements);
  const problem = unknownPrincipal(statements, settings, now)
    ?? foreignResource(statements, accessPoint, settings)
    ?? blockedAsPublic(publicPolicy, accessPoint, settings);
  return { problem, isPublic: publicPolicy };
}
