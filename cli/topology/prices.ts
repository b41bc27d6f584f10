import { readFileSync } from 'node:fs';
import { asFields } from '../../src/linter/evaluation/read';

/** Prices in US dollars per gigabyte. */
export interface Prices {
  /** The date on which the prices were read. */
  readonly date: string;
  readonly sources: readonly string[];
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
  /** The surcharge for requests over the internet, by the locations of client and member. */
  readonly acceleration: readonly AccelerationPrices[];
}

export interface AccelerationPrices {
  readonly between: string;
  readonly in: number;
  readonly out: number;
}

const STANDARD_TRANSFER = 0.02;

/**
 * List prices, for an order of magnitude. Routing and acceleration are from the tables of the S3 pricing page. The
 * price of a transfer between Regions depends only on the sending Region, with one cheaper pair.
 */
export const LIST_PRICES: Prices = {
  date: '2026-09-20',
  sources: [
    'https://aws.amazon.com/s3/pricing/',
    'https://aws.amazon.com/about-aws/global-infrastructure/global-network/faqs/',
  ],
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
  acceleration: [
    { between: 'within North America or within Europe', in: 0.0025, out: 0.005 },
    { between: 'within Asia Pacific', in: 0.01, out: 0.015 },
    { between: 'within South America', in: 0.025, out: 0.04 },
    { between: 'from North America or Europe to elsewhere', in: 0.05, out: 0.05 },
    { between: 'from Asia Pacific or South America to elsewhere', in: 0.06, out: 0.06 },
  ],
};

const NUMBER_KEYS = ['routing', 'timeControl', 'storage', 'putRequests'] as const;
const TABLE_KEYS = ['transfer', 'transferBetween'] as const;

/**
 * Reads prices from a file. They replace the list prices. Every key is optional:
 * `{ "date": …, "routing": …, "storage": …, "putRequests": …, "transfer": { Region: … } }`.
 */
export function readPrices(file: string): Prices {
  const given = readJsonFields(file);
  const known = ['date', ...NUMBER_KEYS, ...TABLE_KEYS];
  const stray = Object.keys(given).find((key) => !known.includes(key));
  if (stray !== undefined) throw new Error(`${file} has "${stray}", expected ${known.join(', ')}`);
  const price = (value: unknown, where: string): number => {
    if (typeof value !== 'number' || !(value >= 0)) {
      throw new Error(`${file} has ${JSON.stringify(value)} for ${where}, expected US dollars`);
    }
    return value;
  };
  const readTable = (table: (typeof TABLE_KEYS)[number]) => Object.fromEntries(
    Object.entries(asFields(given[table]) ?? {}).map(([key, value]) => [key, price(value, `${table} ${key}`)]),
  );
  return {
    ...LIST_PRICES,
    date: typeof given.date === 'string' ? given.date : LIST_PRICES.date,
    sources: [file, ...LIST_PRICES.sources],
    ...Object.fromEntries(NUMBER_KEYS.filter((key) => key in given).map((key) => [key, price(given[key], key)])),
    ...Object.fromEntries(TABLE_KEYS.map((table) => [table, { ...LIST_PRICES[table], ...readTable(table) }])),
  };
}

function readJsonFields(file: string): Readonly<Record<string, unknown>> {
  let text: unknown;
  try {
    text = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new Error(`${file} cannot be parsed: ${reason}`);
  }
  const fields = asFields(text);
  if (fields === undefined) throw new Error(`${file} does not contain an object of prices`);
  return fields;
}
