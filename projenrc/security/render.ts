import { synthesizeAll } from './applications';
import { findReason, UNOBSERVED_ACTIONS } from './calls';
import { HEAD, MIDDLE, TAIL } from './prose';
import { REGION_DENY } from './region-deny';
import { listShippedPackages } from './shipped';
import { type OwnedStatement, type PolicyOwner, type RawStatement, findStatements, renderValue } from './statements';

const OWNER_TITLES: Readonly<Record<PolicyOwner, string>> = {
  'handlers': 'Role of the function behind the custom resources',
  'provider framework': 'Roles of aws-cdk-lib\'s provider framework',
  'waiter': 'Role of the waiter state machine',
  'replication role': 'Replication role of S3',
  'grantee': 'Grantees',
  'access point': 'Policy of the access point',
  'bucket': 'Policies of the member buckets',
  'log bucket': 'Policies of the log buckets',
  'key': 'Policies of the keys',
  'VPC endpoint': 'Policy of a VPC endpoint',
  'runbook': 'Roles of the documents of a runbook',
  'Region switch': 'Roles of the functions for Region switch',
  'alarm': 'Roles of EventBridge, which starts a runbook on an alarm and forwards change events',
  'topic': 'Policies of alarm topics',
};

function renderList(values: readonly string[]): string {
  return values.map((value) => `\`${value}\``).join('<br>');
}

/** Replaces Regions, accounts and bucket names, so that equivalent statements become equal. */
function generalizeArn(resource: string): string {
  return resource
    .replace(/^(arn:aws:(?:ssm|events):)[a-z]{2}-[a-z]+-\d/, '$1<region>')
    .replace(/-[a-z]{2}-[a-z]+-\d$/, '-<region>')
    .replace(/^(arn:aws:s3:::)[a-z]+-[a-z]{2}-[a-z]+-\d/, '$1<bucket>')
    .replace(/^arn:aws:s3:::partner/, 'arn:aws:s3:::<bucket of another account>')
    .replace(/:role\/cdk-s3-mrap\/[^/]+\/[a-z0-9-]+$/, ':role/cdk-s3-mrap/<stack>/<replication role>')
    .replace(/:role\/cdk-s3-mrap\/[^/]+\/\*$/, ':role/cdk-s3-mrap/<stack>/*')
    .replace(/^arn:aws:kms:[a-z0-9-]+:/, 'arn:aws:kms:<region>:')
    .replace(/111122223333|444455556666/, '<account>');
}

function renderCondition({ Condition: condition = {} }: RawStatement): string {
  const conditions = Object.entries(condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, value]) => `${operator} \`${key}\` ${renderConditionValues(value)}`));
  return conditions.join('<br>');
}

function renderConditionValues(value: unknown): string {
  const values = [value].flat().map((entry) =>
    generalizeArn(renderValue(entry)).replace(/^s3\.[a-z]{2}-[a-z0-9-]+\./, 's3.<region>.'));
  return [...new Set(values)].map((entry) => `\`${entry}\``).join(' or ');
}

function renderPrincipal({ Principal: principal }: RawStatement): string {
  if (principal === undefined) return '';
  if (principal === '*') return 'any principal';
  const values = Object.values(principal as Record<string, unknown>);
  return values.map((value) => `\`${generalizeArn(renderValue(value))}\``).join(', ').replace('`*`', 'any principal');
}

function renderRow({ owner, statement }: OwnedStatement): string {
  const actions = [statement.Action].flat();
  const resources = [
    ...new Set([statement.Resource ?? '*'].flat().map((resource) => generalizeArn(renderValue(resource)))),
  ];
  const calls = [...new Set(actions.map((action) => findReason(owner, action)))].join('; ');
  const principal = renderPrincipal(statement);
  const effect = statement.Effect === 'Deny' ? '**denied**: ' : '';
  const subject = `${effect}${renderList(actions)}${principal && `<br>to ${principal}`}`;
  return `| ${subject} | ${renderList(resources)} | ${renderCondition(statement)} | ${calls} |`;
}

function renderOwner(owner: PolicyOwner, statements: readonly OwnedStatement[]): string {
  const rows = [...new Set(statements.filter((entry) => entry.owner === owner).map(renderRow))];
  const table = ['| actions | resources | conditions | required for |', '|---|---|---|---|', ...rows].join('\n');
  return [`### ${OWNER_TITLES[owner]}`, table].join('\n\n');
}

function renderStatements(): string {
  const statements = synthesizeAll().flatMap(findStatements);
  return (Object.keys(OWNER_TITLES) as PolicyOwner[]).map((owner) => renderOwner(owner, statements)).join('\n\n');
}

function renderShipped(): string {
  const rows = listShippedPackages().map(({ name, version, bundles }) =>
    `| \`${name}\` | ${version} | ${bundles.join(', ')} |`);
  return ['| package | version | bundles |', '|---|---|---|', ...rows].join('\n');
}

function renderUnobserved(): string {
  const lines = Object.entries(UNOBSERVED_ACTIONS).map(([action, reason]) => {
    return `- \`${action}\`: ${reason}`;
  });
  return `Granted actions that no observed call requires:\n\n${lines.join('\n')}`;
}

/** Renders the text of docs/security.md. */
export function renderSecurityDoc(): string {
  return `${[
    HEAD,
    renderStatements(),
    renderUnobserved(),
    MIDDLE,
    `\`\`\`json\n${JSON.stringify(REGION_DENY, undefined, 2)}\n\`\`\``,
    TAIL,
    renderShipped(),
  ].join('\n\n')}\n`;
}
