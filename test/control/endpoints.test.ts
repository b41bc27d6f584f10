import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { readS3ControlEndpoint } from '../../control/endpoints';
import { restoreEnvironment } from '../support/restore-environment';
import { temporaryFolder } from '../support/temporary-folder';

const LOCAL = 'http://localhost:5000';

describe('readS3ControlEndpoint', () => {
  const before = { ...process.env };

  beforeEach(() => {
    for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
    useConfiguration('');
  });

  afterEach(() => {
    restoreEnvironment(before);
  });

  function useConfiguration(text: string): void {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'config'), text);
    process.env.AWS_CONFIG_FILE = path.join(folder, 'config');
    process.env.AWS_SHARED_CREDENTIALS_FILE = path.join(folder, 'none');
  }

  test.each([
    ['AWS_ENDPOINT_URL_S3_CONTROL', 'localhost:5000'],
    ['AWS_ENDPOINT_URL', 'localhost:5000'],
    ['AWS_ENDPOINT_URL', 'ftp://localhost'],
    ['AWS_ENDPOINT_URL', 'file:///localhost'],
    ['AWS_ENDPOINT_URL', '127.0.0.1:5000'],
    ['AWS_ENDPOINT_URL', 'nonsense'],
    ['AWS_ENDPOINT_URL', ' '],
    ['AWS_ENDPOINT_URL', 'http://localhost:5000?region=eu-west-1'],
    ['AWS_ENDPOINT_URL_S3', 'localhost:5000'],
    ['AWS_ENDPOINT_URL_CLOUDWATCH', 'localhost:5000'],
    ['AWS_ENDPOINT_URL_CLOUDTRAIL', 'localhost:5000'],
    ['AWS_ENDPOINT_URL_STS', 'localhost:5000'],
    ['AWS_ENDPOINT_URL_SSO_OIDC', 'localhost:5000'],
  ])('refuses %s=%j', async (name, value) => {
    process.env[name] = value;
    await expect(readS3ControlEndpoint(process.env)).rejects.toMatchObject({
      name: 'EndpointSettingError',
      message: expect.stringContaining(`${name} is ${JSON.stringify(value)}, expected a URL with http or https`),
    });
  });

  test.each([
    ['[default]\nendpoint_url = localhost:5000\n', 'endpoint_url of the profile is "localhost:5000"'],
    [
      '[default]\nservices = local\n[services local]\ns3_control =\n  endpoint_url = localhost:5000\n',
      's3_control.endpoint_url in the section "services local" is "localhost:5000"',
    ],
    ['[default]\nservices = lost\n', 'the section "services lost" is not in the AWS configuration files'],
  ])('refuses the configuration %j', async (text, message) => {
    useConfiguration(text);
    await expect(readS3ControlEndpoint(process.env)).rejects.toThrow(message);
  });

  test.each([
    ['[default]\nregion = eu-west-1\n', undefined],
    [`[default]\nendpoint_url = ${LOCAL}\n`, LOCAL],
    [`[default]\nservices = local\n[services local]\ns3_control =\n  endpoint_url = ${LOCAL}\n`, LOCAL],
    [`[default]\nservices = local\nendpoint_url = ${LOCAL}\n[services local]\ns3 =\n  endpoint_url = http://s3`, LOCAL],
    ['[default]\nignore_configured_endpoint_urls = true\nendpoint_url = localhost:5000\n', undefined],
  ])('reads the endpoint of the configuration %j', async (text, expected) => {
    useConfiguration(text);
    expect((await readS3ControlEndpoint(process.env))?.origin).toBe(expected);
  });

  test.each([
    [{}, undefined],
    [{ AWS_ENDPOINT_URL: LOCAL }, LOCAL],
    [{ AWS_ENDPOINT_URL: LOCAL, AWS_ENDPOINT_URL_S3_CONTROL: '' }, LOCAL],
    [{ AWS_ENDPOINT_URL: 'https://vpce.example.com', AWS_ENDPOINT_URL_S3_CONTROL: LOCAL }, LOCAL],
    [{ AWS_ENDPOINT_URL_DYNAMODB: 'localhost:8000' }, undefined],
    // Then no client of the SDK uses the setting.
    [{ AWS_ENDPOINT_URL: 'localhost:5000', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }, undefined],
  ])('reads the endpoint of the environment %j', async (environment, expected) => {
    Object.assign(process.env, environment);
    expect((await readS3ControlEndpoint(process.env))?.origin).toBe(expected);
  });
});
