import { type TemplateResource } from '../../../src/linter/model/template-model';
import { applicationOf, UNKNOWN } from '../support';

function resourceWith(attributes: Record<string, unknown>): TemplateResource {
  const conditions = { Conditions: { Never: { 'Fn::Equals': ['a', 'b'] }, Open: { 'Fn::Equals': [UNKNOWN, 'b'] } } };
  return applicationOf({ Media: { Type: 'AWS::S3::Bucket', ...attributes }, Other: { Type: 'T' } }, conditions)
    .findResource('Stack', 'Media')!;
}

describe('TemplateResource.retained', () => {
  test.each<[unknown, boolean | undefined]>([
    [undefined, false],
    ['Delete', false],
    ['Retain', true],
    ['RetainExceptOnCreate', true],
    ['Snapshot', true],
    [{ 'Fn::If': ['Never', 'Retain', 'Delete'] }, false],
    [{ 'Fn::If': ['Open', 'Retain', 'Delete'] }, undefined],
    [UNKNOWN, undefined],
    [{ Unknown: 1 }, undefined],
  ])('is decided by the deletion policy %j', (policy, expected) => {
    expect(resourceWith({ DeletionPolicy: policy }).retained).toBe(expected);
  });
});

describe('TemplateResource.acknowledgements', () => {
  const ENTRY = '{ id: "MRAP205", reason: "…" }';
  const readAcknowledgements = (metadata: unknown) =>
    resourceWith({ Metadata: { 'cdk-s3-mrap': metadata } }).acknowledgements;

  test.each<[unknown, string[]]>([
    [[{ id: 'MRAP101', reason: 'legacy' }, { id: 'cdk-s3-mrap::MRAP102', reason: 'known' }], ['MRAP101', 'MRAP102']],
    [{ id: 'MRAP101', reason: 'legacy' }, ['MRAP101']],
    [[], []],
  ])('reads the metadata %j', (acknowledge, expected) => {
    expect(readAcknowledgements({ acknowledge })).toEqual({ rules: expected, ignored: [] });
  });

  test.each<[unknown, string]>([
    ['MRAP103', ENTRY],
    [5, ENTRY],
    [{ reason: 'known' }, ENTRY],
    [{ id: 5, reason: 'known' }, ENTRY],
    [{ id: 'mrap101', reason: 'known' }, 'an id like "MRAP205"'],
    [{ id: 'W101', reason: 'known' }, 'an id like "MRAP205"'],
    [{ id: 'MRAP000', reason: 'known' }, 'an id that docs/rules.md contains'],
    [{ id: 'MRAP101' }, 'a text as reason'],
    [{ id: 'MRAP101', reason: ' ' }, 'a text as reason'],
    [{ id: 'MRAP101', reason: ['known'] }, 'a text as reason'],
  ])('ignores the entry %j, expected %s', (got, expected) => {
    expect(readAcknowledgements({ acknowledge: [got, { id: 'MRAP102', reason: 'known' }] }))
      .toEqual({ rules: ['MRAP102'], ignored: [{ got, expected }] });
  });

  test.each([
    'MRAP101', ['MRAP101'], {}, { acknowledged: [{ id: 'MRAP101', reason: 'known' }] }, { ignore: ['MRAP101'] },
  ])('ignores metadata without the key: %j', (got) => {
    expect(readAcknowledgements(got))
      .toEqual({ rules: [], ignored: [{ got, expected: `{ acknowledge: [${ENTRY}] }` }] });
  });
});
