import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { renderConformanceDoc } from '../../../projenrc/conformance-doc';
import { DATA_PLANE_OPERATIONS } from '../../../src/facts/data-plane';
import { CONFORMANCE_CASES } from './cases';
import { OPERATION_CASES } from './cases/operations';
import { summarizeAnswer } from './conformance-case';
import { ConformanceSession, type Way } from './conformance-session';

const WAYS: readonly Way[] = ['access point', 'bucket'];
const RUNS = CONFORMANCE_CASES.flatMap((entry) => WAYS.map((way) => ({ ...entry, way, answer: entry.expected[way] })));

describe('simulator/wire/s3-app', () => {
  let session: ConformanceSession;
  afterEach(() => session.close());

  test.each(RUNS)('answers $answer through the $way: $area, $request', async ({ way, answer, send, text }) => {
    session = await ConformanceSession.start(way);
    const received = await send(session);
    expect(summarizeAnswer(received)).toBe(answer);
    if (text !== undefined) expect(received.text).toMatch(text);
  });
});

describe('docs/conformance.md', () => {
  test('contains all operations of access points', () => {
    expect(OPERATION_CASES.map(({ request }) => request))
      .toEqual(DATA_PLANE_OPERATIONS.map(({ operation }) => operation));
  });

  test('is the text that npm run docs:conformance writes', () => {
    const file = path.join(__dirname, '..', '..', '..', 'docs', 'conformance.md');
    expect(readFileSync(file, 'utf8')).toBe(renderConformanceDoc());
  });
});
