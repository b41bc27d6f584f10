import { asFields, asList, asText, isUnknownValue, literalText } from '../evaluation/read';
import {
  isKnownText, isUnknownSymbol, splitIntoSymbolsAndTexts, type SymbolTable,
} from '../evaluation/symbols';
import { findAccessPointByName, findAccessPoints, findAccessPointsWithMember } from '../model/access-points';
import { findBucketByName, findBuckets } from '../model/buckets';
import { type BucketPolicy, findPoliciesOfBucket } from '../model/policies';
import { findReplications, isReplicatedBucket } from '../model/replication';
import { findRoleByArn } from '../model/roles';
import { memoizePerApplication, type TemplateModel, type TemplateResource } from '../model/template-model';
import { findUndecidedPermission } from '../rules/replication/role';
import { RULE_INPUTS, RULES_ABOUT_ACCESS_POINTS, type RuleInput } from '../rules/rule-inputs';
import { listTransforms } from './transforms';

/** A rule that could not decide about a resource, with the reason. */
export interface UndecidedRule {
  /** Undefined if no rule could decide about a part of the template. */
  readonly ruleId?: string;
  readonly stack: string;
  readonly templatePath: string;
  /** Empty for a whole template. */
  readonly logicalId: string;
  readonly constructPath?: string;
  readonly location?: string;
  readonly reason: string;
}

/** Lists the rules that lack a value of a resource. Each rule appears at most once for each resource. */
export function listUndecidedRules(application: TemplateModel): UndecidedRule[] {
  if (!application.isRelevant) return [];
  const all = [
    ...RULE_INPUTS.flatMap((input) => application.resourcesOfType(...input.types)
      .filter((resource) => isExamined(application, resource))
      .flatMap((resource) => checkInput(application, resource, input))),
    ...listUndecidedRoles(application),
    ...listUndecidedOwners(application),
    ...listTransforms(application).map((transform): UndecidedRule => ({ ...transform, logicalId: '' })),
  ];
  const relevant = all.filter(({ ruleId = '' }) =>
    !RULES_ABOUT_ACCESS_POINTS.includes(ruleId) || findAccessPoints(application).length > 0);
  return [...new Map(relevant.map((entry) => [makeUndecidedKey(entry), entry])).values()];
}

export function makeUndecidedKey({ ruleId, templatePath, logicalId, reason }: UndecidedRule): string {
  return JSON.stringify([ruleId, templatePath, logicalId, ...(ruleId === undefined ? [reason] : [])]);
}

/** Rules examine buckets and their policies only if the buckets replicate or are members. */
export function isExamined(application: TemplateModel, resource: TemplateResource): boolean {
  return !findOtherBuckets(application).has(resource);
}

const findOtherBuckets = memoizePerApplication((application) => {
  const others = findBuckets(application).filter((bucket) =>
    !isReplicatedBucket(application, bucket) && findAccessPointsWithMember(application, bucket).length === 0);
  const policies = others.flatMap(({ name }) => findPoliciesOfBucket(application, name));
  return new Set([...others, ...policies].map(({ resource }) => resource));
});

function checkInput(application: TemplateModel, resource: TemplateResource, input: RuleInput): UndecidedRule[] {
  const { symbols } = application;
  return findValues(resource.properties, input.path, 'Properties')
    .filter(({ value }) =>
      (input.partly
        ? hasOpenPart(symbols, value) && !namesOther(application, resource, value)
        : isUnknownValue(value) && !isPseudo(symbols, value)))
    .slice(0, 1)
    .flatMap(({ value, location }) => input.rules.map((ruleId) => ({
      ruleId, ...locate(resource), location, reason: `only a deployment decides ${symbols.show(asText(value) ?? '')}`,
    })));
}

function locate({ stack, logicalId, constructPath }: TemplateResource) {
  const { stackName, templatePath } = stack;
  return { stack: stackName, templatePath, logicalId, ...(constructPath !== undefined && { constructPath }) };
}

/** An attribute of a resource of the templates, such as its generated name, is known well enough. */
function hasOpenPart(symbols: SymbolTable, value: unknown): boolean {
  return splitIntoSymbolsAndTexts(asText(value) ?? '')
    .some((piece) => isUnknownSymbol(piece) && symbols.isOpaque(piece) && !isPseudo(symbols, piece));
}

/** Returns whether a value is the name of another resource of the templates, so that rules know the resource. */
function namesOther(application: TemplateModel, resource: TemplateResource, value: unknown): boolean {
  const name = asText(value);
  const named = [
    findBucketByName(application, name)?.resource, findAccessPointByName(application, name, resource.account)?.resource,
  ];
  return named.some((other) => other !== undefined && other !== resource);
}

/** The values of an account and of a Region have a known form. Attributes of resources equal themselves only. */
function isPseudo(symbols: SymbolTable, value: unknown): boolean {
  const info = symbols.findInfo(String(value));
  return info?.kind === 'attribute' || ['${AWS::AccountId}', '${AWS::Region}'].includes(info?.shown ?? '');
}

interface LocatedValue {
  readonly value: unknown;
  readonly location: string;
}

/** The values at the path, and the values above it that are not known. */
function findValues(value: unknown, [key, ...rest]: RuleInput['path'], location: string): LocatedValue[] {
  if (key === undefined || isUnknownValue(value)) return [{ value, location }];
  if (key === '*') {
    return asList(value).flatMap((entry, index) =>
      findValues(entry, rest, Array.isArray(value) ? `${location}/${index}` : location));
  }
  return [key].flat().flatMap((name) => {
    const child = asFields(value)?.[name];
    return child === undefined ? [] : findValues(child, rest, `${location}/${name}`);
  });
}

/** Replication roles that the templates do not contain, or whose policies they do not contain. */
function listUndecidedRoles(application: TemplateModel): UndecidedRule[] {
  return findReplications(application).flatMap((replication) => {
    const { resource, role } = replication;
    if (role === undefined) return [];
    const found = findRoleByArn(application, role);
    const shown = application.symbols.show(role);
    if (found === undefined) {
      return [{ ruleId: 'MRAP415', ...locate(resource), reason: `role ${shown} is not in the templates` }];
    }
    if (!found.complete) {
      return [
        { ruleId: 'MRAP415', ...locate(found.resource), reason: `a policy of role ${shown} is not in the templates` },
      ];
    }
    const open = findUndecidedPermission(application, replication, found);
    if (open === undefined) return [];
    const reason = `only a deployment decides whether role ${shown} is allowed ${open.action} on ${open.resource}`;
    return [{ ruleId: 'MRAP415', ...locate(found.resource), reason: application.symbols.show(reason) }];
  });
}

/** Buckets whose owner is compared with the account of the stack, which is not known. */
function listUndecidedOwners(application: TemplateModel): UndecidedRule[] {
  const reason = 'only a deployment decides ${AWS::AccountId}';
  const regional = application.resourcesOfType('AWS::S3::AccessPoint')
    .filter(({ account, properties }) => !isKnownText(account) && literalText(properties.BucketAccountId) !== undefined)
    .map((resource) => ({ ruleId: 'MRAP708', ...locate(resource), reason }));
  const ofMembers = findAccessPoints(application).filter(({ account }) => !isKnownText(account))
    .flatMap(({ resource, members }) => [
      ...members.filter(({ account }) => literalText(account) !== undefined)
        .map(({ location }) => ({ ruleId: 'MRAP208', ...locate(resource), location, reason })),
      ...members.flatMap(({ bucket, declared }) => (findPoliciesOfBucket(application, bucket).some(namesAccount)
        ? [{ ruleId: 'MRAP555', ...locate(declared?.resource ?? resource), reason }]
        : [])),
    ]);
  return [...regional, ...ofMembers];
}

/** Returns whether a policy delegates to an account that it contains. */
function namesAccount({ statements }: BucketPolicy): boolean {
  return statements.some(({ conditions }) => conditions.some(({ key, values }) =>
    key === 's3:dataaccesspointaccount' && values.some(isKnownText)));
}
