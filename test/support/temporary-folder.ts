import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';

export function temporaryFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'cdk-s3-mrap-'));
}
