import { type SimulatedAccessPoint, accessPointArn } from '../engine/access-point';
import { type SimulatorSettings } from '../settings';
import { isPublicPolicy } from './is-public';
import { parsePolicy, type ParsedStatement } from './parse-policy';

export interface PolicyProblem {
  readonly code: 'MalformedPolicy' | 'AccessDenied';
  readonly message: string;
}

/** The result of the checks that S3 runs before it establishes a policy. */
export interface PolicyValidation {
  readonly problem?: PolicyProblem;
  readonly isPublic: boolean;
}

function malformedPolicy(message: string): PolicyProblem {
  return { code: 'MalformedPolicy', message };
}

function findUnknownPrincipal(
  statements: readonly ParsedStatement[], settings: SimulatorSettings, now: number,
): PolicyProblem | undefined {
  const principals = statements.flatMap((statement) => statement.principals);
  const named = principals.filter(({ type, value }) => type === 'AWS' && value !== '*');
  const allExist = named.every(({ value }) => settings.principalExists(value, now));
  return allExist ? undefined : malformedPolicy('Invalid principal in policy');
}

function findForeignResource(
  statements: readonly ParsedStatement[], accessPoint: SimulatedAccessPoint, settings: SimulatorSettings,
): PolicyProblem | undefined {
  const arn = accessPointArn(accessPoint.accountId, accessPoint.alias);
  const resources = statements.flatMap((statement) => statement.resources);
  const own = resources.every((resource) => resource === arn || resource.startsWith(`${arn}/object/`));
  return own || settings.policyResources === 'ignored' ? undefined : malformedPolicy('Policy has invalid resource');
}

function findBlockedPublicAccess(
  publicPolicy: boolean, accessPoint: SimulatedAccessPoint, settings: SimulatorSettings,
): PolicyProblem | undefined {
  return publicPolicy && accessPoint.publicAccessBlock.BlockPublicPolicy && settings.publicPolicies === 'rejected'
    ? { code: 'AccessDenied', message: 'Access Denied' }
    : undefined;
}

export function validatePolicy(
  policy: string, accessPoint: SimulatedAccessPoint, settings: SimulatorSettings, now: number,
): PolicyValidation {
  const { maxPolicyBytes } = settings;
  if (Buffer.byteLength(policy) > maxPolicyBytes) {
    const problem = malformedPolicy(`Policy exceeds the maximum allowed document size of ${maxPolicyBytes} bytes`);
    return { problem, isPublic: false };
  }
  const reading = parsePolicy(policy);
  if ('problem' in reading) {
    return { problem: malformedPolicy(reading.problem), isPublic: false };
  }
  const { statements } = reading;
  const publicPolicy = isPublicPolicy(statements);
  const problem = findUnknownPrincipal(statements, settings, now)
    ?? findForeignResource(statements, accessPoint, settings)
    ?? findBlockedPublicAccess(publicPolicy, accessPoint, settings);
  return { problem, isPublic: publicPolicy };
}
