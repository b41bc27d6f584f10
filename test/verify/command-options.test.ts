import * as path from 'node:path';
import { ASSUMPTIONS } from '../../verify/assumptions';
import { parseCommandOptions } from '../../verify/command-options';

const NOW = new Date('2026-11-29T12:34:56.789Z');
const parse = (...args: string[]) => parseCommandOptions(args, NOW);

describe('parseCommandOptions', () => {
  test('runs all probes locally and without a report if there is no option', () => {
    expect(parse()).toEqual({ target: 'local', assumptions: ASSUMPTIONS });
  });

  test('selects probes and the folder of the report of a local run', () => {
    const command = parse('--only', '9,C4', '--report', 'folder');
    expect(command).toMatchObject({ target: 'local', reportFolder: 'folder' });
    expect(command.assumptions.map(({ id }) => id)).toEqual(['9', 'C4']);
  });

  test('chooses the group hour and a new folder for a run on AWS', () => {
    expect(parse('--target', 'aws')).toEqual({
      target: 'aws',
      assumptions: ASSUMPTIONS,
      groups: ['hour'],
      folder: path.join('.verify', '2026-11-29T123456'),
      isPlan: false,
      isCleanUp: false,
      ownsAccount: false,
    });
  });

  test('reads all options of a run on AWS', () => {
    const options = ['--profile', 'sandbox', '--account', '111122223333', '--group', 'hour,day', '--run', 'folder'];
    expect(parse('--target', 'aws', ...options, '--clean-up', '--i-own-this-account')).toMatchObject({
      profile: 'sandbox',
      accountId: '111122223333',
      groups: ['hour', 'day'],
      folder: 'folder',
      isCleanUp: true,
      ownsAccount: true,
    });
  });

  test('plans a run on AWS also without a target', () => {
    expect(parse('--plan', '--group', 'day')).toMatchObject({ target: 'aws', isPlan: true, groups: ['day'] });
  });

  test.each([
    ['--profile', 'sandbox'], ['--account', '111122223333'], ['--group', 'hour'], ['--run', 'folder'],
    ['--clean-up'], ['--i-own-this-account'],
  ])('refuses %s for a local run', (...option) => {
    expect(() => parse(...option)).toThrow(`${option[0]} needs --target aws`);
    expect(() => parse('--target', 'local', ...option)).toThrow(`${option[0]} needs --target aws`);
  });

  test('names all options that a local run does not have', () => {
    expect(() => parse('--run', 'folder', '--profile', 'sandbox')).toThrow('--profile, --run needs --target aws');
  });

  test.each<[string, string[], string]>([
    ['--report for a run on AWS', ['--target', 'aws', '--report', 'folder'], '--report needs --target local'],
    ['--report for a plan', ['--plan', '--report', 'folder'], '--report needs --target local'],
    ['--plan with --clean-up', ['--target', 'aws', '--plan', '--clean-up'], '--plan excludes --clean-up'],
    ['an unknown target', ['--target', 'moto'], '--target is "moto"; expected local or aws'],
    ['an unknown target of a plan', ['--target', 'moto', '--plan'], '--target is "moto"; expected local or aws'],
    ['an unknown group', ['--target', 'aws', '--group', 'week'], '--group is "week"; expected hour, day, or hour,day'],
    ['an unknown assumption', ['--only', '9,x,y'], 'no assumption has the id x, y'],
    ['an unknown option', ['--yes'], "Unknown option '--yes'"],
  ])('refuses %s', (_case, options, text) => {
    expect(() => parse(...options)).toThrow(text);
  });
});
