import { groupBy } from '../../src/diagnostics/group-by';
import { getValueAtPath } from '../../src/linter/evaluation/read';
import { type RequestContext } from '../../src/linter/iam/condition-outcome';
import { statementsAllowAction, statementsDenyEveryRequest } from '../../src/linter/iam/match';
import { readPolicyDocument, type PolicyStatement } from '../../src/linter/iam/statement';
import { type TemplateAccessPoint } from '../../src/linter/model/access-points';
import { findAccessPointOrigins } from '../../src/linter/model/origins';
import { findAccessPointPolicies } from '../../src/linter/model/policies';
import { findRoleByArn } from '../../src/linter/model/roles';
import { type TemplateModel } from '../../src/linter/model/template-model';
import { showConstructPath } from './construct-path';
import { findPolicyHolders, type PolicyHolder } from './policy-holders';
import { type ClientAccess, type ClientAccessKind, type ClientView } from './topology';

/** One action that represents each kind of access, and the part of the access point that it applies to. */
const ACTIONS: Readonly<Record<ClientAccessKind, { readonly action: string; readonly resource: string }>> = {
  list: { action: 's3:ListBucket', resource: '' },
  read: { action: 's3:GetObject', resource: '/object/*' },
  write: { action: 's3:PutObject', resource: '/object/*' },
  delete: { action: 's3:DeleteObject', resource: '/object/*' },
};
const ACCESS_KINDS = Object.keys(ACTIONS) as ClientAccessKind[];
const ENDPOINT_SERVICE = 's3-global.accesspoint';
const CLOUD_FRONT = 'cloudfront.amazonaws.com';

/** Finds the readers and writers of access points in the policies of the templates. */
export function findClients(application: TemplateModel, accessPoints: readonly TemplateAccessPoint[]): ClientView[] {
  const holders = findPolicyHolders(application);
  return accessPoints.flatMap((accessPoint) => {
    const clients = [
      ...findDistributions(application, accessPoint),
      ...findEndpoints(application, accessPoint),
      ...holders.map((holder) => describeHolder(application, accessPoint, holder)),
      ...findPrincipals(application, accessPoint),
    ];
    return mergeClients(clients.filter(({ access }) => access.length > 0));
  });
}

/** Merges the entries of an identity that several policies allow. */
function mergeClients(clients: readonly ClientView[]): ClientView[] {
  return [...groupBy(clients, ({ kind, name }) => `${kind} ${name}`).values()].map((entries) => {
    const access = ACCESS_KINDS.flatMap((kind): ClientAccess[] => {
      const own = entries.flatMap((entry) => entry.access.filter((one) => one.kind === kind));
      return own.length === 0 ? [] : [{ kind, isCertain: own.some(({ isCertain }) => isCertain) }];
    });
    return { ...entries[0], access, grantedBy: [...new Set(entries.flatMap(({ grantedBy }) => grantedBy))] };
  });
}

/**
 * Determines the access that statements allow. Access is not certain if it depends on conditions.
 *
 * @param context the known condition keys of the requests
 */
function readAccess(
  application: TemplateModel, { arn }: TemplateAccessPoint, statements: readonly PolicyStatement[],
  context: RequestContext = {},
): ClientAccess[] {
  const { symbols } = application;
  return ACCESS_KINDS.flatMap((kind): ClientAccess[] => {
    const { action, resource } = ACTIONS[kind];
    const target = `${arn}${resource}`;
    const allowed = statementsAllowAction(symbols, statements, action, target, context);
    if (allowed === false || statementsDenyEveryRequest(symbols, statements, action, target, context)) return [];
    return [{ kind, isCertain: allowed === true }];
  });
}

function describeHolder(
  application: TemplateModel, accessPoint: TemplateAccessPoint, { kind, name, statements, boundary }: PolicyHolder,
): ClientView {
  const access = readAccess(application, accessPoint, statements);
  const bounded = boundary && readAccess(application, accessPoint, boundary);
  return {
    kind,
    name,
    accessPoint: accessPoint.resource.path,
    access: bounded === undefined ? access : access.flatMap((one) => {
      const limit = bounded.find((other) => other.kind === one.kind);
      return limit === undefined ? [] : [{ ...one, isCertain: one.isCertain && limit.isCertain }];
    }),
    grantedBy: ['identity policy'],
  };
}

/** The principals that the policy of the access point names. */
function findPrincipals(application: TemplateModel, accessPoint: TemplateAccessPoint): ClientView[] {
  const statements = listPolicyStatements(application, accessPoint);
  const named = statements.flatMap((statement) => listPrincipals(application, statement)
    .map((principal) => ({ principal, statement })));
  const denials = statements.filter(({ effect }) => effect === 'Deny');
  const hasDistribution = findAccessPointOrigins(application).some((origin) => origin.accessPoint === accessPoint);
  return [...groupBy(named, ({ principal }) => `${principal.kind} ${principal.name}`).values()]
    .filter(([{ principal: { name } }]) => name !== CLOUD_FRONT || !hasDistribution)
    .map((entries) => ({
      ...entries[0].principal,
      accessPoint: accessPoint.resource.path,
      access: readAccess(application, accessPoint, [...entries.map(({ statement }) => statement), ...denials]),
      grantedBy: ['access point policy'],
    }));
}

function listPolicyStatements(application: TemplateModel, accessPoint: TemplateAccessPoint): PolicyStatement[] {
  return findAccessPointPolicies(application).filter((policy) => policy.accessPoint === accessPoint)
    .flatMap(({ statements }) => statements);
}

type Principal = Pick<ClientView, 'kind' | 'name'>;

function listPrincipals(application: TemplateModel, { effect, principals }: PolicyStatement): Principal[] {
  if (effect !== 'Allow' || principals === undefined) return [];
  const { aws, services, others, everyone, negated } = principals;
  if (negated) return [{ kind: 'everyone', name: 'everyone except the principals of a NotPrincipal element' }];
  return [
    ...(everyone ? [{ kind: 'everyone' as const, name: 'everyone' }] : []),
    ...aws.filter((value) => value !== '*').map((value) => describePrincipal(application, value)),
    ...services.map((name) => ({ kind: 'service' as const, name: application.symbols.show(name) })),
    ...others.map((name) => ({ kind: 'federated' as const, name: application.symbols.show(name) })),
  ];
}

function describePrincipal(application: TemplateModel, principal: string): Principal {
  const role = findRoleByArn(application, principal);
  if (role !== undefined) return { kind: 'role', name: showConstructPath(role.resource) };
  const shown = application.symbols.show(principal);
  const account = /^(?:arn:.*:iam::)?(\d{12})(?::root)?$/.exec(shown)?.[1];
  if (account !== undefined) return { kind: 'account', name: account };
  const kind = /:(role|user|group)\//.exec(shown)?.[1] as 'role' | 'user' | 'group' | undefined;
  return { kind: kind ?? 'principal', name: shown };
}

function findDistributions(application: TemplateModel, accessPoint: TemplateAccessPoint): ClientView[] {
  const isForCloudFront = ({ principals }: PolicyStatement) =>
    principals !== undefined && (principals.everyone || principals.services.includes(CLOUD_FRONT));
  const statements = listPolicyStatements(application, accessPoint)
    .filter((statement) => statement.effect === 'Deny' || isForCloudFront(statement));
  return findAccessPointOrigins(application).filter((origin) => origin.accessPoint === accessPoint)
    .map(({ resource }) => ({
      kind: 'CloudFront distribution',
      name: showConstructPath(resource),
      accessPoint: accessPoint.resource.path,
      access: readAccess(application, accessPoint, statements, {
        'aws:sourcearn': [`arn:aws:cloudfront::${resource.account}:distribution/${resource.reference()}`],
        'aws:sourceaccount': [resource.account],
      }),
      grantedBy: ['access point policy'],
    }));
}

/** An endpoint allows requests of its VPC. The requests also need the permissions of an identity. */
function findEndpoints(application: TemplateModel, accessPoint: TemplateAccessPoint): ClientView[] {
  return application.resourcesOfType('AWS::EC2::VPCEndpoint')
    .filter(({ properties }) => String(properties.ServiceName).includes(ENDPOINT_SERVICE))
    .map((resource): ClientView => {
      const policy = getValueAtPath(resource.properties, 'PolicyDocument');
      const document = readPolicyDocument(policy, 'Properties/PolicyDocument');
      const everything = ACCESS_KINDS.map((kind) => ({ kind, isCertain: policy === undefined }));
      return {
        kind: 'VPC endpoint',
        name: showConstructPath(resource),
        accessPoint: accessPoint.resource.path,
        access: document === undefined ? everything : readAccess(application, accessPoint, document.statements),
        grantedBy: ['endpoint policy'],
      };
    });
}
