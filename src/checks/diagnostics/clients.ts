import { type Source, userGuide } from '../../facts/source';
import { diagnostic, show } from '../diagnostic';
import { FindingSeverity } from '../finding';

const SDK_REFERENCE: Source = { url: 'https://docs.aws.amazon.com/sdkref/latest/guide/feature-s3-mrap.html', date: '2026-04-13' };

export const MRAP801 = diagnostic<{ variable: string; value: string }>({
  id: 'MRAP801',
  row: 'S1',
  severity: FindingSeverity.WARNING,
  title: 'Function switches off what access points need',
  why: 'SDKs refuse an access point\'s ARN with the setting, before they send anything; the one for JavaScript only with the endpoints.',
  message: ({ variable, value }) => `function uses an access point, but has ${variable}=${show(value)} in its environment`,
  fix: ({ variable }) => `remove ${variable} from the environment`,
  source: SDK_REFERENCE,
});

export const MRAP802 = diagnostic<{ variable: string }>({
  id: 'MRAP802',
  row: 'S2',
  severity: FindingSeverity.INFO,
  title: 'Function takes tokens from the global endpoint of STS',
  why: 'Such tokens work with SigV4A only if the account has made them valid in all Regions.',
  message: ({ variable }) => `function uses an access point, but has ${variable}="legacy" in its environment`,
  fix: 'set it to "regional", or make tokens of the global endpoint valid in all Regions and acknowledge this',
  source: userGuide('MultiRegionAccessPointRestrictions'),
});

export const MRAP804 = diagnostic<{ operator: string; values: string[] }>({
  id: 'MRAP804',
  row: 'S4',
  severity: FindingSeverity.WARNING,
  title: 'Policy lets in only TLS that access points do not speak',
  why: 'Access points speak TLS 1.2 and newer: every request through one is refused.',
  message: ({ operator, values }) => `statement lets in TLS below 1.2 only, got ${operator} s3:TlsVersion ${show(values)}`,
  fix: 'allow TLS 1.2 and newer',
  source: userGuide('MultiRegionAccessPointRestrictions', '2023-06-09'),
});
