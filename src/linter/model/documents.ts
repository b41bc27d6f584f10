import { groupBy } from '../../diagnostics/group-by';
import { POLICY_TYPE } from '../../wire/resource-types';
import { getPath, asList, asText } from '../evaluation/read';
import { patternsOverlap } from '../iam/patterns';
import { type PolicyDocument, readDocument, type Statement } from '../iam/statement';
import { type AccessPoint, accessPointNamed } from './access-points';
import { type Bucket, bucketNamed } from './buckets';
import { hasUnreadableCalls, type SdkCall, sdkCalls } from './sdk-calls';
import { type Application, type TemplateResource, view } from './template-model';

/** A policy that a resource puts on something, as far as templates say. */
export interface ResourcePolicy {
  readonly resource: TemplateResource;
  /** What it is put on, by name; undefined where the resource names nothing. */
  readonly name: string | undefined;
  /** Undefined where it is a matter of deployment. */
  readonly document: PolicyDocument | undefined;
  /** The statements that are known. */
  readonly statements: readonly Statement[];
}

/** The policy of a Multi-Region Access Point, whoever puts it there. */
export interface AccessPointPolicy extends ResourcePolicy {
  readonly accessPoint: AccessPoint | undefined;
}

export interface BucketPolicy extends ResourcePolicy {
  readonly bucket: Bucket | undefined;
}

const NATIVE_POLICY_TYPE = 'AWS::S3::MultiRegionAccessPointPolicy';

export const accessPointPolicies = view((application): AccessPointPolicy[] => [
  ...application.ofType(NATIVE_POLICY_TYPE).map((resource) =>
    policyOn(resource, resource.properties.MrapName, resource.properties.Policy, 'Properties/Policy')),
  ...application.ofType(POLICY_TYPE).map((resource) => policyOn(resource, resource.properties.Name, resource.properties.Policy, 'Properties/Policy')),
  ...lastPuts(application, 'putMultiRegionAccessPointPolicy').map(({ resource, phase, parameters }) =>
    policyOn(resource, getPath(parameters, 'Details', 'Name'), getPath(parameters, 'Details', 'Policy'), `Properties/${phase}`)),
].map((policy) => ({ ...policy, accessPoint: accessPointNamed(application, policy.name, policy.resource.account) })));

export const bucketPolicies = view((application): BucketPolicy[] => [
  ...application.ofType('AWS::S3::BucketPolicy').map((resource) =>
    policyOn(resource, resource.properties.Bucket, resource.properties.PolicyDocument, 'Properties/PolicyDocument')),
  ...lastPuts(application, 'putBucketPolicy').map(({ resource, phase, parameters }) =>
    policyOn(resource, parameters.Bucket, parameters.Policy, `Properties/${phase}`)),
].map((policy) => ({ ...policy, bucket: bucketNamed(application, policy.name) })));

function policyOn(resource: TemplateResource, name: unknown, policy: unknown, location: string): ResourcePolicy {
  const document = readDocument(policy, location);
  return { resource, name: asText(name), document, statements: document?.statements ?? [] };
}

/** A custom resource that puts the same on creation and on update puts it once. */
function lastPuts(application: Application, action: string): SdkCall[] {
  const calls = sdkCalls(application).filter((call) => call.action === action && call.phase !== 'Delete');
  return [...new Map(calls.map((call) => [call.resource, call])).values()];
}

/** Bucket policies by the name they are for, and those of which only deployment shows the name. */
const bucketPolicyIndex = view((application) => ({
  byName: groupBy(bucketPolicies(application).filter(({ name }) => name !== undefined), ({ name }) => name!),
  uncertain: bucketPolicies(application).filter(({ name }) => name === undefined || !application.symbols.isCertain(name)),
}));

export function policiesOfBucket(application: Application, name: string): readonly BucketPolicy[] {
  return bucketPolicyIndex(application).byName.get(name) ?? [];
}

/** All statements of a bucket's policies; undefined where deployment may show more. */
export function certainStatements(application: Application, name: string): Statement[] | undefined {
  const policies = policiesOfBucket(application, name);
  const perhaps = bucketPolicyIndex(application).uncertain
    .some((policy) => policy.name !== name && (policy.name === undefined || patternsOverlap(application.symbols, policy.name, name) !== false));
  if (perhaps || policies.some(({ document }) => document?.complete !== true) || hasUnreadableCalls(application)) return undefined;
  const statements = policies.flatMap((policy) => policy.statements);
  return statements.every(({ effect, conditionsKnown }) => effect !== 'unknown' && conditionsKnown) ? statements : undefined;
}

/** All statements of an access point's policies; undefined where deployment may show more. */
export function certainAccessPointStatements(application: Application, accessPoint: AccessPoint): Statement[] | undefined {
  const policies = accessPointPolicies(application)
    .filter(({ name }) => name === undefined || patternsOverlap(application.symbols, name, accessPoint.reference) !== false);
  const certain = policies.every((policy) => policy.accessPoint === accessPoint && policy.document?.complete === true);
  return certain && !hasUnreadableCalls(application) ? policies.flatMap((policy) => policy.statements) : undefined;
}

/** A policy of a role, a user or a group. */
export interface IdentityPolicy {
  readonly resource: TemplateResource;
  readonly document: PolicyDocument;
}

const DETACHED_TYPES = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy', 'AWS::IAM::UserPolicy', 'AWS::IAM::GroupPolicy'];

export const identityPolicies = view((application): IdentityPolicy[] => [
  ...application.ofType(...DETACHED_TYPES).flatMap((resource) => read(resource, resource.properties.PolicyDocument, 'Properties/PolicyDocument')),
  ...application.ofType('AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group').flatMap((resource) => asList(resource.properties.Policies)
    .flatMap((policy, index) => read(resource, getPath(policy, 'PolicyDocument'), `Properties/Policies/${index}/PolicyDocument`))),
]);

function read(resource: TemplateResource, value: unknown, location: string): IdentityPolicy[] {
  const document = readDocument(value, location);
  return document === undefined ? [] : [{ resource, document }];
}

/** Identity policies by the resource that they stand in. */
const identityPolicyIndex = view((application) => {
  const found = new Map<TemplateResource, IdentityPolicy[]>();
  for (const policy of identityPolicies(application)) found.set(policy.resource, [...found.get(policy.resource) ?? [], policy]);
  return found;
});

export function identityPoliciesIn(application: Application, resource: TemplateResource): readonly IdentityPolicy[] {
  return identityPolicyIndex(application).get(resource) ?? [];
}

/** A Regional access point, and its policy where it has one. */
export interface RegionalAccessPoint {
  readonly resource: TemplateResource;
  readonly name: string | undefined;
  readonly arn: string;
  readonly policy: PolicyDocument | undefined;
}

export const regionalAccessPoints = view((application): RegionalAccessPoint[] => application.ofType('AWS::S3::AccessPoint').map((resource) => ({
  resource,
  name: asText(resource.properties.Name),
  arn: resource.reference('Arn'),
  policy: readDocument(resource.properties.Policy, 'Properties/Policy'),
})));
