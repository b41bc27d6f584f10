import { type Snippet } from './snippets';

/** The variables that rosetta/default.ts-fixture declares, as Python parameters. */
const PARAMETERS = [
  'app: App', 'scope: Construct', 'stack: Stack', 'role: iam.Role', 'partner: iam.IPrincipal', 'vpc: ec2.IVpc',
  'media_ireland: s3.Bucket', 'media_buckets: MultiRegionBuckets', 'access_point: MultiRegionAccessPoint',
  'replicated_media: ReplicatedMultiRegionAccessPoint', 'reports: s3.Bucket',
];

const SERVICES = ['cloudfront', 'ec2', 'iam', 'kms', 'logs', 's3', 'sns'];
/** The modules that rosetta/default.ts-fixture imports. */
const IMPORTS = [
  'from aws_cdk import *', 'from cdk_s3_mrap import *', 'from constructs import Construct',
  ...SERVICES.map((name) => `from aws_cdk import aws_${name} as ${name}`),
];

/** Makes a Python module with a function for each snippet, which type checkers read and no test executes. */
export function makeTypedModule(snippets: readonly Snippet[]): string {
  const functions = snippets.map(({ python }, index) => [
    `def snippet${index}(`,
    ...PARAMETERS.map((parameter) => `    ${parameter},`),
    ') -> None:',
    ...python.split('\n').map((line) => (line === '' ? '' : `    ${line}`)),
    '    pass',
  ].join('\n'));
  return `${[IMPORTS.join('\n'), ...functions].join('\n\n')}\n`;
}
