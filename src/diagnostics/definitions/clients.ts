import { type FactSource, makeS3UserGuideSource } from '../../facts/source';
import { defineDiagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const SDK_REFERENCE: FactSource = {
  url: 'https://docs.aws.amazon.com/sdkref/latest/guide/feature-s3-mrap.html',
  date: '2026-04-13',
};

export const MRAP801_FUNCTION_DISABLES_ACCESS_POINTS = defineDiagnostic<{ variable: string; value: string }>({
  id: 'MRAP801',
  reportedBy: ['linter'],
  severity: FindingSeverity.WARNING,
  title: 'Function environment disables access points',
  why:
    'With this setting, SDKs refuse the ARN of an access point before they send a request. The SDK for JavaScript '
    + 'refuses it only with the endpoint settings.',
  message: ({ variable, value }) =>
    `function uses an access point, got ${variable}=${showValue(value)} in its environment, expected no such `
    + 'variable',
  fix: ({ variable }) => `remove ${variable} from the environment`,
  source: SDK_REFERENCE,
});

export const MRAP802_GLOBAL_STS_TOKENS = defineDiagnostic<{ variable: string }>({
  id: 'MRAP802',
  reportedBy: ['linter'],
  severity: FindingSeverity.INFO,
  title: 'Function uses global STS tokens',
  why: 'Tokens of the global STS endpoint work with SigV4A only if the account has made them valid in all Regions.',
  message: ({ variable }) =>
    `function uses an access point, got ${variable}="legacy" in its environment, expected "regional"`,
  fix: 'set it to "regional", or make tokens of the global endpoint valid in all Regions and acknowledge this finding',
  source: makeS3UserGuideSource('MultiRegionAccessPointRestrictions'),
});

export const MRAP804_OLD_TLS_ONLY = defineDiagnostic<{ operator: string; values: string[] }>({
  id: 'MRAP804',
  reportedBy: ['linter'],
  severity: FindingSeverity.WARNING,
  title: 'Policy allows old TLS versions only',
  why: 'Access points support TLS 1.2 and newer, so the policy denies every request through an access point.',
  message: ({ operator, values }) =>
    `statement allows only TLS versions below 1.2, got ${operator} s3:TlsVersion ${showValue(values)}, `
      + 'expected 1.2 '
    + 'and newer',
  fix: 'allow TLS 1.2 and newer',
  source: makeS3UserGuideSource('MultiRegionAccessPointRestrictions', '2023-06-09'),
});
