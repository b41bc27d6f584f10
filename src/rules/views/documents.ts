import { POLICY_TYPE } from '../../contract/resource-types';
import { type Application, type Resource, view } from '../application';
import { overlap } from '../iam/patterns';
import { type PolicyDocument, readDocument, type Statement } from '../iam/statement';
import { at, listOf, textOf } from '../values/read';
import { type AccessPoint, accessPointNamed } from './access-points';
import { type Bucket, bucketNamed } from './buckets';
import { hasUnreadableCalls, sdkCalls } from './sdk-calls';

/** The policy of a Multi-Region Access Point, whoever puts it there. */
export interface AccessPointPolicy {
  readonly resource: Resource;
  /** The name it is put by. */
  readonly name: string | undefined;
  readonly accessPoint: AccessPoint | undefined;
  /** Undefined where it is a matter of deployment. */
  readonly document: PolicyDocument | undefined;
}

const NATIVE_POLICY_TYPE = 'AWS::S3::MultiRegionAccessPointPolicy';

export const accessPointPolicies = view((application): AccessPointPolicy[] => [
  ...application.ofType(NATIVE_POLICY_TYPE).map((resource) => policyOf(application, resource, resource.properties.MrapName)),
  ...application.ofType(POLICY_TYPE).map((resource) => policyOf(application, resource, resource.properties.Name)),
  ...sdkCalls(application).filter((call) => call.action === 'putMultiRegionAccessPointPolicy' && call.phase !== 'Delete').slice(0, 1).map((call) => {
    const name = textOf(at(call.parameters, 'Details', 'Name'));
    const document = readDocument(at(call.parameters, 'Details', 'Policy'), `Properties/${call.phase}`);
    return { resource: call.resource, name, accessPoint: accessPointNamed(application, name, call.resource.account), document };
  }),
]);

function policyOf(application: Application, resource: Resource, nameValue: unknown): AccessPointPolicy {
  const name = textOf(nameValue);
  return {
    resource,
    name,
    accessPoint: accessPointNamed(application, name, resource.account),
    document: readDocument(resource.properties.Policy, 'Properties/Policy'),
  };
}

export interface BucketPolicy {
  readonly resource: Resource;
  readonly name: string | undefined;
  readonly bucket: Bucket | undefined;
  readonly document: PolicyDocument | undefined;
}

export const bucketPolicies = view((application): BucketPolicy[] => [
  ...application.ofType('AWS::S3::BucketPolicy').map((resource) => {
    const name = textOf(resource.properties.Bucket);
    return { resource, name, bucket: bucketNamed(application, name), document: readDocument(resource.properties.PolicyDocument, 'Properties/PolicyDocument') };
  }),
  ...sdkCalls(application).filter((call) => call.action === 'putBucketPolicy' && call.phase !== 'Delete').map((call) => {
    const name = textOf(at(call.parameters, 'Bucket'));
    return { resource: call.resource, name, bucket: bucketNamed(application, name), document: readDocument(at(call.parameters, 'Policy'), `Properties/${call.phase}`) };
  }),
]);

export function policiesOfBucket(application: Application, name: string): BucketPolicy[] {
  return bucketPolicies(application).filter((policy) => policy.name === name);
}

/** All statements of a bucket's policies; undefined where deployment may show more. */
export function certainStatements(application: Application, name: string): Statement[] | undefined {
  const policies = bucketPolicies(application).filter((policy) => policy.name === undefined || overlap(application.symbols, policy.name, name) !== false);
  if (policies.some((policy) => policy.name !== name || policy.document?.complete !== true) || hasUnreadableCalls(application)) return undefined;
  const statements = policies.flatMap(({ document }) => document!.statements);
  return statements.every(({ effect, conditionsKnown }) => effect !== 'unknown' && conditionsKnown) ? statements : undefined;
}

/** All statements of an access point's policies; undefined where deployment may show more. */
export function certainAccessPointStatements(application: Application, accessPoint: AccessPoint): Statement[] | undefined {
  const policies = accessPointPolicies(application)
    .filter(({ name }) => name === undefined || overlap(application.symbols, name, accessPoint.reference) !== false);
  const certain = policies.every((policy) => policy.accessPoint === accessPoint && policy.document?.complete === true);
  return certain && !hasUnreadableCalls(application) ? policies.flatMap(({ document }) => document!.statements) : undefined;
}

/** A policy of a role, a user or a group. */
export interface IdentityPolicy {
  readonly resource: Resource;
  readonly document: PolicyDocument;
}

const DETACHED_TYPES = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy', 'AWS::IAM::UserPolicy', 'AWS::IAM::GroupPolicy'];

export const identityPolicies = view((application): IdentityPolicy[] => [
  ...application.ofType(...DETACHED_TYPES).flatMap((resource) => read(resource, resource.properties.PolicyDocument, 'Properties/PolicyDocument')),
  ...application.ofType('AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group').flatMap((resource) => listOf(resource.properties.Policies)
    .flatMap((policy, index) => read(resource, at(policy, 'PolicyDocument'), `Properties/Policies/${index}/PolicyDocument`))),
]);

function read(resource: Resource, value: unknown, location: string): IdentityPolicy[] {
  const document = readDocument(value, location);
  return document === undefined ? [] : [{ resource, document }];
}

/** A Regional access point, and its policy where it has one. */
export interface RegionalAccessPoint {
  readonly resource: Resource;
  readonly name: string | undefined;
  readonly arn: string;
  readonly policy: PolicyDocument | undefined;
}

export const regionalAccessPoints = view((application): RegionalAccessPoint[] => application.ofType('AWS::S3::AccessPoint').map((resource) => ({
  resource,
  name: textOf(resource.properties.Name),
  arn: resource.reference('Arn'),
  policy: readDocument(resource.properties.Policy, 'Properties/Policy'),
})));
