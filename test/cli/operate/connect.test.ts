import { connectToAws } from '../../../cli/operate/connect';

const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' };

describe('connectToAws', () => {
  test.each([
    {}, { AWS_ENDPOINT_URL: '' }, { AWS_ENDPOINT_URL: 'http://127.0.0.1:5000' },
    { AWS_ENDPOINT_URL: 'https://example.com', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
  ])('accepts the environment %j', async (environment) => {
    Object.assign(process.env, CREDENTIALS);
    expect(await connectToAws(environment, () => {})).toHaveProperty('call');
  });
});
