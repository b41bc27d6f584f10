/** The server of a request. */
export interface Endpoint {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
}

const SERVICES = '(cloudformation|cloudtrail|lambda|monitoring|s3|sqs|sts)(-fips)?';
const REGION = '[a-z]{2}(-[a-z]+)+-\\d+';
/**
 * The endpoints of the services that a run calls: in a Region or global, also for FIPS or dual stack. The name of a
 * bucket is in front of S3, and the account id in front of S3 Control. S3 returns the alias of an access point of the
 * run, and CloudFormation the domain name of a distribution of the run: the probe compares their content. Other hosts
 * of AWS do not count: a program on an instance of EC2 or the content of another bucket can answer there.
 */
const AWS_HOST = new RegExp(`^(${[
  `(mrap-verify-[a-z0-9-]+\\.)?${SERVICES}(\\.dualstack)?(\\.${REGION})?\\.amazonaws\\.com`,
  `\\d{12}\\.s3-control(-fips)?(\\.dualstack)?\\.${REGION}\\.amazonaws\\.com`,
  `${SERVICES}\\.${REGION}\\.api\\.aws`,
  'iam(-fips)?\\.(amazonaws\\.com|global\\.api\\.aws)',
  'd[a-z0-9]+\\.cloudfront\\.net',
  '[a-z][a-z0-9]*\\.mrap\\.accesspoint\\.s3-global\\.amazonaws\\.com',
].join('|')})$`);

/** Whether only AWS can answer there. A connection without TLS or without a verified certificate proves no server. */
export function isAwsEndpoint(
  { protocol, hostname, port = 443 }: Endpoint, environment: NodeJS.ProcessEnv = process.env,
): boolean {
  return protocol === 'https:' && port === 443 && AWS_HOST.test(hostname) && verifiesCertificates(environment);
}

export function showEndpoint(
  { protocol, hostname, port }: Endpoint, environment: NodeJS.ProcessEnv = process.env,
): string {
  const url = `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`;
  return verifiesCertificates(environment) ? url : `${url} without a verified certificate (${VERIFICATION} is 0)`;
}

/** The variable with which Node.js accepts each certificate. */
const VERIFICATION = 'NODE_TLS_REJECT_UNAUTHORIZED';

function verifiesCertificates({ [VERIFICATION]: setting }: NodeJS.ProcessEnv): boolean {
  return setting !== '0';
}
