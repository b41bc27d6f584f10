import { asList, asText } from '../../src/linter/evaluation/read';
import { type PolicyStatement, readPolicyDocument } from '../../src/linter/iam/statement';
import { DETACHED_POLICY_TYPES, findIdentityPoliciesIn, findIdentityPolicies } from '../../src/linter/model/policies';
import { findManagedPolicy, findRoleByArn } from '../../src/linter/model/roles';
import { type TemplateModel, type TemplateResource } from '../../src/linter/model/template-model';
import { showConstructPath } from './construct-path';
import { type ClientKind } from './topology';

/** An identity with the statements of all its policies. */
export interface PolicyHolder {
  readonly kind: ClientKind;
  readonly name: string;
  readonly statements: readonly PolicyStatement[];
  /** The statements of the permissions boundary, if they are known. */
  readonly boundary?: readonly PolicyStatement[];
}

const KINDS: Readonly<Record<string, ClientKind>> = {
  'AWS::IAM::Role': 'role',
  'AWS::IAM::User': 'user',
  'AWS::IAM::Group': 'group',
  'AWS::SSO::PermissionSet': 'permission set',
  'AWS::Serverless::Function': 'function',
  'AWS::Serverless::StateMachine': 'state machine',
};

/** The properties with which a separate policy refers to its identities. */
const REFERENCES: readonly (readonly [property: string, type: string])[] = [
  ['Roles', 'AWS::IAM::Role'], ['RoleName', 'AWS::IAM::Role'],
  ['Users', 'AWS::IAM::User'], ['UserName', 'AWS::IAM::User'],
  ['Groups', 'AWS::IAM::Group'], ['GroupName', 'AWS::IAM::Group'],
];

/** Policies managed by AWS that allow to read or write all objects of an account. */
const AWS_MANAGED: Readonly<Record<string, readonly string[]>> = {
  AdministratorAccess: ['*'],
  PowerUserAccess: ['*'],
  AmazonS3FullAccess: ['s3:*'],
  AmazonS3ReadOnlyAccess: ['s3:Get*', 's3:List*'],
};

/** Finds the identities of the templates, and identities outside them to which a policy is attached. */
export function findPolicyHolders(application: TemplateModel): PolicyHolder[] {
  const holders = new Map<string, PolicyHolder>();
  const add = (key: string, holder: PolicyHolder) => {
    const known = holders.get(key);
    const statements = [...known?.statements ?? [], ...holder.statements];
    holders.set(key, { ...holder, ...known, statements });
  };
  for (const resource of application.resourcesOfType(...Object.keys(KINDS))) {
    add(makeKey(resource.type, resource.reference()), describeHolder(application, resource));
  }
  for (const { resource, document } of findIdentityPolicies(application)) {
    if (!DETACHED_POLICY_TYPES.includes(resource.type)) continue;
    for (const { type, name } of listAttachments(resource)) {
      const outside = { kind: KINDS[type], name: application.symbols.show(name) };
      add(makeKey(type, name), { ...outside, statements: document.statements });
    }
  }
  return [...holders.values()];
}

function makeKey(type: string, name: string): string {
  return `${type} ${name}`;
}

function describeHolder(application: TemplateModel, resource: TemplateResource): PolicyHolder {
  const managed = asList(resource.properties.ManagedPolicyArns).map((arn) => asText(arn) ?? '');
  const own = [resource, ...managed.flatMap((arn) => findManagedPolicy(application, arn) ?? [])]
    .flatMap((policy) => findIdentityPoliciesIn(application, policy));
  const role = resource.type === 'AWS::IAM::Role'
    ? findRoleByArn(application, resource.reference('Arn')) : undefined;
  return {
    kind: KINDS[resource.type],
    name: showConstructPath(resource),
    ...(role?.boundary !== undefined && { boundary: role.boundary }),
    statements: [...own.flatMap(({ document }) => document.statements), ...managed.flatMap(readAwsManagedPolicy)],
  };
}

function readAwsManagedPolicy(arn: string): readonly PolicyStatement[] {
  const name = /^arn:.*:iam::aws:policy\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1] ?? '';
  if (!Object.hasOwn(AWS_MANAGED, name)) return [];
  const Statement = [{ Effect: 'Allow', Action: AWS_MANAGED[name], Resource: '*' }];
  return readPolicyDocument({ Statement }, arn)!.statements;
}

function listAttachments({ properties }: TemplateResource): { type: string; name: string }[] {
  return REFERENCES.flatMap(([property, type]) => asList(properties[property]).flatMap((value) => {
    const name = asText(value);
    return name === undefined ? [] : [{ type, name }];
  }));
}
