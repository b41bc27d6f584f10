import { asList, asText } from '../evaluation/read';
import { type PolicyDocument, readPolicyDocument, type PolicyStatement } from '../iam/statement';
import { DETACHED_POLICY_TYPES, findIdentityPoliciesIn } from './policies';
import { type TemplateModel, type TemplateResource, memoizePerApplication } from './template-model';

/** A role of the application with all its policy statements. */
export interface TemplateRole {
  readonly resource: TemplateResource;
  readonly arn: string;
  readonly account: string;
  readonly trust: PolicyDocument | undefined;
  readonly statements: readonly PolicyStatement[];
  /** Whether all statements are known. The statements of a policy managed by AWS are not. */
  readonly complete: boolean;
  /** The statements of the permissions boundary; undefined if the role has none, or if they are not known. */
  readonly boundary?: readonly PolicyStatement[];
}

export const findRoles = memoizePerApplication((application): TemplateRole[] => {
  const attached = attachedPolicies(application);
  const isComplete = !hasPolicyOfUnknownRole(application);
  return application.resourcesOfType('AWS::IAM::Role').map((resource) => {
    const name = resource.reference();
    const managed = asList(resource.properties.ManagedPolicyArns);
    const made = managed.map((arn) => findManagedPolicy(application, arn));
    const separate = new Set([...attached.get(name) ?? [], ...made.flatMap((policy) => policy ?? [])]);
    const isReadable = (policy: TemplateResource) => findIdentityPoliciesIn(application, policy).length > 0;
    const own = [resource, ...separate].flatMap((holder) => findIdentityPoliciesIn(application, holder));
    return {
      resource,
      arn: resource.reference('Arn'),
      account: resource.account,
      trust: readPolicyDocument(resource.properties.AssumeRolePolicyDocument, 'Properties/AssumeRolePolicyDocument'),
      statements: own.flatMap(({ document }) => document.statements),
      boundary: readBoundary(application, resource),
      complete: isComplete && made.every((policy) => policy !== undefined) && [...separate].every(isReadable)
        && own.every(({ document }) => document.complete)
        && own.length >= asList(resource.properties.Policies).length,
    };
  });
});

const managedPoliciesByArn = memoizePerApplication((application) => new Map(
  application.resourcesOfType('AWS::IAM::ManagedPolicy').map((resource) => [resource.reference(), resource])));

/** The managed policy of the templates that has an ARN. */
export function findManagedPolicy(application: TemplateModel, arn: unknown): TemplateResource | undefined {
  return managedPoliciesByArn(application).get(asText(arn) ?? '');
}

function readBoundary(application: TemplateModel, { properties }: TemplateResource): PolicyStatement[] | undefined {
  const policy = findManagedPolicy(application, properties.PermissionsBoundary);
  const documents = policy && findIdentityPoliciesIn(application, policy).map(({ document }) => document);
  return documents !== undefined && documents.length > 0 && documents.every(({ complete }) => complete)
    ? documents.flatMap(({ statements }) => statements)
    : undefined;
}

/** The separate policies by the name of the role that they are attached to. */
const attachedPolicies = memoizePerApplication((application): ReadonlyMap<string, TemplateResource[]> => {
  const found = new Map<string, TemplateResource[]>();
  for (const resource of application.resourcesOfType(...DETACHED_POLICY_TYPES)) {
    for (const role of listRoles(resource)) {
      const name = asText(role);
      if (name !== undefined) found.set(name, [...(found.get(name) ?? []), resource]);
    }
  }
  return found;
});

/** Returns whether a separate policy may belong to any role, because only a deployment decides the name of its role. */
function hasPolicyOfUnknownRole(application: TemplateModel): boolean {
  const own = new Set(application.resourcesOfType('AWS::IAM::Role').map((resource) => resource.reference()));
  return [...attachedPolicies(application).keys()]
    .some((name) => !own.has(name) && !application.symbols.isCertain(name));
}

function listRoles({ type, properties }: TemplateResource): readonly unknown[] {
  return asList(type === 'AWS::IAM::RolePolicy' ? properties.RoleName : properties.Roles);
}

const rolesByArn = memoizePerApplication(
  (application) => new Map(findRoles(application).map((role) => [role.arn, role])),
);

export function findRoleByArn(application: TemplateModel, arn: string | undefined): TemplateRole | undefined {
  return arn === undefined ? undefined : rolesByArn(application).get(arn);
}
