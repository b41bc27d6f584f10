import { readFileSync } from 'node:fs';
import { asFields } from '../../src/linter/evaluation/read';

/** Prices in US dollars for a gigabyte. */
export interface Prices {
  /** When the prices were looked up. */
  readonly date: string;
  readonly sources: readonly string[];
  /** Requests that go through the access point. */
  readonly routing: number;
  /** What replication time control adds. */
  readonly timeControl: number;
  /** Transfer to another Region, by the Region that sends. */
  readonly transfer: Readonly<Record<string, number>>;
  /** Pairs of Regions that are cheaper, as `from to`. */
  readonly transferBetween: Readonly<Record<string, number>>;
  /** What the internet adds to routing, by where a client and the member are: into the bucket and out of it. */
  readonly acceleration: readonly Acceleration[];
}

export interface Acceleration {
  readonly between: string;
  readonly in: number;
  readonly out: number;
}

const NEAR = 0.02;

/**
 * List prices, for an order of magnitude. Routing and acceleration are the tables of the S3 page; transfer between Regions depends on the sending
 * Region alone, but for the one pair that is cheaper.
 */
export const LIST_PRICES: Prices = {
  date: '2026-09-20',
  sources: ['https://aws.amazon.com/s3/pricing/', 'https://aws.amazon.com/about-aws/global-infrastructure/global-network/faqs/'],
  routing: 0.0033,
  timeControl: 0.015,
  transfer: {
    'us-east-1': NEAR,
    'us-east-2': NEAR,
    'us-west-1': NEAR,
    'us-west-2': NEAR,
    'ca-central-1': NEAR,
    'eu-central-1': NEAR,
    'eu-west-1': NEAR,
    'eu-west-2': NEAR,
    'eu-west-3': NEAR,
    'eu-north-1': NEAR,
    'eu-south-1': NEAR,
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

const NUMBERS = ['routing', 'timeControl'] as const;
const TABLES = ['transfer', 'transferBetween'] as const;

/** List prices with those of a file in their place: `{ "date": …, "routing": …, "timeControl": …, "transfer": { region: … } }`, each left out at will. */
export function readPrices(file: string): Prices {
  const given = parse(file);
  const known = ['date', ...NUMBERS, ...TABLES];
  const stray = Object.keys(given).find((key) => !known.includes(key));
  if (stray !== undefined) throw new Error(`${file} has "${stray}", expected ${known.join(', ')}`);
  const price = (value: unknown, where: string): number => {
    if (typeof value !== 'number' || !(value >= 0)) throw new Error(`${file} has ${JSON.stringify(value)} for ${where}, expected US dollars for a gigabyte`);
    return value;
  };
  return {
    ...LIST_PRICES,
    date: typeof given.date === 'string' ? given.date : LIST_PRICES.date,
    sources: [file, ...LIST_PRICES.sources],
    ...Object.fromEntries(NUMBERS.filter((key) => key in given).map((key) => [key, price(given[key], key)])),
    ...Object.fromEntries(TABLES.map((table) => [table, {
      ...LIST_PRICES[table],
      ...Object.fromEntries(Object.entries(asFields(given[table]) ?? {}).map(([key, value]) => [key, price(value, `${table} ${key}`)])),
    }])),
  };
}

function parse(file: string): Readonly<Record<string, unknown>> {
  let text: unknown;
  try {
    text = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file} cannot be read: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
  }
  const fields = asFields(text);
  if (fields === undefined) throw new Error(`${file} holds no table of prices`);
  return fields;
}
