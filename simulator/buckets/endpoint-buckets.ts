import { XMLParser } from 'fast-xml-parser';
import { type BucketDirectory } from './bucket-directory';

const REGION_HEADER = 'x-amz-bucket-region';

/** Makes headers that name the account as emulators expect it. The signature is empty, because emulators ignore it. */
function makeHeaders(accountId: string): Record<string, string> {
  const credential = `Credential=${accountId}/20260101/us-east-1/s3/aws4_request`;
  return {
    'authorization': `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
    'x-amz-date': '20260101T000000Z',
  };
}

/** Parses a location constraint. An empty constraint means us-east-1, and EU means eu-west-1. */
function parseLocationConstraint(xml: string): string {
  const parsed: unknown = new XMLParser({ ignoreAttributes: true, ignoreDeclaration: true }).parse(xml);
  const { LocationConstraint: constraint } = Object(parsed) as { LocationConstraint?: string };
  return constraint === 'EU' ? 'eu-west-1' : constraint || 'us-east-1';
}

/** Creates a directory of the buckets of another S3 endpoint, such as a local emulator. Requests are in path style. */
export function createEndpointBucketDirectory(endpoint: string): BucketDirectory {
  const request = async (method: string, bucket: string, query: string, accountId: string) => {
    const url = new URL(`/${encodeURIComponent(bucket)}${query}`, endpoint);
    const response = await fetch(url, { method, headers: makeHeaders(accountId), redirect: 'manual' });
    if (response.status >= 500) {
      throw new Error(`${endpoint} answered ${response.status} for bucket ${bucket}`);
    }
    return response;
  };
  return {
    findRegion: async (bucket, accountId) => {
      const head = await request('HEAD', bucket, '', accountId);
      if (head.status >= 400) return undefined;
      const location = async () => (await request('GET', bucket, '?location', accountId)).text();
      return head.headers.get(REGION_HEADER) ?? parseLocationConstraint(await location());
    },
  };
}
