/** More than any answer that the probes read: an account has at most 100 access points. */
const MAX_PAGES = 100;

/** Reads pages. Throws if they do not end, because a broken service can name a next page without end. */
export async function* limitPages<Page>(pages: AsyncIterable<Page>, operation: string): AsyncGenerator<Page> {
  let count = 0;
  for await (const page of pages) {
    count += 1;
    if (count > MAX_PAGES) throw new Error(`${operation} returned more than ${MAX_PAGES} pages`);
    yield page;
  }
}
