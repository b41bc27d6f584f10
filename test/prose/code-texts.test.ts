import ts from 'typescript';
import { codeTextsOf } from '../../projenrc/prose/code-texts';

function textsOf(source: string): Record<string, string[]> {
  const found = codeTextsOf(ts.createSourceFile('a.ts', source, ts.ScriptTarget.Latest, true));
  return Object.fromEntries(Object.entries(found)
    .map(([kind, texts]) => [kind, texts.map(({ text }: { text: string }) => text)]));
}

const messagesOf = (source: string) => textsOf(source).messages;

describe('codeTextsOf', () => {
  test('joins a concatenation to one text, with a placeholder for each expression', () => {
    expect(messagesOf('const a = \'the rules of \' + name + ` in ${region} ` +\n  \'are gone\';'))
      .toEqual(['the rules of … in … are gone']);
  });

  test('finds texts inside of the expressions of a template literal', () => {
    expect(messagesOf('f(`the bucket ${kept ? \'stays in place\' : `is ${how} deleted`}`)'))
      .toEqual(['the bucket …', 'stays in place', 'is … deleted']);
  });

  test.each([
    ['a module', 'import a from \'two words\'; export * from \'two words\';'],
    ['a type', 'type A = \'two words\';'],
    ['a key', 'const a = { \'two words\': 1 }; a[\'two words\'];'],
    ['a comparison', 'if (a === \'two words\' || \'two words\' in b) f();'],
    ['a case', 'switch (a) { case \'two words\': f(); }'],
    ['a single word', 'f(\'words\', `Rules${a}`, \'AWS::S3::Bucket\', \'s3:GetObject on\', \'two_words a.b\')'],
    ['a style sheet', 'f(\'p { margin: 0 auto; display: block; }\')'],
  ])('ignores a literal that is %s', (_kind, source) => {
    expect(textsOf(source)).toEqual({ diagnostics: [], help: [], messages: [] });
  });

  test('finds a single word beside a placeholder', () => {
    expect(messagesOf('f(`${bucket} holds`, `(${rules}) is`)')).toEqual(['… holds', '(…) is']);
  });

  test('removes HTML tags', () => {
    expect(messagesOf('f(`<p class="a b">One ${n}<br/>of two</p>`)')).toEqual(['One …of two']);
  });

  test('finds title, reason, message and repair of a diagnostic, and no other property', () => {
    expect(textsOf(`define({
      id: 'MRAP101', severity: 'an error', source: { url: 'a source elsewhere' },
      title: 'Gone', why: 'It is ' + 'gone.', message: ({ a }) => \`\${a} is\`, fix: a ? 'make it' : 'keep it',
    })`)).toEqual({
      diagnostics: ['Gone', 'It is gone.', '… is', 'make it', 'keep it'],
      help: [],
      messages: ['an error', 'a source elsewhere'],
    });
  });

  test('finds descriptions of commands, arguments and options where commander is imported', () => {
    const calls = `new Command('status').description('print the routes').argument('<arn>', 'of the access point')
      .option('--json', 'print as JSON')
      .addOption(new Option('--region <region>', 'where it is').default(1, 'the first one'))
      .action(() => { fail('no such command'); });`;
    expect(textsOf(`import { Command, Option } from 'commander';\n${calls}`)).toEqual({
      diagnostics: [],
      help: ['print the routes', 'of the access point', 'print as JSON', 'where it is', 'the first one'],
      messages: ['no such command'],
    });
    expect(textsOf(calls).help).toEqual([]);
  });
});
