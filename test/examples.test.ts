import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { exampleNames } from './stability/examples';

test('there is an example for each way in', () => {
  expect(exampleNames()).toEqual(['active-passive', 'adopt-existing', 'bring-your-own-buckets', 'cloudfront-and-vpc', 'lint-only', 'minimal', 'pipelines']);
});

test.each(exampleNames())('%s says what it is in ten lines', (example) => {
  const lines = readFileSync(path.join(__dirname, '..', 'examples', example, 'README.md'), 'utf8').trimEnd().split('\n');
  expect(lines[0]).toMatch(/^# /);
  expect(lines.length).toBeLessThanOrEqual(10);
});
