import { groupBy } from '../../diagnostics/group-by';
import { POLICY_TYPE } from '../../wire/resource-types';
import { getValueAtPath, asList, asText } from '../evaluation/read';
import { patternsOverlap } from '../iam/patterns';
import { type PolicyDocument, readPolicyDocument, type PolicyStatement } from '../iam/statement';
import { type TemplateAccessPoint, findAccessPointByName } from './access-points';
import { type TemplateBucket, findBucketByName } from './buckets';
import { hasUnreadableCalls, type SdkCall, findSdkCalls } from './sdk-calls';
import { makeDocumentOfTemplate, readBucketPolicyTemplate, SERVERLESS_TYPES_WITH_POLICIES } from './serverless';
import { type TemplateModel, type TemplateResource, memoizePerApplication } from './template-model';

/** A policy that a resource attaches to a bucket or an access point. */
export interface ResourcePolicy {
  readonly resource: TemplateResource;
  /** The name of the bucket or access point; undefined if the resource contains none. */
  readonly name: string | undefined;
  /** Undefined if only a deployment decides the document. */
  readonly document: PolicyDocument | undefined;
  /** The known statements. */
  readonly statements: readonly PolicyStatement[];
}

/** The policy of a Multi-Region Access Point. */
export interface AccessPointPolicy extends ResourcePolicy {
  readonly accessPoint: TemplateAccessPoint | undefined;
}

export interface BucketPolicy extends ResourcePolicy {
  readonly bucket: TemplateBucket | undefined;
}

export const NATIVE_POLICY_TYPE = 'AWS::S3::MultiRegionAccessPointPolicy';

export const findAccessPointPolicies = memoizePerApplication((application): AccessPointPolicy[] =>
  [
    ...application
      .resourcesOfType(NATIVE_POLICY_TYPE)
      .map((resource) =>
        readResourcePolicy(resource, resource.properties.MrapName, resource.properties.Policy, 'Properties/Policy'),
      ),
    ...application
      .resourcesOfType(POLICY_TYPE)
      .map((resource) =>
        readResourcePolicy(resource, resource.properties.Name, resource.properties.Policy, 'Properties/Policy'),
      ),
    ...findLastPuts(application, 'putMultiRegionAccessPointPolicy').map(({ resource, phase, parameters }) =>
      readResourcePolicy(
        resource,
        getValueAtPath(parameters, 'Details', 'Name'),
        getValueAtPath(parameters, 'Details', 'Policy'),
        `Properties/${phase}`,
      ),
    ),
  ].map((policy) => ({
    ...policy,
    accessPoint: findAccessPointByName(application, policy.name, policy.resource.account),
  })),
);

export const findBucketPolicies = memoizePerApplication((application): BucketPolicy[] =>
  [
    ...application
      .resourcesOfType('AWS::S3::BucketPolicy')
      .map((resource) =>
        readResourcePolicy(
          resource,
          resource.properties.Bucket,
          resource.properties.PolicyDocument,
          'Properties/PolicyDocument',
        ),
      ),
    ...findLastPuts(application, 'putBucketPolicy').map(({ resource, phase, parameters }) =>
      readResourcePolicy(resource, parameters.Bucket, parameters.Policy, `Properties/${phase}`),
    ),
  ].map((policy) => ({ ...policy, bucket: findBucketByName(application, policy.name) })),
);

function readResourcePolicy(
  resource: TemplateResource,
  name: unknown,
  policy: unknown,
  location: string,
): ResourcePolicy {
  const document = readPolicyDocument(policy, location);
  return { resource, name: asText(name), document, statements: document?.statements ?? [] };
}

/** The last call of each custom resource, because most custom resources have the same call for creation and update. */
function findLastPuts(application: TemplateModel, action: string): SdkCall[] {
  const calls = findSdkCalls(application).filter((call) => call.action === action && call.phase !== 'Delete');
  return [...new Map(calls.map((call) => [call.resource, call])).values()];
}

/** Bucket policies by the name of the bucket, and the policies whose bucket only a deployment decides. */
const bucketPolicyIndex = memoizePerApplication((application) => ({
  byName: groupBy(
    findBucketPolicies(application).filter(({ name }) => name !== undefined),
    ({ name }) => name!,
  ),
  uncertain: findBucketPolicies(application).filter(
    ({ name }) => name === undefined || !application.symbols.isCertain(name),
  ),
}));

export function findPoliciesOfBucket(application: TemplateModel, name: string): readonly BucketPolicy[] {
  return bucketPolicyIndex(application).byName.get(name) ?? [];
}

/** All statements of the policies of a bucket; undefined if a deployment can add statements. */
export function findCompleteBucketPolicyStatements(
  application: TemplateModel, name: string,
): PolicyStatement[] | undefined {
  const policies = findPoliciesOfBucket(application, name);
  // If a deployment decides the name of the bucket, a policy with a known name can be one of the bucket, too.
  const candidates = application.symbols.isCertain(name)
    ? bucketPolicyIndex(application).uncertain
    : findBucketPolicies(application);
  const perhaps = candidates.some(
    (policy) =>
      policy.name !== name &&
      (policy.name === undefined || patternsOverlap(application.symbols, policy.name, name) !== false),
  );
  if (perhaps || policies.some(({ document }) => document?.complete !== true) || hasUnreadableCalls(application)) {
    return undefined;
  }
  const statements = policies.flatMap((policy) => policy.statements);
  return statements.every(({ effect, conditionsKnown }) => effect !== 'unknown' && conditionsKnown)
    ? statements
    : undefined;
}

/** All statements of the policies of an access point; undefined if a deployment can add statements. */
export function findCompleteAccessPointPolicyStatements(
  application: TemplateModel,
  accessPoint: TemplateAccessPoint,
): PolicyStatement[] | undefined {
  const policies = findAccessPointPolicies(application).filter(
    ({ name }) => name === undefined || patternsOverlap(application.symbols, name, accessPoint.reference) !== false,
  );
  const certain = policies.every((policy) => policy.accessPoint === accessPoint && policy.document?.complete === true);
  return certain && !hasUnreadableCalls(application) ? policies.flatMap((policy) => policy.statements) : undefined;
}

/** A policy of a role, a user or a group. */
export interface IdentityPolicy {
  readonly resource: TemplateResource;
  readonly document: PolicyDocument;
}

/** Types of policies that are resources of their own. */
export const DETACHED_POLICY_TYPES = [
  'AWS::IAM::Policy',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::RolePolicy',
  'AWS::IAM::UserPolicy',
  'AWS::IAM::GroupPolicy',
];

export const findIdentityPolicies = memoizePerApplication((application): IdentityPolicy[] => [
  ...application
    .resourcesOfType(...DETACHED_POLICY_TYPES)
    .flatMap((resource) =>
      readIdentityPolicy(resource, resource.properties.PolicyDocument, 'Properties/PolicyDocument'),
    ),
  ...application.resourcesOfType('AWS::SSO::PermissionSet')
    .flatMap((resource) => readIdentityPolicy(resource, resource.properties.InlinePolicy, 'Properties/InlinePolicy')),
  ...application
    .resourcesOfType('AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group')
    .flatMap((resource) =>
      asList(resource.properties.Policies).flatMap((policy, index) =>
        readIdentityPolicy(
          resource, getValueAtPath(policy, 'PolicyDocument'), `Properties/Policies/${index}/PolicyDocument`,
        ),
      ),
    ),
  ...application.resourcesOfType(...SERVERLESS_TYPES_WITH_POLICIES).flatMap((resource) =>
    asList(resource.properties.Policies).flatMap((policy, index) => {
      const template = readBucketPolicyTemplate(policy);
      const document = template === undefined ? policy : makeDocumentOfTemplate(template);
      const location = Array.isArray(resource.properties.Policies)
        ? `Properties/Policies/${index}`
        : 'Properties/Policies';
      return getValueAtPath(document, 'Statement') === undefined
        ? []
        : readIdentityPolicy(resource, document, location);
    })),
]);

function readIdentityPolicy(resource: TemplateResource, value: unknown, location: string): IdentityPolicy[] {
  const document = readPolicyDocument(value, location);
  return document === undefined ? [] : [{ resource, document }];
}

/** Identity policies by the resource that contains them. */
const identityPolicyIndex = memoizePerApplication((application) => {
  const found = new Map<TemplateResource, IdentityPolicy[]>();
  for (const policy of findIdentityPolicies(application)) {
    found.set(policy.resource, [...(found.get(policy.resource) ?? []), policy]);
  }
  return found;
});

export function findIdentityPoliciesIn(
  application: TemplateModel,
  resource: TemplateResource,
): readonly IdentityPolicy[] {
  return identityPolicyIndex(application).get(resource) ?? [];
}
