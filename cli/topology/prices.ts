import { MRAP962_INPUT_NOT_USABLE } from '../../src/diagnostics/definitions/command-arguments';
import { LIST_PRICES, type Prices } from '../../src/facts/prices';
import { asFields } from '../../src/linter/evaluation/read';
import { failWith } from '../command-error';
import { readInputFile } from '../read-input-file';

/** The prices on the page, in US dollars per gigabyte. */
export interface PagePrices extends Prices {
  /** The date on which the prices were read. */
  readonly date: string;
  readonly sources: readonly string[];
  /** The surcharge for requests over the internet, by the locations of client and member. */
  readonly acceleration: readonly AccelerationPrices[];
}

export interface AccelerationPrices {
  readonly between: string;
  readonly in: number;
  readonly out: number;
}

/** The list prices, and acceleration from the tables of the S3 pricing page. */
export const PAGE_LIST_PRICES: PagePrices = {
  ...LIST_PRICES,
  date: LIST_PRICES.source.date,
  sources: [
    LIST_PRICES.source.url,
    'https://aws.amazon.com/about-aws/global-infrastructure/global-network/faqs/',
  ],
  acceleration: [
    { between: 'within North America or within Europe', in: 0.0025, out: 0.005 },
    { between: 'within Asia Pacific', in: 0.01, out: 0.015 },
    { between: 'within South America', in: 0.025, out: 0.04 },
    { between: 'from North America or Europe to elsewhere', in: 0.05, out: 0.05 },
    { between: 'from Asia Pacific or South America to elsewhere', in: 0.06, out: 0.06 },
  ],
};

const OBJECT = 'an object of prices in JSON';
const NUMBER_KEYS = ['routing', 'timeControl', 'storage', 'putRequests'] as const;
const TABLE_KEYS = ['transfer', 'transferBetween'] as const;

/**
 * Reads prices from a file. They replace the list prices. Every key is optional:
 * `{ "date": …, "routing": …, "storage": …, "putRequests": …, "transfer": { Region: … } }`.
 */
export function readPrices(file: string): PagePrices {
  const given = readJsonFields(file);
  const known = ['date', ...NUMBER_KEYS, ...TABLE_KEYS];
  const stray = Object.keys(given).find((key) => !known.includes(key));
  if (stray !== undefined) fail(file, `it has the key "${stray}"`, `the keys ${known.join(', ')}`);
  const price = (value: unknown, where: string): number => {
    if (typeof value !== 'number' || !(value >= 0)) {
      return fail(file, `it has ${JSON.stringify(value)} for ${where}`, 'US dollars');
    }
    return value;
  };
  const readTable = (table: (typeof TABLE_KEYS)[number]) => Object.fromEntries(
    Object.entries(asFields(given[table]) ?? {}).map(([key, value]) => [key, price(value, `${table} ${key}`)]),
  );
  return {
    ...PAGE_LIST_PRICES,
    date: typeof given.date === 'string' ? given.date : PAGE_LIST_PRICES.date,
    sources: [file, ...PAGE_LIST_PRICES.sources],
    ...Object.fromEntries(NUMBER_KEYS.filter((key) => key in given).map((key) => [key, price(given[key], key)])),
    ...Object.fromEntries(TABLE_KEYS.map((table) => [table, { ...PAGE_LIST_PRICES[table], ...readTable(table) }])),
  };
}

function fail(file: string, problem: string, expected: string): never {
  return failWith(MRAP962_INPUT_NOT_USABLE.create({ file, problem, expected }));
}

function readJsonFields(file: string): Readonly<Record<string, unknown>> {
  const content = readInputFile(file, OBJECT);
  let text: unknown;
  try {
    text = JSON.parse(content);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    return fail(file, reason, OBJECT);
  }
  return asFields(text) ?? fail(file, 'it contains another value', OBJECT);
}
