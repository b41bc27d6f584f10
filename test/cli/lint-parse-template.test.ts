import { describeParseError, parseTemplate } from '../../cli/lint/parse-template';

const read = (text: string) => parseTemplate(`A: ${text}\n`).value;

/** The error of a text that is no YAML, in words. */
function describeErrorOf(text: string): string {
  try {
    parseTemplate(text);
  } catch (error) {
    return describeParseError(error);
  }
  return 'no error';
}

describe('parseTemplate', () => {
  test.each<[string, unknown]>([
    ['!Ref Bucket', { Ref: 'Bucket' }],
    ['!Condition IsProd', { Condition: 'IsProd' }],
    ['!Sub "${Bucket}-x"', { 'Fn::Sub': '${Bucket}-x' }],
    ['!GetAtt Bucket.Arn', { 'Fn::GetAtt': ['Bucket', 'Arn'] }],
    ['!GetAtt Nested.Outputs.Arn', { 'Fn::GetAtt': ['Nested', 'Outputs.Arn'] }],
    ['!GetAtt Bucket', { 'Fn::GetAtt': 'Bucket' }],
    ['!GetAtt [Bucket, Arn]', { 'Fn::GetAtt': ['Bucket', 'Arn'] }],
    ['!Join ["", [a, !Ref B]]', { 'Fn::Join': ['', ['a', { Ref: 'B' }]] }],
    ['!Select [0, !GetAZs ""]', { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }],
    ['!Transform { Name: AWS::Include }', { 'Fn::Transform': { Name: 'AWS::Include' } }],
    ['!Sub a.b', { 'Fn::Sub': 'a.b' }],
    ['!NewFunction [a]', { 'Fn::NewFunction': ['a'] }],
  ])('reads the short form %s', (text, expected) => {
    expect(read(text)).toEqual({ A: expected });
  });

  test.each<[string, unknown]>([
    ['true', true], ['True', true], ['yes', true], ['YES', true], ['on', true],
    ['false', false], ['no', false], ['No', false], ['off', false], ['OFF', false],
    ['yess', 'yess'], ['ano', 'ano'], ['y', 'y'], ['"no"', 'no'], ['truefalse', 'truefalse'],
    ['0', 0], ['12', 12], ['-5', -5], ['+3', 3], ['0x1f', 31], ['0X1F', 31],
    ['012345678901', '012345678901'], ['007', '007'], ['1_000', '1_000'],
    ['12a', '12a'], ['a12', 'a12'], ['0xg', '0xg'],
    ['1.5', 1.5], ['-2.25', -2.25], ['10.0', 10], ['1e3', 1000], ['1.5E-3', 0.0015], ['0.5', 0.5],
    ['1e10', 1e10], ['1e+3', 1000], ['1e-3', 0.001],
    ['1.5e12', 1.5e12], ['1.5e3', 1500], ['1.5e+2', 150], ['1e3x', '1e3x'],
    ['01.5', '01.5'], ['1.', '1.'], ['.5', '.5'], ['1.5x', '1.5x'], ['x1.5', 'x1.5'], ['1.2.3', '1.2.3'], ['1e', '1e'],
    ['2012-10-17', '2012-10-17'], ['12:30', '12:30'], ['~', null], ['null', null], ['', null],
  ])('reads the scalar %j as YAML 1.1, with the exceptions of CloudFormation', (text, expected) => {
    expect(read(text)).toEqual({ A: expected });
  });

  test('merges objects, and lets the keys of the object win', () => {
    expect(parseTemplate('Base: &base { A: 1, B: 2 }\nOther:\n  <<: *base\n  B: 3\n').value)
      .toEqual({ Base: { A: 1, B: 2 }, Other: { A: 1, B: 3 } });
  });

  test('reads the tag of a function without an argument', () => {
    expect(read('!GetAtt')).toEqual({ A: { 'Fn::GetAtt': null } });
    expect(read('!GetAtt { A.B: 1 }')).toEqual({ A: { 'Fn::GetAtt': { 'A.B': 1 } } });
  });

  test('reads JSON', () => {
    expect(parseTemplate('{"Resources": {"A": {"Type": "T", "Flag": "no"}}}').value)
      .toEqual({ Resources: { A: { Type: 'T', Flag: 'no' } } });
  });

  test('takes the last value of a key that occurs twice, and finds its position', () => {
    expect(parseTemplate('A:\n  B: 1\n  C: 2\n  B: 3\n'))
      .toEqual({ value: { A: { B: 3, C: 2 } }, duplicateKey: 'line 4, column 3' });
    expect(parseTemplate('A: 1\n')).toEqual({ value: { A: 1 } });
  });
});

describe('describeParseError', () => {
  test('finds the position of an error in a text', () => {
    expect(describeErrorOf('A:\n  B: [1, 2\nC: 3\n'))
      .toMatch(/^missed comma between flow collection entries at line 3, column \d$/);
    expect(describeErrorOf('A: "x\n')).toMatch(/^unexpected end of the stream .* at line 2, column 1$/);
    expect(describeErrorOf('A: 1\n')).toBe('no error');
  });

  test('describes texts that are nested too deeply, other errors and other values', () => {
    expect(describeParseError(new RangeError('Maximum call stack size exceeded')))
      .toBe('objects are nested too deeply');
    expect(describeErrorOf('{"A":'.repeat(200))).toMatch(/^objects are nested too deeply at line 1, column \d+$/);
    expect(describeParseError(new Error('no access'))).toBe('no access');
    expect(describeParseError('text')).toBe('text');
  });
});
