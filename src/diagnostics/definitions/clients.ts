import { type Source, userGuide } from '../../facts/source';
import { diagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const SDK_REFERENCE: Source = { url: 'https://docs.aws.amazon.com/sdkref/latest/guide/feature-s3-mrap.html', date: '2026-04-13' };

export const MRAP801_FUNCTION_DISABLES_ACCESS_POINTS = diagnostic<{ variable: string; value: string }>({
  id: 'MRAP801',
  severity: FindingSeverity.WARNING,
  title: 'Function environment disables access points',
  why: 'SDKs refuse an access point\'s ARN with the setting, before they send anything; the one for JavaScript only with the endpoints.',
  message: ({ variable, value }) => `function uses an access point, but has ${variable}=${showValue(value)} in its environment`,
  fix: ({ variable }) => `remove ${variable} from the environment`,
  source: SDK_REFERENCE,
});

export const MRAP802_GLOBAL_STS_TOKENS = diagnostic<{ variable: string }>({
  id: 'MRAP802',
  severity: FindingSeverity.INFO,
  title: 'Function uses global STS tokens',
  why: 'Such tokens work with SigV4A only if the account has made them valid in all Regions.',
  message: ({ variable }) => `function uses an access point, but has ${variable}="legacy" in its environment`,
  fix: 'set it to "regional", or make tokens of the global endpoint valid in all Regions and acknowledge this',
  source: userGuide('MultiRegionAccessPointRestrictions'),
});

export const MRAP804_OLD_TLS_ONLY = diagnostic<{ operator: string; values: string[] }>({
  id: 'MRAP804',
  severity: FindingSeverity.WARNING,
  title: 'Policy allows old TLS versions only',
  why: 'Access points speak TLS 1.2 and newer: every request through one is refused.',
  message: ({ operator, values }) => `statement lets in TLS below 1.2 only, got ${operator} s3:TlsVersion ${showValue(values)}`,
  fix: 'allow TLS 1.2 and newer',
  source: userGuide('MultiRegionAccessPointRestrictions', '2023-06-09'),
});
