import { isDeepStrictEqual } from 'node:util';
import { comparePolicies } from '../../control/canonical-policy';
import { equalRegionDials, showRegionDials } from '../../control/routes/routing';
import { type ImportedState } from './imported-state';
import { declareReplications } from './replication-groups';
import { isOwnRule } from './replication-rules';

/** A difference between the source of an import and the synthesized application. */
export interface ImportDifference {
  readonly what: string;
  readonly source: string;
  readonly application: string;
}

const NOTHING = 'nothing';

/** Compares the source of an import with the state that the synthesized templates declare. */
export function compareStates(source: ImportedState, application: ImportedState): ImportDifference[] {
  return [
    ...compare('account', source.account, application.account),
    ...compare('name', source.name, application.name),
    ...compare('buckets', describeMembers(source), describeMembers(application)),
    ...compare('public access block', source.block, application.block),
    ...compareStatements(source, application),
    ...compareRoutes(source, application),
    ...compareReplications(source, application),
  ];
}

function compare(what: string, source: unknown, application: unknown): ImportDifference[] {
  if (isDeepStrictEqual(source, application)) return [];
  return [{ what, source: show(source), application: show(application) }];
}

function show(value: unknown): string {
  return value === undefined ? NOTHING : JSON.stringify(value);
}

function describeMembers({ members }: ImportedState): string[] {
  return members.map(({ bucket, region, account = '' }) => `${bucket} ${region} ${account}`.trim()).sort();
}

function compareStatements(source: ImportedState, application: ImportedState): ImportDifference[] {
  const { statements = [] } = application;
  // Without a policy, the account has access by its own policies only. The declared policy allows the same.
  if (source.statements === undefined && statements.every((entry) => isForAccount(entry, source.account))) return [];
  const { onlyLive, onlyDeclared } = comparePolicies(
    { Statement: source.statements ?? [] }, { Statement: statements });
  return [
    ...onlyLive.map((statement) => ({ what: 'policy', source: statement, application: NOTHING })),
    ...onlyDeclared.map((statement) => ({ what: 'policy', source: NOTHING, application: statement })),
  ];
}

function isForAccount(statement: object, account: string): boolean {
  const { Principal: principal } = statement as { Principal?: { AWS?: unknown } };
  return isDeepStrictEqual(principal, { AWS: `arn:aws:iam::${account}:root` });
}

function compareRoutes({ dials: source }: ImportedState, { dials: application }: ImportedState): ImportDifference[] {
  if (source === undefined && application === undefined) return [];
  if (source !== undefined && application !== undefined && equalRegionDials(source, application)) return [];
  const [shown, declared] = [source, application].map((dials) => (dials ? showRegionDials(dials) : NOTHING));
  return [{ what: 'routes', source: shown, application: declared }];
}

/** Compares the rules of this library that the application declares. It leaves all other rules as they are. */
function compareReplications(source: ImportedState, application: ImportedState): ImportDifference[] {
  const unmanaged = new Set(declareReplications(source).unmanaged.flatMap(({ bucket, rules }) =>
    rules.map((id) => `${bucket} ${id}`)));
  const listRules = ({ replications }: ImportedState) => new Map(replications.flatMap(({ bucket, role, rules }) =>
    rules.filter((rule) => isOwnRule(bucket, rule) && !unmanaged.has(`${bucket} ${rule.ID}`))
      .map((rule) => [`${bucket} ${rule.ID}`, { role, rule: toPlain(rule) }] as const)));
  const [before, after] = [listRules(source), listRules(application)];
  return [...new Set([...before.keys(), ...after.keys()])].sort()
    .flatMap((key) => compare(`replication rule of ${key}`, before.get(key), after.get(key)));
}

/** Removes properties that are undefined, which the SDK returns. */
function toPlain(value: object): unknown {
  return JSON.parse(JSON.stringify(value));
}
