import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { createProgram } from '../../cli/program';
import { temporaryFolder } from '../support/temporary-folder';
import { TEST_CONTEXT } from './support';

interface EndOfCommand {
  readonly errors: string;
  readonly code: number | undefined;
}

/** Runs a command that must end before it calls AWS. */
async function run(...args: string[]): Promise<EndOfCommand> {
  const errors: string[] = [];
  let code: number | undefined;
  const program = createProgram({
    ...TEST_CONTEXT,
    arguments: args,
    errors: { write: (text) => errors.push(text) },
    exit: (given) => { code = given; },
  });
  // The program ends with code 2 if the arguments cannot be parsed.
  await program.parseAsync(args, { from: 'user' }).catch(() => { code = 2; });
  return { errors: errors.join(''), code };
}

/** One line: the code, the problem with the value received, the value expected, and the action. */
const COMPLETE = /^\[MRAP\d{3}\] [^\n]+, expected [^\n]+; [^\n]+\n$/;
const ARN = 'arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap';

const ARGUMENTS: [string, string[], string][] = [
  ['an unknown command', ['nonsense'], 'unknown command "nonsense", expected one of status, failover, '],
  ['a misspelled command', ['statu'], 'unknown command "statu" (did you mean status?), expected one of status, '],
  [
    'an unknown command of a command', ['simulator', 'disconnect'],
    'unknown command "disconnect", expected one of lose, hang, ',
  ],
  ['a missing argument', ['lint'], 'no argument <sources>, expected cdk.out folders, folders of templates, or '],
  [
    'a missing access point', ['status'],
    'no argument <access-point>, expected ARN or name of the access point; correct the arguments as '
    + '"cdk-s3-mrap status --help" describes them\n',
  ],
  ['a missing argument of a command of a command', ['simulator', 'lose'], '"cdk-s3-mrap simulator lose --help"'],
  ['too many arguments', ['status', 'a', 'b'], 'got 2 arguments ["a","b"], expected <access-point>; '],
  ['an argument of a command without arguments', ['simulator', 'state', 'x'], 'got 1 arguments ["x"], expected none; '],
  ['an unknown option', ['status', 'a', '--frobnicate'], 'unknown option "--frobnicate", expected one of --against, '],
  ['a misspelled option', ['plan', 'x', '--fromat'], 'unknown option "--fromat" (did you mean --format?), expected '],
  [
    'an option without a value', ['failover', '--to'],
    'no value of --to <region>, expected the only Region to make active',
  ],
  ['a missing option', ['failback'], 'no option --record <file>, expected record written by failover; '],
  ['an invalid value', ['failover', '--to', 'Europe'], '--to <region> is "Europe", expected a Region like eu-west-1; '],
  ['a value with quotes', ['failover', '--to', "a' b"], '--to <region> is "a\' b", expected a Region like eu-west-1; '],
  [
    'an invalid choice', ['history', 'x', '--format', 'html'],
    '--format <format> is "html", expected one of text, markdown; ',
  ],
  ['an invalid argument', ['simulator', 'lag', 'long'], 'lag is "long", expected a duration such as 0, 5s or 15m; '],
  ['an unknown id', ['lint', '.', '--ignore', 'MRAP000'], '"MRAP000", expected ids of docs/rules.md, which does not '],
  [
    'a repeated option', ['failover', '--to', 'eu-west-1', '--to', 'us-east-1'],
    'is "us-east-1", expected one value, and',
  ],
  [
    'options that exclude each other', ['failover', '--apply', 'f', '--to', 'eu-west-1'],
    'got both --apply <file> and --to',
  ],
  ['an option without another one', ['topology', '.', '--watch'], '--watch without --live, expected both; '],
  ['an account with letters', ['topology', '.', '--account', 'x'], '--account <account> is "x", expected 12 digits; '],
  ['two sources', ['simulate', 'a', 'b'], 'got 2 sources ["a","b"], expected one cdk.out folder; '],
  [
    'a missing name', ['failover', '--to', 'eu-west-1'],
    'no argument <access-point>, expected an ARN or a name, or a plan',
  ],
  [
    '--to with --activate', ['failover', 'x', '--to', 'eu-west-1', '--activate', 'us-east-1'],
    'got --to with --activate',
  ],
  [
    '--force without --yes', ['failover', 'x', '--to', 'eu-west-1', '--force'],
    'got --force without --yes, expected both',
  ],
  ['a drill without a name', ['drill'], 'no argument <access-point>, expected an ARN or a name, or stored reports'],
  [
    'an import without a source', ['import', '--output', 'x'],
    'no argument <access-point>, expected an ARN or a name, or',
  ],
  ['--members with templates', ['simulate', '.', '--members', 'eu-west-1,us-east-1'], 'and --members, expected one of'],
  [
    'an identity without a key', ['simulate', '--identity', 'file'],
    '--identity is "file", expected an access key and a',
  ],
  ['an address of another computer', ['simulate', '--host', '192.0.2.1'], 'EADDRNOTAVAIL'],
  ['a word as a request token', ['watch', 'x'], '"x" is not a request token, expected '],
  ['a duration of centuries', ['status', 'media', '--watch', '99999d'], 'expected a duration of at most 3650d'],
  ['a lag of centuries', ['simulate', '--lag', '1e9d', '--members', 'eu-west-1'], 'expected a duration such as'],
  ['a lag without a date', ['simulate', '--lag', '9999999999d'], 'expected a duration of at most 3650d'],
];

/** Commands that read or write a file, where `FOLDER` is an empty folder. */
const FILES: [string, string[], string][] = [
  ['a source of lint', ['lint', 'FOLDER/none'], 'none" cannot be used: it does not exist, expected a cdk.out folder'],
  [
    'a source without templates', ['lint', 'FOLDER'],
    'cannot be used: it contains no template, expected a cdk.out folder',
  ],
  ['a source of topology', ['topology', 'FOLDER/none'], 'it does not exist, expected a cdk.out folder or a template; '],
  ['a source of plan', ['plan', 'FOLDER/none'], 'it does not exist, expected a cdk.out folder or a template; '],
  ['an empty source of plan', ['plan', 'FOLDER'], 'it contains neither manifest.json of "cdk synth" nor a template, '],
  ['a source of simulate', ['simulate', 'FOLDER/none'], 'it does not exist, expected a cdk.out folder or a template; '],
  ['a file without resources', ['plan', 'FOLDER/text.json'], 'it has no Resources, expected a cdk.out folder or a'],
  ['a file that is no JSON', ['plan', 'FOLDER/broken.json'], 'broken.json" cannot be used: '],
  ['a template of import', ['import', '--output', 'FOLDER/new', '--from-template', 'FOLDER/none'], 'it does not exist'],
  [
    'an output that is a file', ['import', 'x', '--output', 'FOLDER/text.json'],
    'not a directory, expected a new file in',
  ],
  [
    'known findings', ['lint', 'FOLDER/t.json', '--known-findings', 'FOLDER/none'],
    'no such file or directory, expected a',
  ],
  [
    'other known findings', ['lint', 'FOLDER/t.json', '--known-findings', 'FOLDER/text.json'],
    'no known findings, expected',
  ],
  [
    'an output of lint', ['lint', 'FOLDER/t.json', '--write-known-findings', 'FOLDER/no/f'],
    'f" cannot be written: no such',
  ],
  [
    'an output of topology', ['topology', 'FOLDER/t.json', '--output', 'FOLDER/no/f'],
    'f" cannot be written: no such file',
  ],
  [
    'prices', ['topology', 'FOLDER/t.json', '--prices', 'FOLDER/none'],
    'no such file or directory, expected an object of',
  ],
  ['prices that are no JSON', ['topology', 'FOLDER/t.json', '--prices', 'FOLDER/broken.json'], 'expected an object of'],
  ['a record', ['failback', '--record', 'FOLDER/none'], 'no such file or directory, expected a record of "failover"; '],
  ['a changed record', ['failback', '--record', 'FOLDER/text.json'], 'it is no record, or it was changed, expected an'],
  ['a plan', ['failover', '--apply', 'FOLDER/none'], 'no such file or directory, expected an unchanged plan of'],
  ['a changed plan', ['failover', '--apply', 'FOLDER/text.json'], 'it is no plan, or it was changed, expected an'],
  [
    'a record that exists', ['failover', ARN, '--record', 'FOLDER/text.json'],
    'already exists, expected a new file in a',
  ],
  ['a report', ['drill', ARN, '--report', 'FOLDER/no/report.json'], 'no such file or directory, expected a new file'],
  [
    'a folder of reports', ['drill', '--trend', 'FOLDER/none'],
    'no such file or directory, expected a folder with reports',
  ],
  ['a folder without reports', ['drill', '--trend', 'FOLDER'], 'it contains no report of a drill, expected reports of'],
  [
    'a policy', ['simulate', '--identity', 'AKID=FOLDER/none'],
    'no such file or directory, expected a policy document in',
  ],
];

describe('describeArgumentError', () => {
  test.each(ARGUMENTS)('describes %s with a code, the value, the expectation and the action', async (_, args, text) => {
    const { errors, code } = await run(...args);
    expect(errors.replace(/^the simulator listens on .*\n/, '')).toMatch(COMPLETE);
    expect(errors).toContain(text);
    expect(errors).toContain('[MRAP961] ');
    expect(code).toBe(2);
  });

  test('accepts several values of an option that collects them', async () => {
    const { errors } = await run('plan', '/nonexistent/cdk.out', '--fail-on', 'replace', '--fail-on', 'delete');
    expect(errors).toMatch(/^\[MRAP962\] /);
  });

  test('prints JSON on request', async () => {
    const { errors, code } = await run('status', '--json');
    const { version, error } = JSON.parse(errors) as { version: number; error: { message: string; exitCode: number } };
    expect({ version, exitCode: error.exitCode, code }).toEqual({ version: 1, exitCode: 2, code: 2 });
    expect(`${error.message}\n`).toMatch(COMPLETE);
  });

  test.each([[[]], [['--help']], [['--version']], [['simulator']]])('prints no error for %j', async (args) => {
    expect((await run(...args)).errors).not.toMatch(/MRAP\d|error:/);
  });
});

describe('failWith', () => {
  test.each(FILES)('describes %s with a code, the value, the expectation and the action', async (_, args, text) => {
    const folder = temporaryFolder();
    if (!args.includes('FOLDER')) {
      mkdirSync(path.join(folder, 'reports'));
      writeFileSync(path.join(folder, 'text.json'), '{"text":1}');
      writeFileSync(path.join(folder, 'broken.json'), '{"Resources":');
      writeFileSync(path.join(folder, 't.json'), '{"Resources":{}}');
    }
    const { errors, code } = await run(...args.map((word) => word.replace('FOLDER', folder)));
    expect(errors).toMatch(COMPLETE);
    expect(errors).toContain(text);
    expect(errors).toMatch(/^\[MRAP96[23]\] /);
    expect(code).toBe(args.includes('--trend') && args.includes('FOLDER') ? 1 : 2);
  });
});
