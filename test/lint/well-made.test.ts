import { readdirSync } from 'node:fs';
import * as path from 'node:path';
import { findingsIn } from './corpus';

const FOLDER = path.join(__dirname, 'well-made');
const applications = readdirSync(FOLDER);

test('there are fifteen or more', () => {
  expect(applications.length).toBeGreaterThanOrEqual(15);
});

test.each(applications)('nothing is wrong with %s', (name) => {
  expect(findingsIn(path.join(FOLDER, name))).toEqual([]);
});
