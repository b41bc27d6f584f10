import { supportedActions } from '../../facts/data-plane';
import { SERVICE_LIMITS } from '../../facts/limits';
import { MANAGEMENT_ACTIONS } from '../../facts/management-actions';
import {
  MRAP228_INVALID_PRINCIPAL, MRAP504_ACTION_RESOURCE_MISMATCH, MRAP505_UNSUPPORTED_ACTION, MRAP507_PUBLIC_POLICY,
  MRAP509_LARGE_POLICY,
} from '../definitions/policies';
import { type Finding, FindingSeverity } from '../finding';

/** A statement of an access point policy, as far as a construct knows it. */
export interface PolicyStatementFacts {
  readonly allows: boolean;
  /** The principal, if it is everyone without a condition. */
  readonly publicPrincipal?: string;
  /** The AWS principals that are known. */
  readonly principals: readonly string[];
  readonly actions: readonly string[];
  /** The resources as texts, for messages. */
  readonly resources: readonly string[];
  /** Whether a resource is or contains the access point, and whether a resource is or contains its objects. */
  readonly covers: { readonly bucket: boolean; readonly object: boolean };
}

const toSet = (actions: readonly string[]) => new Set(actions.map((action) => action.toLowerCase()));
const LEVELS = { bucket: toSet(supportedActions('bucket')), object: toSet(supportedActions('object')) };
const MANAGEMENT = toSet(MANAGEMENT_ACTIONS.map(({ action }) => action));

/** Checks the policy of a declared access point: its public access, its actions and its size. */
export function checkAccessPointPolicy(
  statements: readonly PolicyStatementFacts[], { bytes, blocksPublic }: { bytes: number; blocksPublic: boolean },
): Finding[] {
  const limit = SERVICE_LIMITS.ACCESS_POINT_POLICY.value;
  const allowing = statements.filter(({ allows }) => allows);
  const publicPrincipals = allowing.map(({ publicPrincipal }) => publicPrincipal)
    .filter((principal) => principal !== undefined);
  return [
    ...(blocksPublic
      ? [...new Set(publicPrincipals)].map((principal) => MRAP507_PUBLIC_POLICY.create({ principal }))
      : []),
    ...statements.flatMap(({ principals }) => checkPrincipals(principals)),
    ...allowing.flatMap(checkActions),
    ...(bytes > limit ? [MRAP509_LARGE_POLICY.create({ bytes, limit }, FindingSeverity.ERROR)] : []),
  ];
}

/** An account, a root user, a user, a role or a session. IAM matches no patterns in principals. */
const AWS_PRINCIPAL = new RegExp([
  '\\*|\\d{12}|[A-Z0-9]{16,128}',
  'arn:aws:iam::(\\d{12}:(root|(user|role)/[^*?]+)|cloudfront:user/.+)',
  'arn:aws:sts::\\d{12}:(assumed-role|federated-user)/[^*?]+',
].map((form) => `^(${form})$`).join('|'));

/** Checks the form of the AWS principals of a statement (MRAP228). */
export function checkPrincipals(principals: readonly string[]): Finding[] {
  return [...new Set(principals)].filter((principal) => !AWS_PRINCIPAL.test(principal))
    .map((principal) => MRAP228_INVALID_PRINCIPAL.create({ principal }));
}

function checkActions({ actions, resources, covers }: PolicyStatementFacts): Finding[] {
  return actions.flatMap((action): Finding[] => {
    const name = action.toLowerCase();
    // A pattern may include actions of both levels.
    if (!name.startsWith('s3:') || /[*?]/.test(name) || MANAGEMENT.has(name)) return [];
    for (const level of ['bucket', 'object'] as const) {
      if (!LEVELS[level].has(name)) continue;
      if (covers[level]) return [];
      return [MRAP504_ACTION_RESOURCE_MISMATCH.create({ action, level, resources: [...resources] })];
    }
    return [MRAP505_UNSUPPORTED_ACTION.create({ action })];
  });
}
