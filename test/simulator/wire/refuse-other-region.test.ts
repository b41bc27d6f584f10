import { refuseOtherRegion } from '../../../simulator/wire/refuse-other-region';

const BUCKET = { name: 'media-us', region: 'us-east-1' };

describe('refuseOtherRegion', () => {
  test.each([
    'media-us.s3.eu-west-1.amazonaws.com', 's3.eu-west-1.amazonaws.com', 's3.eu-west-1.amazonaws.com:443',
    's3.us-gov-west-1.amazonaws.com',
  ])('redirects from %s to the endpoint of the bucket', (host) => {
    expect(() => refuseOtherRegion(host, BUCKET)).toThrow(expect.objectContaining({
      code: 'PermanentRedirect',
      details: { Endpoint: 'media-us.s3.us-east-1.amazonaws.com', Bucket: 'media-us' },
      headers: { 'x-amz-bucket-region': 'us-east-1' },
    }));
  });

  test.each([
    'media-us.s3.us-east-1.amazonaws.com', 's3.us-east-1.amazonaws.com', 'media-us.s3.amazonaws.com',
    's3.amazonaws.com', '127.0.0.1:5000', 'media-us.localhost:5000', 'localhost',
  ])('accepts %s, which does not name another Region', (host) => {
    expect(() => refuseOtherRegion(host, BUCKET)).not.toThrow();
  });

  test('accepts a bucket that does not exist', () => {
    expect(() => refuseOtherRegion('s3.eu-west-1.amazonaws.com', undefined)).not.toThrow();
  });
});
