import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { renderNotice } from '../../projenrc/security/notice';

const ROOT = path.join(__dirname, '..', '..');
const packageNamed = (name: string) => ({ name, version: '1.0.0', folder: `node_modules/${name}`, bundles: [] });

describe('NOTICE', () => {
  test('lists every bundled package with its license', () => {
    expect(readFileSync(path.join(ROOT, 'NOTICE'), 'utf8')).toBe(renderNotice());
  });

  test('contains the text of a license with the copyright of each package and no copyright of another one', () => {
    const notice = renderNotice([packageNamed('hono'), packageNamed('strnum')]);
    expect(notice.match(/Copyright.*/g)).toEqual([
      'Copyright The cdk-s3-mrap developers',
      expect.stringContaining('Hono contributors'),
      expect.stringContaining('Natural Intelligence'),
    ]);
    expect(notice.match(/Permission is hereby granted, free of charge/g)).toHaveLength(1);
  });

  test('rejects a package whose license has no text yet', () => {
    expect(() => renderNotice([packageNamed('esprima')])).toThrow('no text for the license "BSD-2-Clause"');
  });
});
