import ts from 'typescript';
import { Checkout } from '../../projenrc/prose/checkout';
import { sourceNames } from '../../projenrc/prose/source-names';
import { fullTitle, testsOf } from '../../projenrc/prose/test-titles';
import { checkSubject, checkTitle } from '../../projenrc/prose/title-rules';
import { checkoutOf } from './support';

const parse = (source: string) => ts.createSourceFile('a.test.ts', source, ts.ScriptTarget.Latest, true);
const fullTitlesOf = (source: string) => testsOf(parse(source)).map((found) => fullTitle(found).text);

describe('testsOf', () => {
  test('finds tests of every form with the titles of the suites around them', () => {
    expect(fullTitlesOf(`
      test('a', () => {});
      it('b', async () => {});
      describe('c', () => {
        test.each([1, 2])('d %d', (n) => {});
        describe.each<string>(['x'])('e %s', (name) => {
          test.each\`n\${1}\`('f', callback);
          test.concurrent(\`g \${name}\`, () => {});
          for (const x of [1]) it('h' + x, () => {});
        });
      });
    `)).toEqual(['a', 'b', 'c d %d', 'c e %s f', 'c e %s g …', 'c e %s h…']);
  });

  test('ignores other functions of these names', () => {
    expect(fullTitlesOf('test(request); pattern.test(\'a text\', () => {}); test(value, substitute(entry)); it();'))
      .toEqual([]);
  });
});

describe('checkTitle', () => {
  test.each([
    'deletes it', 'does not report it', 'never deletes it', 'passes', 'is refused', 'has two rules',
  ])('accepts "%s"', (title) => {
    expect(checkTitle(title)).toBeUndefined();
  });

  test.each([
    'a bucket is deleted', 'Deletes it', 'delete it', 'not reported', '%s is refused', '… deletes it',
    'this deletes it', 'always deletes it',
    'buckets are deleted', 'rules must have an id', 'MRAP101 is found', 'never', '',
  ])('refuses "%s"', (title) => {
    expect(checkTitle(title)).toContain('verb');
  });
});

describe('checkSubject', () => {
  const checkout = new Checkout(checkoutOf({
    'src/deep/access-point.ts': `
      export class AccessPoint { public static readonly ADOPT = 1; public restrict() {} }
      export const MRAP202_DUPLICATE_REGION = 1, ROUTES = 2;
      export enum Status { ACTIVE }
      export function checkNames() {}
      export type Dial = number;
      const hidden = 1;
    `,
    'cli/commands.ts': 'export const status = () => new Command(\'failover\').description(\'moves\');',
    'package.json': '{"scripts": {"docs:rules": "projen docs:rules"}}',
    'docs/runbook.md': '# Runbook',
  }));
  const names = sourceNames(checkout, ['src', 'cli']);
  const problemOf = (subject: string) =>
    checkSubject(
      testsOf(parse(`describe('${subject}', () => { describe('x', () => { test('y', () => {}); }); });`))[0],
      names,
      checkout,
    );

  test.each([
    'AccessPoint', 'AccessPoint.ADOPT', 'AccessPoint.restrict', 'Status.ACTIVE', 'ROUTES', 'MRAP202_DUPLICATE_REGION',
    'MRAP202', 'checkNames', 'Dial',
    'access-point', 'access-point.ts', 'src/deep/access-point.ts', 'src/deep/access-point', 'deep', 'src/deep',
    'failover', 'cdk-s3-mrap failover', 'cdk-s3-mrap', 'docs:rules', 'npm run docs:rules', 'docs/runbook.md',
  ])('accepts "%s"', (subject) => {
    expect(problemOf(subject)).toBeUndefined();
  });

  test.each([
    'hidden', 'access point', 'AccessPoint.missing', 'a night', 'MRAP20', 'lint', '../..', '',
  ])('refuses "%s"', (subject) => {
    expect(problemOf(subject)).toContain('is no name');
  });
});
