import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { temporaryFolder } from '../support/temporary-folder';
import { compareResults, readResults, type SuiteResults } from './suite-results';

const REPORT = `<?xml version="1.0"?><testsuites><testsuite>
  <testcase name="test_bucket_list_many"/>
  <testcase name="test_copy_enc[sse-c-sse-s3-1]"><failure message="501"/></testcase>
  <testcase name="test_get_object_torrent"><failure message="501"/></testcase>
  <testcase name="test_get_object_torrent"><error message="clean-up"/></testcase>
  <testcase name="test_unexpected"><failure message="500"/></testcase>
  <testcase name="test_lc"><skipped message="no storage class"/></testcase>
</testsuite></testsuites>`;

function read(): SuiteResults {
  const folder = path.join(temporaryFolder(), 'report');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'report.xml');
  writeFileSync(file, REPORT);
  return readResults(file, '3 failed, 1 passed, 263 deselected in 9s', 'abc', new Date('2026-11-30'));
}

describe('npm run test:s3-tests', () => {
  test('counts each test once, and gives each failed test a reason', () => {
    expect(read()).toEqual({
      commit: 'abc',
      date: '2026-11-30',
      passed: 1,
      failed: {
        'keys of the customer (SSE-C)': ['test_copy_enc[sse-c-sse-s3-1]'],
        '`GetObjectAttributes` and `GetObjectTorrent`': ['test_get_object_torrent'],
        'answers that AWS does not document': ['test_unexpected'],
      },
      skipped: 1,
      excluded: 263,
    });
  });

  test('reports tests that fail or pass unlike the recorded run', () => {
    const recorded = { ...read(), failed: { group: ['test_unexpected', 'test_fixed'] } };
    expect(compareResults(recorded, read())).toEqual([
      'test_copy_enc[sse-c-sse-s3-1] fails, but passed in the recorded run',
      'test_get_object_torrent fails, but passed in the recorded run',
      'test_fixed does not fail any more; record the run',
    ]);
    expect(compareResults(read(), read())).toEqual([]);
  });
});
