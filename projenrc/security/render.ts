import { synthesizeAll } from './applications';
import { callFor, NOT_SEEN } from './calls';
import { HEAD, MIDDLE, TAIL } from './prose';
import { REGION_DENY } from './region-deny';
import { shippedPackages } from './shipped';
import { type HeldStatement, type Holder, type RawStatement, statementsOf, text } from './statements';

const HOLDERS: Readonly<Record<Holder, string>> = {
  'asynchronous handlers': 'Role of the functions that make access points, write their policies and configure replication',
  'synchronous handlers': 'Role of the function that changes routes',
  'provider framework': 'Roles of aws-cdk-lib\'s provider framework',
  'waiter': 'Role of the state machine that waits',
  'replication role': 'Role that S3 replicates with',
  'grantee': 'Whoever is granted something',
  'access point': 'Policy of the access point',
  'bucket': 'Policies of the member buckets',
  'log bucket': 'Policies of the log buckets',
  'key': 'Policies of the keys',
  'VPC endpoint': 'Policy of a VPC endpoint',
  'runbook': 'Roles that the documents of a runbook act as',
  'Region switch': 'Roles of the functions that Region switch calls',
  'alarm': 'Roles of EventBridge: they start a runbook on an alarm, and pass on what has been changed',
  'topic': 'Policies of topics, as far as alarms need them',
};

function listed(values: readonly string[]): string {
  return values.map((value) => `\`${value}\``).join('<br>');
}

/** Regions and whatever else differs between statements that say the same. */
function generalized(resource: string): string {
  return resource
    .replace(/^(arn:aws:(?:ssm|events):)[a-z]{2}-[a-z]+-\d/, '$1<region>')
    .replace(/-[a-z]{2}-[a-z]+-\d$/, '-<region>')
    .replace(/^(arn:aws:s3:::)[a-z]+-[a-z]{2}-[a-z]+-\d/, '$1<bucket>')
    .replace(/^arn:aws:s3:::partner/, 'arn:aws:s3:::<bucket of another account>')
    .replace(/^arn:aws:kms:[a-z0-9-]+:/, 'arn:aws:kms:<region>:')
    .replace(/111122223333|444455556666/, '<account>');
}

function conditionOf({ Condition: condition = {} }: RawStatement): string {
  return Object.entries(condition)
    .flatMap(([operator, keys]) => Object.entries(keys).map(([key, value]) => `${operator} \`${key}\` ${[...new Set([value].flat().map((one) =>
      generalized(text(one)).replace(/^s3\.[a-z0-9-]+\./, 's3.<region>.')))].map((one) => `\`${one}\``).join(' or ')}`))
    .join('<br>');
}

function principalOf({ Principal: principal }: RawStatement): string {
  if (principal === undefined) return '';
  if (principal === '*') return 'anyone';
  return Object.values(principal as Record<string, unknown>).map((value) => `\`${generalized(text(value))}\``).join(', ').replace('`*`', 'anyone');
}

function row({ holder, statement }: HeldStatement): string {
  const actions = [statement.Action].flat();
  const resources = [...new Set([statement.Resource ?? '*'].flat().map((resource) => generalized(text(resource))))];
  const calls = [...new Set(actions.map((action) => callFor(holder, action)))].join('; ');
  const who = principalOf(statement);
  const effect = statement.Effect === 'Deny' ? '**denied**: ' : '';
  return `| ${effect}${listed(actions)}${who && `<br>to ${who}`} | ${listed(resources)} | ${conditionOf(statement)} | ${calls} |`;
}

function renderHolder(holder: Holder, statements: readonly HeldStatement[]): string {
  const rows = [...new Set(statements.filter((one) => one.holder === holder).map(row))];
  return [`### ${HOLDERS[holder]}`, ['| what | on what | if | for which call |', '|---|---|---|---|', ...rows].join('\n')].join('\n\n');
}

function renderStatements(): string {
  const statements = synthesizeAll().flatMap(statementsOf);
  return (Object.keys(HOLDERS) as Holder[]).map((holder) => renderHolder(holder, statements)).join('\n\n');
}

function renderShipped(): string {
  return ['| package | version | in |', '|---|---|---|', ...shippedPackages().map(({ name, version, bundles }) => `| \`${name}\` | ${version} | ${bundles.join(', ')} |`)].join('\n');
}

/** The text of docs/security.md. */
export function renderSecurityDoc(): string {
  return `${[
    HEAD,
    renderStatements(),
    `Granted although no call has been seen to need it:\n\n${Object.entries(NOT_SEEN).map(([what, why]) => `- \`${what.split(' ')[1]}\` of the ${what.split(' ')[0]} handlers: ${why}`).join('\n')}`,
    MIDDLE,
    `\`\`\`json\n${JSON.stringify(REGION_DENY, undefined, 2)}\n\`\`\``,
    TAIL,
    renderShipped(),
  ].join('\n\n')}\n`;
}
