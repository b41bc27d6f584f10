import { findSignatureProblems } from '../../simulator/signatures/find-signature-problems';
import { type LabClients } from '../../verify/lab/clients';
import { signObjectRequest } from '../../verify/lab/signed-request';

const NOW = Date.parse('2026-11-30T12:00:00.000Z');
const CREDENTIALS = { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' };
const ACCESS_POINT = { name: 'media', arn: 'arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap', members: [] };
const HOST = 'mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com';

async function sign() {
  return signObjectRequest({
    clients: { s3: () => ({ config: { credentials: async () => CREDENTIALS } }) } as unknown as LabClients,
    clock: { now: () => NOW, sleep: async () => undefined },
    memberRegions: ['eu-west-1', 'us-east-1'],
  }, ACCESS_POINT, 'open');
}

/** Returns the codes with which S3 refuses the signature of a request for a path. */
function findCodes(path: string, headers: Readonly<Record<string, string>>, now = NOW): readonly string[] {
  const request = {
    method: 'GET', url: path, headers: Object.entries({ ...headers, host: HOST }), body: new Uint8Array(),
  };
  return findSignatureProblems(request, {
    credentials: CREDENTIALS,
    service: 's3',
    algorithm: 'AWS4-ECDSA-P256-SHA256',
    region: '*',
    now: new Date(now),
  }).map(({ code }) => code);
}

describe('signObjectRequest', () => {
  test('signs a request for an object in all Regions, with the token of temporary credentials', async () => {
    const { url, headers } = await sign();
    expect(url).toBe(`https://${HOST}/open`);
    expect(findCodes('/open', headers)).toEqual([]);
    expect(headers).toMatchObject({ 'x-amz-security-token': 'token', 'x-amz-region-set': '*' });
  });

  test('leaves the header of the host to the program that sends the request', async () => {
    expect(Object.keys((await sign()).headers)).not.toContain('host');
  });

  test('signs for one object, and for fifteen minutes', async () => {
    const { headers } = await sign();
    expect(findCodes('/denied', headers)).toEqual(['SignatureDoesNotMatch']);
    expect(findCodes('/open', headers, NOW + 16 * 60_000)).toEqual(['RequestTimeTooSkewed']);
  });
});
