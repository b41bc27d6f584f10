import * as path from 'node:path';
import { ASSUMPTIONS } from '../../verify/assumptions';
import { parseCommandOptions } from '../../verify/command-options';
import { RefusedOptions } from '../../verify/option-rules';

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
    const account = ['--profile', 'sandbox', '--account', '111122223333', '--run', 'folder'];
    const common = { profile: 'sandbox', accountId: '111122223333', folder: 'folder' };
    expect(parse('--target', 'aws', ...account, '--group', 'hour,day', '--i-own-this-account')).toMatchObject(
      { ...common, groups: ['hour', 'day'], isCleanUp: false, ownsAccount: true });
    expect(parse('--target', 'aws', ...account, '--clean-up')).toMatchObject(
      { ...common, isCleanUp: true, ownsAccount: false });
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
    [
      '--plan with options of calls',
      ['--plan', '--run', 'folder', '--profile', 'sandbox', '--account', '111122223333'],
      '--plan excludes --profile, --account, --run; remove',
    ],
    ['--plan with a local target', ['--target', 'local', '--plan'], '--plan needs --target aws'],
    ['--clean-up without --run', ['--target', 'aws', '--clean-up'], '--clean-up needs --run'],
    [
      '--clean-up with a selection',
      ['--target', 'aws', '--clean-up', '--run', 'folder', '--only', '9', '--group', 'hour'],
      '--clean-up excludes --only, --group; it deletes all',
    ],
    ['a confirmation for the group hour', ['--target', 'aws', '--i-own-this-account'], 'needs the group day'],
    ['an account that is no id', ['--target', 'aws', '--account', '1'], '--account is "1"; expected an account id of'],
    ['an option that is given twice', ['--only', '9', '--only', '10'], '--only is given twice; expected it once'],
    ['a group that is given twice', ['--plan', '--group', 'day,day'], '--group contains "day" twice'],
    ['an assumption that is given twice', ['--only', '9,9'], '--only contains "9" twice'],
    ['a file as the folder of a report', ['--report', __filename], 'which is a file; expected a folder'],
    ['a file as the folder of a run', ['--target', 'aws', '--run', __filename], 'which is a file; expected a folder'],
    ['an assumption without a probe', ['--only', '9,O10'], 'O10 is not automatable because no program can make'],
    ['a probe that runs only on AWS', ['--only', '29'], '29 runs only on AWS because the simulator has no alarms'],
    ['an assumption that never runs on AWS', ['--plan', '--only', 'L2'], 'L2 never runs on AWS because'],
    ['an assumption of another group', ['--plan', '--only', '51'], '51 is in the group day, and --group is "hour"'],
    ['an unknown target', ['--target', 'moto'], '--target is "moto"; expected local or aws'],
    ['an unknown target of a plan', ['--target', 'moto', '--plan'], '--target is "moto"; expected local or aws'],
    ['an unknown group', ['--target', 'aws', '--group', 'week'], '--group is "week"; expected hour, day, or hour,day'],
    ['an unknown assumption', ['--only', '9,x,y'], 'no assumption has the id x, y'],
    ['an unknown option', ['--yes'], "Unknown option '--yes'; expected --only <value>, --report <value>, --target"],
    ['a request for help', ['--help'], '--i-own-this-account. Change or remove it; docs/verifying.md describes the op'],
    ['an argument without an option', ['9'], "Unexpected argument '9'"],
    ['an option whose value is missing', ['--only'], "Option '--only <value>' argument missing; expected --only"],
  ])('refuses %s', (_case, options, text) => {
    const parsing = () => parse(...options);
    expect(parsing).toThrow(text);
    expect(parsing).toThrow(RefusedOptions);
  });

  test.each([
    '--only', '--report', '--target', '--profile', '--account', '--group', '--run',
  ])('refuses %s without a value', (option) => {
    const target = option === '--target' || option === '--report' || option === '--only' ? [] : ['--target', 'aws'];
    expect(() => parse(...target, option, '')).toThrow(`${option} is ""; expected a value`);
  });
});
