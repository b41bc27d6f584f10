import { randomBytes } from 'node:crypto';
import { Authorizer } from '../../cli/simulate/authorize';
import { listenOnLoopback, type ListeningServer, Simulator } from '../../simulator';
import { makeCanonicalUserId } from '../../simulator/objects/operations/object-acl';

/** The users of the suite. The users `alt` and `tenant` are in other accounts, as the suite expects. */
const ACCOUNTS = { main: '111122223333', alt: '444455556666', tenant: '777788889999' };
/** The suite creates buckets in this Region, and in us-east-1 without a location. */
const REGION = 'eu-west-1';
const SECRET_BYTES = 20;

export interface SuiteServer {
  readonly server: ListeningServer;
  /** The configuration file of the suite. */
  readonly configuration: string;
}

function renderSection(name: string, values: Readonly<Record<string, string | number>>): string {
  return [`[${name}]`, ...Object.entries(values).map(([key, value]) => `${key} = ${value}`), ''].join('\n');
}

/** Starts a simulator whose resource policies decide, as `simulate` does, and describes it for the suite. */
export async function startSuiteServer(): Promise<SuiteServer> {
  const users = Object.entries(ACCOUNTS).map(([name, accountId]) => ({
    name,
    accountId,
    accessKeyId: `AKIA${name.toUpperCase()}`,
    secretAccessKey: randomBytes(SECRET_BYTES).toString('hex'),
  }));
  const authorizer = new Authorizer('resource', new Map());
  const server = await listenOnLoopback(new Simulator({
    credentials: users,
    accountForAccessKey: (key) => users.find(({ accessKeyId }) => accessKeyId === key)?.accountId ?? ACCOUNTS.main,
    authorize: (request) => authorizer.authorize(request),
  }));
  const sections = users.map(({ name, accountId, accessKeyId, secretAccessKey }) => renderSection(`s3 ${name}`, {
    display_name: name,
    user_id: makeCanonicalUserId(accountId),
    email: `${name}@example.com`,
    access_key: accessKeyId,
    secret_key: secretAccessKey,
    ...(name === 'main' && { api_name: REGION, kms_keyid: 'key-1', kms_keyid2: 'key-2' }),
    ...(name === 'tenant' && { tenant: name }),
  }));
  const configuration = [
    renderSection('DEFAULT', { host: '127.0.0.1', port: server.port, is_secure: 'False', ssl_verify: 'False' }),
    renderSection('fixtures', {
      'bucket prefix': 's3-tests-{random}-', 'iam name prefix': 's3-tests-', 'iam path prefix': '/s3-tests/',
    }),
    ...sections,
    ...['iam', 'iam root', 'iam alt root'].map((name) => renderSection(name, {
      email: 'iam@example.com', user_id: 'iam', access_key: 'AKIAIAM', secret_key: 'none', display_name: 'iam',
    })),
  ].join('\n');
  return { server, configuration };
}
