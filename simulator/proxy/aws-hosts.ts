/** What the proxy does with a host: answer it from the simulator, refuse it, or treat it as a host of others. */
export type HostKind = 'simulated' | 'other-aws' | 'foreign';

const REGION = '[a-z]{2}(?:-[a-z]+)+-\\d';

/** The hosts of the services that the simulator answers, without dual-stack, FIPS and other partitions. */
const SIMULATED_HOSTS: readonly RegExp[] = [
  // Access points.
  /^[a-z][a-z0-9]*\.mrap\.accesspoint\.s3-global\.amazonaws\.com$/,
  // S3, with and without a bucket.
  new RegExp(`^(?:[a-z0-9][a-z0-9.-]*\\.)?s3\\.(?:${REGION}\\.)?amazonaws\\.com$`),
  new RegExp(`^(?:\\d{12}\\.)?s3-control\\.${REGION}\\.amazonaws\\.com$`),
  new RegExp(`^sts\\.(?:${REGION}\\.)?amazonaws\\.com$`),
  new RegExp(`^(?:monitoring|kms|cloudtrail)\\.${REGION}\\.amazonaws\\.com$`),
  /^iam\.amazonaws\.com$/,
];

/** The domains of AWS endpoints. The proxy never connects to them, so that no test can reach an account. */
const AWS_DOMAINS = /(?:^|\.)(?:amazonaws\.com(?:\.cn)?|api\.aws|on\.aws|amazonaws\.eu|amazonaws\.com\.eu)$/;

export function classifyHost(host: string): HostKind {
  const name = host.toLowerCase().replace(/\.$/, '');
  if (SIMULATED_HOSTS.some((pattern) => pattern.test(name))) return 'simulated';
  return AWS_DOMAINS.test(name) ? 'other-aws' : 'foreign';
}
