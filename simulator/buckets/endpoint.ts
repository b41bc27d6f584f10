import { XMLParser } from 'fast-xml-parser';
import { type BucketDirectory } from './directory';

const REGION_HEADER = 'x-amz-bucket-region';

/** Names the account as emulators expect it. Nothing is signed: whoever checks signatures is not somebody to simulate against. */
function headers(accountId: string): Record<string, string> {
  const credential = `Credential=${accountId}/20260101/us-east-1/s3/aws4_request`;
  return {
    'authorization': `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
    'x-amz-date': '20260101T000000Z',
  };
}

/** An empty constraint stands for us-east-1, and EU for the first European Region. */
function regionOfConstraint(xml: string): string {
  const parsed: unknown = new XMLParser({ ignoreAttributes: true, ignoreDeclaration: true }).parse(xml);
  const { LocationConstraint: constraint } = Object(parsed) as { LocationConstraint?: string };
  return constraint === 'EU' ? 'eu-west-1' : constraint || 'us-east-1';
}

/** The buckets of another S3 endpoint, such as a local emulator, asked path style. */
export function bucketsAt(endpoint: string): BucketDirectory {
  const ask = async (method: string, bucket: string, query: string, accountId: string) => {
    const url = new URL(`/${encodeURIComponent(bucket)}${query}`, endpoint);
    const response = await fetch(url, { method, headers: headers(accountId), redirect: 'manual' });
    if (response.status >= 500) {
      throw new Error(`${endpoint} answered ${response.status} when asked for bucket ${bucket}`);
    }
    return response;
  };
  return {
    regionOf: async (bucket, accountId) => {
      const head = await ask('HEAD', bucket, '', accountId);
      if (head.status >= 400) return undefined;
      const location = async () => (await ask('GET', bucket, '?location', accountId)).text();
      return head.headers.get(REGION_HEADER) ?? regionOfConstraint(await location());
    },
  };
}
