import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { exampleNames } from './stability/examples';

const EXAMPLES = [
  'active-passive', 'adopt-existing', 'bring-your-own-buckets', 'cloudfront-and-vpc', 'lint-only', 'minimal',
  'pipelines',
];

describe('examples', () => {
  test('contains all documented use cases', () => {
    expect(exampleNames()).toEqual(EXAMPLES);
  });

  test.each(exampleNames())('describes %s in a README of at most ten lines', (example) => {
    const readme = readFileSync(path.join(__dirname, '..', 'examples', example, 'README.md'), 'utf8');
    const lines = readme.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^# /);
    expect(lines.length).toBeLessThanOrEqual(10);
  });
});
