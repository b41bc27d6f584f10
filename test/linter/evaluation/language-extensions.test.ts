import { lint } from '../../../src/linter/engine/engine';
import { LINTER_RULES } from '../../../src/linter/rules/all-rules';
import { applicationOf, make, shownValue } from '../support';

type Fields = Record<string, unknown>;

function findingsOf(resources: Fields, sections: Fields = {}): string[] {
  return lint(applicationOf(resources, sections), LINTER_RULES)
    .map(({ severity, ruleId, logicalId }) => `${severity} ${ruleId} ${logicalId}`);
}

const loop = (collection: unknown, name: unknown = { Ref: 'Name' }) => ({
  'Fn::ForEach::Access': ['Name', collection, { 'Media${Name}': make.accessPoint({ Name: name }) }],
});

describe('lint', () => {
  test.each<[string, Fields, Fields, string[]]>([
    ['a list', loop(['media', 'BAD']), {}, ['ERROR MRAP101 MediaBAD']],
    ['a text with the identifier', loop(['media', 'BAD'], { 'Fn::Sub': 'x-${Name}' }), {}, ['ERROR MRAP101 MediaBAD']],
    [
      'a parameter with a default', loop({ Ref: 'Names' }),
      { Parameters: { Names: { Type: 'CommaDelimitedList', Default: 'media,BAD' } } }, ['WARNING MRAP101 MediaBAD'],
    ],
    [
      'a list with a parameter', loop(['media', { Ref: 'One' }]),
      { Parameters: { One: { Type: 'String', AllowedValues: ['BAD'] } } }, ['ERROR MRAP101 MediaBAD'],
    ],
    [
      'a mapping', loop({ 'Fn::FindInMap': ['Names', 'prod', 'All'] }),
      { Mappings: { Names: { prod: { All: ['BAD'] } } } }, ['ERROR MRAP101 MediaBAD'],
    ],
    [
      'a parameter without a default', loop({ Ref: 'Names' }),
      { Parameters: { Names: { Type: 'CommaDelimitedList' } } }, [],
    ],
    ['a missing mapping', loop({ 'Fn::FindInMap': ['Names', 'prod', 'All'] }), {}, []],
    ['a loop without a body', { 'Fn::ForEach::Access': 'x', 'Media': make.accessPoint() }, {}, []],
  ])('expands a loop over %s', (_, resources, sections, expected) => {
    expect(findingsOf(resources, sections)).toEqual(expected);
  });

  test('expands loops in loops, in properties and with characters that logical ids cannot contain', () => {
    const regions = { 'Fn::ForEach::Flag': ['Flag', ['BlockPublicAcls', 'BlockPublicPolicy'], { '${Flag}': false }] };
    const resources = {
      'Fn::ForEach::Outer': ['Stage', ['dev-1', 'prod'], {
        'Fn::ForEach::Inner': ['Name', ['a'], {
          'Media&{Stage}${Name}': make.accessPoint({
            Name: { 'Fn::Sub': 'media-${Stage}-${!Stage}' }, PublicAccessBlockConfiguration: regions,
          }),
        }],
      }],
    };
    expect(findingsOf(resources).sort()).toEqual([
      'ERROR MRAP101 Mediadev1a', 'ERROR MRAP101 Mediaproda', 'WARNING MRAP501 Mediadev1a',
      'WARNING MRAP501 Mediaproda',
    ]);
  });

  test('evaluates the number of entries, and the text of an object', () => {
    const application = applicationOf({ A: { Type: 'T', Properties: {} } });
    expect(shownValue(application, { 'Fn::Length': ['a', 'b'] })).toBe(2);
    expect(shownValue(application, { 'Fn::Length': { Ref: 'List' } })).toBe('(Fn::Length)');
    expect(shownValue(application, { 'Fn::ToJsonString': { A: { Ref: 'AWS::Region' } } })).toBe('{"A":"eu-west-1"}');
  });
});
