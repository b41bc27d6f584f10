import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { listExamples } from './stability/examples';

describe('examples', () => {
  test('contains an example for each use case', () => {
    expect(listExamples()).toEqual([
      'active-passive', 'adopt-existing', 'bring-your-own-buckets', 'cloudfront-and-vpc', 'lint-only', 'minimal',
      'pipelines',
    ]);
  });

  test.each(listExamples())('describes %s in at most ten lines', (example) => {
    const lines = readFileSync(path.join(__dirname, '..', 'examples', example, 'README.md'), 'utf8').trimEnd()
      .split('\n');
    expect(lines[0]).toMatch(/^# /);
    expect(lines.length).toBeLessThanOrEqual(10);
  });
});
