import { type SourcedFact } from './source';

/** Prices in US dollars per gigabyte. */
export interface Prices {
  /** Data routing through the access point. */
  readonly routing: number;
  /** The surcharge of replication time control. */
  readonly timeControl: number;
  /** Storage in S3 Standard for a month. */
  readonly storage: number;
  /** One thousand PUT requests to S3 Standard. */
  readonly putRequests: number;
  /** Transfer to another Region, by sending Region. */
  readonly transfer: Readonly<Record<string, number>>;
  /** Prices that differ for a pair of Regions, by `from to`. */
  readonly transferBetween: Readonly<Record<string, number>>;
}

const STANDARD_TRANSFER = 0.02;

/**
 * List prices, for an order of magnitude. Routing is from the tables of the S3 pricing page. The price of a transfer
 * between Regions depends only on the sending Region, with one cheaper pair.
 */
export const LIST_PRICES: Prices & SourcedFact = {
  source: { url: 'https://aws.amazon.com/s3/pricing/', date: '2026-09-20', verified: '2026-09-20' },
  routing: 0.0033,
  timeControl: 0.015,
  // The first 50 TB in us-east-1. The S3 pricing page loads these prices with a script, so they were not compared.
  storage: 0.023,
  putRequests: 0.005,
  transfer: {
    'us-east-1': STANDARD_TRANSFER,
    'us-east-2': STANDARD_TRANSFER,
    'us-west-1': STANDARD_TRANSFER,
    'us-west-2': STANDARD_TRANSFER,
    'ca-central-1': STANDARD_TRANSFER,
    'eu-central-1': STANDARD_TRANSFER,
    'eu-west-1': STANDARD_TRANSFER,
    'eu-west-2': STANDARD_TRANSFER,
    'eu-west-3': STANDARD_TRANSFER,
    'eu-north-1': STANDARD_TRANSFER,
    'eu-south-1': STANDARD_TRANSFER,
    'ap-northeast-1': 0.09,
    'ap-northeast-2': 0.08,
    'ap-northeast-3': 0.09,
    'ap-southeast-1': 0.09,
    'ap-southeast-2': 0.098,
    'ap-southeast-3': 0.1,
    'ap-east-1': 0.09,
    'ap-south-1': 0.086,
    'sa-east-1': 0.138,
    'af-south-1': 0.147,
    'me-south-1': 0.1105,
  },
  transferBetween: { 'us-east-1 us-east-2': 0.01, 'us-east-2 us-east-1': 0.01 },
};
