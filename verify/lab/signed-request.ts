import { SignatureV4a } from '@aws-sdk/signature-v4a';
import { Sha256 } from '@smithy/core/checksum';
import { type AccessPoint, findHostName } from './access-points';
import { type PageHeaders, type ServiceLab } from './service-lab';

/** A request for a page. The headers contain a signature, so neither the report nor the journal contains them. */
export interface SignedRequest {
  readonly url: string;
  readonly headers: PageHeaders;
}

/** S3 accepts a signature for all Regions, because it chooses the Region of the bucket. */
const ALL_REGIONS = '*';

/** Signs a request for an object of an access point with the credentials of the run. S3 accepts it for 15 minutes. */
export async function signObjectRequest(
  { clients, clock, memberRegions: [region] }: Pick<ServiceLab, 'clients' | 'clock' | 'memberRegions'>,
  accessPoint: AccessPoint, key: string,
): Promise<SignedRequest> {
  const signer = new SignatureV4a({
    service: 's3',
    region: ALL_REGIONS,
    credentials: clients.s3(region).config.credentials,
    sha256: Sha256,
    uriEscapePath: false,
    applyChecksum: true,
  });
  const hostname = findHostName(accessPoint);
  const path = `/${key}`;
  const unsigned = { method: 'GET', protocol: 'https:', hostname, path, query: {}, headers: { host: hostname } };
  const { headers: { host: _, ...headers } } = await signer.sign(
    unsigned, { signingDate: new Date(clock.now()) }) as { readonly headers: Record<string, string> };
  return { url: `https://${hostname}${path}`, headers };
}
