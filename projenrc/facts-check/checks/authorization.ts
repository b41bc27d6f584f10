import { DATA_PLANE_OPERATIONS, type DataPlaneOperation } from '../../../src/facts/data-plane';
import { type ActionResource, MANAGEMENT_ACTIONS } from '../../../src/facts/management-actions';
import { type Difference } from '../difference';
import { type AuthorizationInput, type AuthorizedAction, type AuthorizedService, type Inputs } from '../inputs/inputs';
import { type SourceText } from '../project/source-text';
import { type RenderedStatement } from '../project/statements';
import { matchesArn } from './arn-pattern';

const input = 'service authorization';
const STATEMENTS_FILE = 'docs/security.md';
const ACTION = /^(?<service>[a-z0-9-]+):(?<name>[A-Za-z*?]+)$/;

/** The services of the actions that this project names. */
export function authorizedServices(statements: readonly RenderedStatement[], { literals }: SourceText): string[] {
  const actions = [
    ...statements.flatMap((statement) => statement.actions), ...literals.map(({ text }) => text).filter(isActionText),
  ];
  return [...new Set(actions.flatMap((action) => ACTION.exec(action)?.groups?.service ?? []))]
    .filter((service) => service !== 'aws')
    .sort();
}

/** A text that can only be an action or a condition key: `s3:GetObject`. */
export function isActionText(text: string): boolean {
  return /^[a-z0-9-]+:[A-Z][A-Za-z]+$/.test(text);
}

export function checkAuthorization(
  { authorization }: Inputs, statements: readonly RenderedStatement[], source: SourceText,
): Difference[] {
  if (authorization === undefined) return [];
  const known = new Authorization(authorization);
  return [
    ...statements.flatMap((statement) => checkStatement(known, statement)),
    ...checkLiterals(known, source),
    ...checkOwnActions(authorization, source),
    ...DATA_PLANE_OPERATIONS.flatMap((operation) => checkDataPlane(known, operation)),
    ...MANAGEMENT_ACTIONS.flatMap(({ action, resource }) => checkManagement(known, action, resource)),
  ];
}

/** The reference, with look-ups. IAM compares actions and condition keys without regard to case. */
class Authorization {
  private readonly actions =
    new Map<string, { readonly action: AuthorizedAction; readonly service: AuthorizedService }>();
  private readonly keys = new Set<string>();

  constructor({ services, globalConditionKeys }: AuthorizationInput) {
    for (const [prefix, service] of Object.entries(services)) {
      for (const action of service.actions) {
        this.actions.set(`${prefix}:${action.name}`.toLowerCase(), { action, service });
      }
      for (const key of service.conditionKeys) this.keys.add(generic(key));
    }
    for (const key of globalConditionKeys) this.keys.add(generic(key));
  }

  public find(action: string) { return this.actions.get(action.toLowerCase()); }

  /** The name of an action as the reference spells it. */
  public nameOf(action: string): string | undefined {
    const found = this.find(action);
    return found && `${action.split(':')[0]}:${found.action.name}`;
  }

  /** The patterns of the resources of an action. */
  public arnsOf(action: string): string[] {
    return this.typesOf(action).map(({ arn }) => arn);
  }

  /** The condition keys of an action and of its resources, in lower case. */
  public keysOf(action: string): Set<string> {
    const found = this.find(action)?.action;
    const ofTypes = (found?.resourceTypes ?? []).flatMap(({ conditionKeys }) => conditionKeys);
    return new Set([
      ...found?.conditionKeys ?? [], ...ofTypes, ...this.typesOf(action).flatMap(({ conditionKeys }) => conditionKeys),
    ].map(generic));
  }

  private typesOf(action: string): AuthorizedService['resourceTypes'] {
    const found = this.find(action);
    return (found?.service.resourceTypes ?? [])
      .filter(({ key }) => found!.action.resourceTypes.some(({ name }) => name === key));
  }

  public hasKey(key: string): boolean {
    return this.keys.has(generic(key)) || this.keys.has(generic(key.replace(/[^/:]+$/, '<key>')));
  }
}

/**
 * A condition key without the part that the author of a policy chooses: `s3:ExistingObjectTag/<key>`,
 * `kms:EncryptionContext:${…}`.
 */
function generic(key: string): string {
  return key.toLowerCase().replace(/(^[^:]+:[^/:]+[/:]).+$/, '$1*');
}

function checkStatement(known: Authorization, statement: RenderedStatement): Difference[] {
  const named = statement.actions.filter((action) => !action.includes('*'));
  return [
    ...named.flatMap((action) => checkAction(known, action, statement)),
    ...(named.length === statement.actions.length ? checkResources(known, named, statement) : []),
    ...statement.conditionKeys.filter((key) => !known.hasKey(key)).map((key): Difference =>
      ({
        kind: 'gone',
        input,
        fact: `condition key ${key}`,
        detail: `${statement.holder} has it`,
        file: STATEMENTS_FILE,
      })),
  ];
}

function checkAction(
  known: Authorization, action: string, { holder, resources, conditionKeys, trust }: RenderedStatement,
): Difference[] {
  const detail = `${holder} has it`;
  if (known.find(action) === undefined) {
    return [{ kind: 'gone', input, fact: `action ${action}`, detail, file: STATEMENTS_FILE }];
  }
  const changed = (fact: string, theirs: string): Difference =>
    ({ kind: 'changed', input, fact, detail: `${theirs}; ${detail}`, file: STATEMENTS_FILE });
  const arns = known.arnsOf(action);
  const keys = known.keysOf(action);
  return [
    ...(known.nameOf(action) === action
      ? []
      : [changed(`action ${action}`, `its name is ${String(known.nameOf(action))}`)]),
    ...(trust || resources.some((resource) => isAccepted(resource, arns))
      ? [] : [changed(`${action} on ${resources.join(' and ')}`, `its resources are ${arns.join(' and ') || '*'}`)]),
    ...conditionKeys.filter((key) => !key.toLowerCase().startsWith('aws:') && !keys.has(generic(key)))
      .map((key) => changed(`${action} with ${key}`, 'the action does not support the condition key')),
  ];
}

/** A statement can mix levels, such as buckets and objects; each of its resources needs one of its actions. */
function checkResources(
  known: Authorization, actions: readonly string[], { holder, resources, trust }: RenderedStatement,
): Difference[] {
  const arns = actions.flatMap((action) => known.arnsOf(action));
  return (trust ? [] : resources).filter((resource) => !isAccepted(resource, arns)).map((resource) => ({
    kind: 'changed',
    input,
    fact: `resource ${resource} of ${actions.join(' and ')}`,
    detail: `no action accepts it; ${holder} has it`,
    file: STATEMENTS_FILE,
  }));
}

/** `*` is right for any action. A reference to an unknown resource decides nothing. */
function isAccepted(resource: string, arns: readonly string[]): boolean {
  return resource === '*' || resource.includes('${') || arns.some((arn) => matchesArn(arn, resource));
}

/** Actions and condition keys in the texts of the source code: tables, statements, rules. */
function checkLiterals(known: Authorization, { literals }: SourceText): Difference[] {
  const gone = (text: string, file: string): Difference =>
    ({ kind: 'gone', input, fact: `action or condition key ${text}`, detail: 'this file names it', file });
  const exists = (text: string) => known.find(text) !== undefined || known.hasKey(text);
  return literals.flatMap(({ text, file }) => {
    if (isActionText(text)) return exists(text) ? [] : [gone(text, file)];
    // Rules compare lower-case texts; `aws:kms` is an algorithm.
    const lowerCase = file.startsWith('src/linter/') && /^(s3|aws):[a-z]{5,}$/.test(text);
    return lowerCase && !exists(text) ? [gone(text, file)] : [];
  });
}

/** Actions for access points and replication. Each new action needs a statement, or an understood difference. */
const OWN = /Replicat|MultiRegionAccessPoint/;

function checkOwnActions({ services }: AuthorizationInput, { literals }: SourceText): Difference[] {
  const named = new Set(literals.map(({ text }) => text));
  return (services.s3?.actions ?? []).filter(({ name }) => OWN.test(name) && !named.has(`s3:${name}`))
    .map(({ name, resourceTypes }): Difference => ({
      kind: 'new',
      input,
      fact: `action s3:${name}`,
      detail: `on ${resourceTypes.map((type) => type.name).join(' and ')}; no file names it`,
      file: ownFile(name),
    }));
}

function ownFile(action: string): string {
  return action.includes('MultiRegionAccessPoint')
    ? 'src/facts/management-actions.ts'
    : 'src/constructs/replication/role-statements.ts';
}

function checkDataPlane(known: Authorization, { operation, level, actions }: DataPlaneOperation): Difference[] {
  const file = 'src/facts/data-plane.ts';
  return actions.flatMap((action): Difference[] => {
    const found = known.find(action);
    if (found === undefined) {
      return [{ kind: 'gone', input, fact: `action ${action}`, detail: `the operation ${operation} has it`, file }];
    }
    const types = found.action.resourceTypes.map(({ name }) => name);
    return types.includes(level) ? [] : [{
      kind: 'changed',
      input,
      fact: `level of ${action}`,
      detail: `${types.join(', ')}; the operation ${operation} has ${level}`,
      file,
    }];
  });
}

const RESOURCES: Readonly<Record<ActionResource, readonly string[]>> = {
  'access-point': ['multiregionaccesspoint'], 'async-request': ['multiregionaccesspointrequestarn'], 'any': [],
};

function checkManagement(known: Authorization, action: string, resource: ActionResource): Difference[] {
  const file = 'src/facts/management-actions.ts';
  const found = known.find(action);
  if (found === undefined) {
    return [{ kind: 'gone', input, fact: `action ${action}`, detail: 'MANAGEMENT_ACTIONS has it', file }];
  }
  const types = found.action.resourceTypes.map(({ name }) => name);
  return types.join() === RESOURCES[resource].join() ? [] : [{
    kind: 'changed',
    input,
    fact: `resource of ${action}`,
    detail: `${types.join(', ') || '*'}; MANAGEMENT_ACTIONS has ${resource}`,
    file,
  }];
}
