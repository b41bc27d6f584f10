import { S3ControlClient } from '@aws-sdk/client-s3-control';

/** Creates a client of an S3 Control on loopback, which has no host name with the account id. */
export function createS3ControlClient(url: string, region = 'us-west-2'): S3ControlClient {
  return new S3ControlClient({
    region,
    endpointProvider: () => ({ url: new URL(url) }),
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
}
