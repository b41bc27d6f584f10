import { type Clock, MINUTE, SECOND } from './clock';
import { type Failure } from './failure';

/** AWS lists no more pages than this for one access point. */
const MAX_PAGES = 200;
const MAX_DURATION = MINUTE;

export interface PageLimits {
  readonly pages?: number;
  readonly duration?: number;
}

/** A list with more pages than expected. It has the shape of the SDK's errors: another call can succeed. */
export class EndlessListError extends Error {
  public override readonly name = 'EndlessList';
  public readonly $metadata = {};

  constructor(operation: string, reason: string) {
    super(`the list of ${operation} does not end: ${reason}`);
  }
}

/** Whether the first pages of a list were read. */
export function isListCutOff({ code }: Pick<Failure, 'code'>): boolean {
  return code === 'EndlessList';
}

/**
 * Reads a list page by page. Throws if a token repeats, or if the list exceeds its limits, because a broken proxy or
 * emulator can return a token for ever.
 *
 * @param read reads the page of a token
 */
export async function* readPages<P>(
  clock: Clock, operation: string, read: (token: string | undefined) => Promise<P>,
  findNextToken: (page: P) => string | undefined,
  { pages: maxPages = MAX_PAGES, duration = MAX_DURATION }: PageLimits = {},
): AsyncGenerator<P, void> {
  const until = clock.now() + duration;
  const tokens = new Set<string>();
  for (let token: string | undefined; ;) {
    const page = await read(token);
    yield page;
    token = findNextToken(page);
    if (!token) return;
    if (tokens.has(token)) throw new EndlessListError(operation, 'its token repeats');
    tokens.add(token);
    if (tokens.size >= maxPages) throw new EndlessListError(operation, `it has more than ${maxPages} pages`);
    if (clock.now() >= until) throw new EndlessListError(operation, `it takes more than ${duration / SECOND} s`);
  }
}
