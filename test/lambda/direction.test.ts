import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { StackStatus } from '@aws-sdk/client-cloudformation';
import { toUpdateOrRollbackDirection } from '../../lambda/cloudformation/direction';

const ARCHITECTURE = readFileSync(path.join(__dirname, '..', '..', 'docs', 'architecture.md'), 'utf8');
/** The rows of the table of statuses: status and direction. */
const ROWS = [...ARCHITECTURE.matchAll(/^\| `([A-Z_]+)` \| (forward|back|unknown) \|/gm)]
  .map(([, status, direction]) => [status, direction]);

describe('toUpdateOrRollbackDirection', () => {
  test.each(ROWS)('returns the direction in docs/architecture.md for %s', (status, direction) => {
    expect(toUpdateOrRollbackDirection(status)).toBe(direction);
  });

  test('has a row in docs/architecture.md for every status of the API', () => {
    expect(ROWS.map(([status]) => status).sort()).toEqual(Object.values(StackStatus).sort());
  });

  test('returns unknown without a status', () => {
    expect(toUpdateOrRollbackDirection(undefined)).toBe('unknown');
  });
});
