import * as fc from 'fast-check';
import { applyRepair, type CaseFiles, formatRepair } from './case-files';

const files = (entries: Record<string, string>): CaseFiles => new Map(Object.entries(entries));

describe('test/linter/case-files.ts', () => {
  test('contains the changed lines with their surroundings', () => {
    const head = 'Resources:\n  Media:\n    Type: AWS::S3::MultiRegionAccessPoint\n    Properties:\n';
    const bad = files({ 'template.yaml': `${head}      Name: Media\n      Regions:\n` });
    const ok = files({ 'template.yaml': `${head}      Name: media\n      Regions:\n` });
    expect(formatRepair(bad, ok).split('\n')).toEqual([
      '--- a/template.yaml',
      '+++ b/template.yaml',
      '@@ -2,5 +2,5 @@',
      '   Media:',
      '     Type: AWS::S3::MultiRegionAccessPoint',
      '     Properties:',
      '-      Name: Media',
      '+      Name: media',
      '       Regions:',
      '',
    ]);
  });

  test('names a template of another Region as a rename without its text', () => {
    const china = files({ 'Stack.cn-north-1.yaml': 'Resources:\n' });
    const repair = formatRepair(china, files({ 'Stack.eu-west-1.yaml': 'Resources:\n' }));
    expect(repair).toContain('rename from Stack.cn-north-1.yaml\nrename to Stack.eu-west-1.yaml\n');
    expect(repair).not.toContain('Resources');
  });
});

describe('test/linter/case-files.ts', () => {
  const line = fc.constantFrom('Resources:', '  Media:', '    Type: AWS::S3::Bucket', '', '  Other: {}');
  const text = fc.array(line, { minLength: 1, maxLength: 12 }).map((lines) => `${lines.join('\n')}\n`);
  const name = fc.constantFrom('A.yaml', 'B.us-east-1.yaml', 'before/A.yaml', 'after/A.yaml', 'template.yaml');
  const anyFiles = fc.dictionary(name, text, { minKeys: 1 }).map(files);

  test('restores the repaired files from the bad files and their repair', () => {
    fc.assert(fc.property(anyFiles, anyFiles, (bad, ok) => {
      expect(Object.fromEntries(applyRepair(bad, formatRepair(bad, ok)))).toEqual(Object.fromEntries(ok));
    }));
  });

  test('rejects a repair whose surroundings have changed', () => {
    const repair = formatRepair(files({ 'template.yaml': 'a\nb\nc\n' }), files({ 'template.yaml': 'a\nB\nc\n' }));
    expect(() => applyRepair(files({ 'template.yaml': 'a\nb\nd\n' }), repair))
      .toThrow('the repair of template.yaml does not fit the template; write the repaired case in full');
  });

  test('rejects a repair of a file that the bad case does not have', () => {
    const repair = formatRepair(files({ 'A.yaml': 'a\n' }), files({ 'A.yaml': 'b\n' }));
    expect(() => applyRepair(files({ 'B.yaml': 'a\n' }), repair)).toThrow('the repair of A.yaml does not fit');
  });
});
