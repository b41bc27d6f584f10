import { once } from 'node:events';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import * as path from 'node:path';
import { runAwsCommand } from '../../verify/aws-command';
import { restoreEnvironment } from '../support/restore-environment';
import { temporaryFolder } from '../support/temporary-folder';
import { RUN_WITHOUT_PROBES } from './support';

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true }));

/** Starts a server that answers each GetCallerIdentity with this account, on loopback. */
async function startSts(accountId: string): Promise<Server> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/xml');
    response.end('<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>'
      + `<Arn>arn:aws:iam::${accountId}:user/me</Arn><UserId>AIDA1</UserId><Account>${accountId}</Account>`
      + '</GetCallerIdentityResult></GetCallerIdentityResponse>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const describeProfile = (title: string, server: Server) => [
  `[${title}]`, 'aws_access_key_id = test', 'aws_secret_access_key = test',
  `endpoint_url = http://127.0.0.1:${(server.address() as AddressInfo).port}`, '',
].join('\n');

describe('runAwsCommand', () => {
  const servers: Server[] = [];
  const environment = { ...process.env };

  beforeAll(async () => {
    servers.push(await startSts('111122223333'), await startSts('444455556666'));
    const file = path.join(folder, 'config');
    const [ofDefault, ofSandbox] = servers;
    writeFileSync(file, [
      describeProfile('default', ofDefault), describeProfile('profile sandbox', ofSandbox),
    ].join('\n'));
    for (const name of Object.keys(process.env).filter((one) => /^AWS_(?!SDK_JS_)/.test(one))) delete process.env[name];
    Object.assign(process.env, { AWS_CONFIG_FILE: file, AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'none') });
  });

  afterEach(() => { delete process.env.AWS_PROFILE; });

  afterAll(async () => {
    restoreEnvironment(environment);
    for (const server of servers) {
      server.close();
      await once(server, 'close');
    }
  });

  test.each([
    ['sandbox', '444455556666'],
    [undefined, '111122223333'],
  ])('calls the endpoints of the profile %s', async (profile, accountId) => {
    const run = path.join(folder, accountId);
    const command = runAwsCommand({
      ...RUN_WITHOUT_PROBES, profile, folder: run, askForAccount: async () => '777788889999',
    });
    await expect(command).rejects.toThrow(`the credentials belong to account ${accountId}`);
    // A refused run leaves nothing.
    expect(existsSync(run)).toBe(false);
  });
});
