import { readdirSync } from 'node:fs';
import * as path from 'node:path';
import { FindingSeverity } from '../../src/diagnostics/finding';
import { findingsIn } from './corpus';

const FOLDER = path.join(__dirname, 'valid');
const applications = readdirSync(FOLDER);

describe('lint', () => {
  test('has 15 or more valid applications to check', () => {
    expect(applications.length).toBeGreaterThanOrEqual(15);
  });

  test.each(applications)('reports no error and no warning for %s', (name) => {
    const findings = findingsIn(path.join(FOLDER, name));
    expect(findings.filter(({ severity }) => severity !== FindingSeverity.INFO)).toEqual([]);
  });
});
