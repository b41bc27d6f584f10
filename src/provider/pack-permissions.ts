import { type HandlerPermission } from './handler-permissions';
import { computeWorstCasePolicyLength } from './policy-size';

/** A permission with its resource in the form that the template contains. */
export interface ResolvedPermission extends HandlerPermission {
  readonly resolvedResource: unknown;
}

/** The statements of one policy. */
export interface PackedPolicy {
  readonly statements: readonly PackedStatement[];
  readonly characters: number;
}

/** Permissions with equal actions and conditions. */
export interface PackedStatement {
  readonly permissions: readonly ResolvedPermission[];
}

const EMPTY_POLICY_CHARACTERS = computeWorstCasePolicyLength({ Version: '2012-10-17', Statement: [] });

/** Makes a text that is equal for equal permissions. */
export function makePermissionKey({ actions, conditions = {}, resolvedResource }: ResolvedPermission): string {
  return JSON.stringify([actions, conditions, resolvedResource]);
}

/** Distributes permissions to as few policies as possible. The result does not depend on their order. */
export function packPermissions(
  permissions: readonly ResolvedPermission[], maxCharacters: number,
): PackedPolicy[] {
  const unique = new Map(permissions.map((permission) => [makePermissionKey(permission), permission]));
  const policies: GrowingPolicy[] = [];
  for (const [, permission] of [...unique].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const current = policies.at(-1);
    if (current && current.characters + current.measureAddition(permission) <= maxCharacters) {
      current.add(permission);
    } else {
      const next = new GrowingPolicy();
      next.add(permission);
      policies.push(next);
    }
  }
  return policies;
}

class GrowingPolicy implements PackedPolicy {
  public characters = EMPTY_POLICY_CHARACTERS;
  private readonly byStatement = new Map<string, ResolvedPermission[]>();

  public get statements(): PackedStatement[] {
    return [...this.byStatement.values()].map((permissions) => ({ permissions }));
  }

  public add(permission: ResolvedPermission): void {
    this.characters += this.measureAddition(permission);
    const key = makeStatementKey(permission);
    this.byStatement.set(key, [...this.byStatement.get(key) ?? [], permission]);
  }

  public measureAddition(permission: ResolvedPermission): number {
    const { actions, conditions, resolvedResource } = permission;
    const characters = computeWorstCasePolicyLength(resolvedResource) + 1;
    if (this.byStatement.has(makeStatementKey(permission))) return characters;
    const statement = { Effect: 'Allow', Action: actions, Resource: [], ...(conditions && { Condition: conditions }) };
    return characters + computeWorstCasePolicyLength(statement) + 1;
  }
}

function makeStatementKey({ actions, conditions = {} }: HandlerPermission): string {
  return JSON.stringify([actions, conditions]);
}
