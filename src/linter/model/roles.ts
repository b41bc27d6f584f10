import { asList, asText } from '../evaluation/read';
import { type PolicyDocument, readDocument, type Statement } from '../iam/statement';
import { identityPolicies, identityPoliciesIn } from './documents';
import { type Application, type TemplateResource, view } from './template-model';

/** A role that the application makes, with everything that it may do. */
export interface Role {
  readonly resource: TemplateResource;
  readonly arn: string;
  readonly account: string;
  readonly trust: PolicyDocument | undefined;
  readonly statements: readonly Statement[];
  /** Whether these are all its statements: a managed policy of AWS's own is not seen. */
  readonly complete: boolean;
}

export const roles = view((application): Role[] => {
  const attached = attachments(application);
  return application.ofType('AWS::IAM::Role').map((resource) => {
    const name = resource.reference();
    const managed = asList(resource.properties.ManagedPolicyArns);
    const made = managed.map((arn) => application.ownerOf(String(arn)));
    const own = [...new Set([resource, ...attached.get(name) ?? [], ...made.flatMap((policy) => policy ?? [])])]
      .flatMap((holder) => identityPoliciesIn(application, holder));
    return {
      resource,
      arn: resource.reference('Arn'),
      account: resource.account,
      trust: readDocument(resource.properties.AssumeRolePolicyDocument, 'Properties/AssumeRolePolicyDocument'),
      statements: own.flatMap(({ document }) => document.statements),
      complete: made.every((policy) => policy !== undefined) && own.every(({ document }) => document.complete)
        && own.length >= asList(resource.properties.Policies).length,
    };
  });
});

/** Policies by the name of a role that they attach themselves to. */
const attachments = view((application): ReadonlyMap<string, TemplateResource[]> => {
  const found = new Map<string, TemplateResource[]>();
  for (const { resource } of identityPolicies(application)) {
    for (const role of [...asList(resource.properties.Roles), ...asList(resource.properties.RoleName)]) {
      const name = asText(role);
      if (name !== undefined && resource.type !== 'AWS::IAM::Role') found.set(name, [...found.get(name) ?? [], resource]);
    }
  }
  return found;
});

const byArn = view((application) => new Map(roles(application).map((role) => [role.arn, role])));

export function roleByArn(application: Application, arn: string | undefined): Role | undefined {
  return arn === undefined ? undefined : byArn(application).get(arn);
}
