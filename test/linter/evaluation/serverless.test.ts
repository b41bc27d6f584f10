import { mergeServerlessGlobals } from '../../../src/linter/evaluation/serverless';

const SAM = 'AWS::Serverless-2016-10-31';
const FUNCTION = 'AWS::Serverless::Function';
const GLOBALS = {
  Function: { Runtime: 'nodejs24.x', Layers: ['one'], Environment: { Variables: { STAGE: 'test', LOG: 'all' } } },
};
const OWN = { Runtime: 'python3.13', Layers: ['two'], Environment: { Variables: { STAGE: 'live' } } };

describe('mergeServerlessGlobals', () => {
  test.each<[string, unknown]>([['a text', SAM], ['a list', ['AWS::LanguageExtensions', SAM]]])(
    'adds lists, merges objects and replaces other values with the transform as %s', (_, Transform) => {
      expect(mergeServerlessGlobals({ Transform, Globals: GLOBALS }, FUNCTION, OWN)).toEqual({
        Runtime: 'python3.13', Layers: ['one', 'two'], Environment: { Variables: { STAGE: 'live', LOG: 'all' } },
      });
    },
  );

  test('takes the value of the resource if the global value has another type', () => {
    const template = { Transform: SAM, Globals: { Function: { Environment: { Variables: {} }, Tags: 'x' } } };
    expect(mergeServerlessGlobals(template, FUNCTION, { Environment: 'x', Tags: { a: 'b' } }))
      .toEqual({ Environment: 'x', Tags: { a: 'b' } });
  });

  test.each<[string, unknown, string]>([
    ['a template without the transform', { Globals: GLOBALS }, FUNCTION],
    ['a template without globals', { Transform: SAM }, FUNCTION],
    ['globals of other types', { Transform: SAM, Globals: { Api: {} } }, FUNCTION],
    ['another type', { Transform: SAM, Globals: GLOBALS }, 'AWS::Lambda::Function'],
    ['no template', undefined, FUNCTION],
  ])('keeps the properties with %s', (_, template, type) => {
    expect(mergeServerlessGlobals(template, type, OWN)).toEqual(OWN);
  });
});
