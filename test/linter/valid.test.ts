import { readdirSync } from 'node:fs';
import * as path from 'node:path';
import { findingsIn } from './corpus';

const FOLDER = path.join(__dirname, 'valid');
const applications = readdirSync(FOLDER);

describe('lint', () => {
  test('has 15 or more valid applications to check', () => {
    expect(applications.length).toBeGreaterThanOrEqual(15);
  });

  test.each(applications)('reports nothing for %s', (name) => {
    expect(findingsIn(path.join(FOLDER, name))).toEqual([]);
  });
});
