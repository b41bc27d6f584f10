import { type SourcedFact, makeS3UserGuideSource, type VerifiedSource } from './source';

/** The support of a Region for Multi-Region Access Points. */
export type RegionSupport =
  /** Enabled in every account and supported. */
  | 'default'
  /** Supported after every account involved has enabled the Region. */
  | 'opt-in'
  /** Missing from the list of supported Regions. */
  | 'unsupported';

export interface RegionFact extends SourcedFact {
  readonly region: string;
  readonly name: string;
  readonly support: RegionSupport;
  /** A reason not to choose the Region, as the end of a message. */
  readonly notice?: string;
}

const DEFAULT_REGIONS = makeS3UserGuideSource('MultiRegionAccessPointRestrictions');
const OPT_IN_REGIONS = makeS3UserGuideSource('ConfiguringMrapOptInRegions');

/** The last statement that was found is of May 2026. */
const IMPAIRED = 'AWS stated in March 2026 that the Region cannot support the applications of customers; check the AWS '
  + 'Health Dashboard first';
/** The restrictions page does not list the Regions of this table. */
const PARTITION_TABLE: VerifiedSource = {
  url: 'https://github.com/boto/botocore/blob/develop/botocore/data/partitions.json',
  date: '2026-11-20',
  verified: '2026-11-29',
};

/**
 * Only append Regions, never insert one. The index of a Region determines the priority of its replication rules, so
 * another index would change the rules of all users. Regions of other partitions are excluded by `partitions.ts`.
 */
export const REGIONS = [
  { region: 'us-east-1', name: 'US East (N. Virginia)', support: 'default', source: DEFAULT_REGIONS },
  { region: 'us-east-2', name: 'US East (Ohio)', support: 'default', source: DEFAULT_REGIONS },
  { region: 'us-west-1', name: 'US West (N. California)', support: 'default', source: DEFAULT_REGIONS },
  { region: 'us-west-2', name: 'US West (Oregon)', support: 'default', source: DEFAULT_REGIONS },
  { region: 'ap-south-1', name: 'Asia Pacific (Mumbai)', support: 'default', source: DEFAULT_REGIONS },
  { region: 'ap-northeast-3', name: 'Asia Pacific (Osaka)', support: 'default', source: DEFAULT_REGIONS },
  { region: 'ap-northeast-2', name: 'Asia Pacific (Seoul)', support: 'default', source: DEFAULT_REGIONS },
  { region: 'ap-southeast-1', name: 'Asia Pacific (Singapore)', support: 'default', source: DEFAULT_REGIONS },
  { region: 'ap-southeast-2', name: 'Asia Pacific (Sydney)', support: 'default', source: DEFAULT_REGIONS },
  { region: 'ap-northeast-1', name: 'Asia Pacific (Tokyo)', support: 'default', source: DEFAULT_REGIONS },
  { region: 'ca-central-1', name: 'Canada (Central)', support: 'default', source: DEFAULT_REGIONS },
  { region: 'eu-central-1', name: 'Europe (Frankfurt)', support: 'default', source: DEFAULT_REGIONS },
  { region: 'eu-west-1', name: 'Europe (Ireland)', support: 'default', source: DEFAULT_REGIONS },
  { region: 'eu-west-2', name: 'Europe (London)', support: 'default', source: DEFAULT_REGIONS },
  { region: 'eu-west-3', name: 'Europe (Paris)', support: 'default', source: DEFAULT_REGIONS },
  { region: 'eu-north-1', name: 'Europe (Stockholm)', support: 'default', source: DEFAULT_REGIONS },
  { region: 'sa-east-1', name: 'South America (São Paulo)', support: 'default', source: DEFAULT_REGIONS },
  { region: 'af-south-1', name: 'Africa (Cape Town)', support: 'opt-in', source: OPT_IN_REGIONS },
  { region: 'ap-east-1', name: 'Asia Pacific (Hong Kong)', support: 'opt-in', source: OPT_IN_REGIONS },
  { region: 'ap-southeast-3', name: 'Asia Pacific (Jakarta)', support: 'opt-in', source: OPT_IN_REGIONS },
  { region: 'ap-southeast-4', name: 'Asia Pacific (Melbourne)', support: 'opt-in', source: OPT_IN_REGIONS },
  { region: 'ap-south-2', name: 'Asia Pacific (Hyderabad)', support: 'opt-in', source: OPT_IN_REGIONS },
  { region: 'ca-west-1', name: 'Canada West (Calgary)', support: 'opt-in', source: OPT_IN_REGIONS },
  { region: 'eu-central-2', name: 'Europe (Zurich)', support: 'opt-in', source: OPT_IN_REGIONS },
  { region: 'eu-south-1', name: 'Europe (Milan)', support: 'opt-in', source: OPT_IN_REGIONS },
  { region: 'eu-south-2', name: 'Europe (Spain)', support: 'opt-in', source: OPT_IN_REGIONS },
  { region: 'il-central-1', name: 'Israel (Tel Aviv)', support: 'opt-in', source: OPT_IN_REGIONS },
  { region: 'me-south-1', name: 'Middle East (Bahrain)', support: 'opt-in', notice: IMPAIRED, source: OPT_IN_REGIONS },
  { region: 'me-central-1', name: 'Middle East (UAE)', support: 'opt-in', notice: IMPAIRED, source: OPT_IN_REGIONS },
  { region: 'ap-southeast-5', name: 'Asia Pacific (Malaysia)', support: 'unsupported', source: DEFAULT_REGIONS },
  { region: 'ap-southeast-7', name: 'Asia Pacific (Thailand)', support: 'unsupported', source: DEFAULT_REGIONS },
  { region: 'ap-southeast-6', name: 'Asia Pacific (New Zealand)', support: 'unsupported', source: DEFAULT_REGIONS },
  { region: 'ap-east-2', name: 'Asia Pacific (Taipei)', support: 'unsupported', source: DEFAULT_REGIONS },
  { region: 'mx-central-1', name: 'Mexico (Central)', support: 'unsupported', source: DEFAULT_REGIONS },
  { region: 'me-west-1', name: 'Middle East (Saudi Arabia)', support: 'unsupported', source: PARTITION_TABLE },
  { region: 'sa-west-1', name: 'South America (Chile)', support: 'unsupported', source: PARTITION_TABLE },
] as const satisfies readonly RegionFact[];

/** The code of a Region in the table. */
export type RegionCode = (typeof REGIONS)[number]['region'];

const BY_CODE = new Map<string, RegionFact>(REGIONS.map((entry) => [entry.region, entry]));

/** The entry of a Region; undefined if the Region is newer than this table, or the code is wrong. */
export function findRegion(region: string): RegionFact | undefined {
  return BY_CODE.get(region);
}
