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

describe('TemplateResource.acknowledgedRules', () => {
  test.each<[unknown, string[]]>([
    [[{ id: 'MRAP101', reason: 'legacy' }, { id: 'cdk-s3-mrap::MRAP102', reason: 'known' }], ['MRAP101', 'MRAP102']],
    [[{ id: 'MRAP101' }, { id: 'MRAP102', reason: ' ' }, { id: 5, reason: 'known' }, 'MRAP103', null], []],
    [undefined, []],
  ])('reads the metadata %j', (acknowledge, expected) => {
    expect(resourceWith({ Metadata: { 'cdk-s3-mrap': { acknowledge } } }).acknowledgedRules).toEqual(expected);
  });
});
