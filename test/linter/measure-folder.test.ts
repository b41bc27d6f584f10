import * as path from 'node:path';
import { measureFolders, renderMeasurement } from './measure-folder';

describe('lint:corpus', () => {
  test('counts templates and findings of a folder', () => {
    const measurement = measureFolders([path.join(__dirname, 'corpus/MRAP203'), path.join(__dirname, 'valid')]);
    const text = renderMeasurement(measurement);
    expect(measurement.templates).toBeGreaterThan(15);
    expect(text).toMatch(/^\d+ templates, \d+ files skipped, \d+\.\d s\nmilliseconds per application: median /);
    expect(text).toContain('  MRAP203 ERROR: ');
  });

  test('renders a folder without findings', () => {
    const none = { templates: 0, skipped: 0, findings: [], undecided: [], milliseconds: [], total: 0 };
    expect(renderMeasurement(none)).toBe([
      '0 templates, 0 files skipped, 0.0 s', 'milliseconds per application: median 0.0, 95 % 0.0, maximum 0.0',
      '0 findings, 0 of them errors; not decidable: 0', '',
    ].join('\n'));
  });
});
