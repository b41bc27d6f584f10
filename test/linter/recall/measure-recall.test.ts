import * as path from 'node:path';
import { listBucketNames, replaceBucketNames } from './bucket-names';
import { type CorpusEdit, readCorpusEdits } from './corpus-edits';
import { graft } from './graft';
import { editInPlace } from './in-place';
import { renameLogicalIds } from './logical-ids';
import { measureRecall, renderRecall } from './measure-recall';
import { makeParameterValues } from './parameter-values';

const EDITS = readCorpusEdits();
const findEdit = (rule: string, name: string): CorpusEdit =>
  EDITS.find((edit) => edit.rule === rule && edit.name === name)!;
const bucket = (properties: object) => ({ Type: 'AWS::S3::Bucket', Properties: properties });

describe('lint:recall', () => {
  test('measures one template with some edits', () => {
    const file = path.join(__dirname, 'bases/terraform-state-replication.yaml');
    const edits = [
      findEdit('MRAP406', EDITS.find(({ rule }) => rule === 'MRAP406')!.name), findEdit('MRAP708', 'literal'),
    ];
    const measurement = measureRecall([file], edits);
    expect(measurement).toMatchObject({ templates: 1, grafted: 4, falseFindings: [] });
    expect(measurement.missed.map(({ rule }) => rule)).toEqual(['MRAP708', 'MRAP708']);
    expect(renderRecall(measurement)).toContain('missed\n  MRAP708 literal, named as the template: 1, first in ');
  });

  test('has at least 300 edits, each with another difference', () => {
    const differences = new Set(EDITS.map(({ rule, ok, bad, stacks }) => JSON.stringify({ rule, ok, bad, stacks })));
    expect(differences.size).toBe(EDITS.length);
    expect(EDITS.length).toBeGreaterThanOrEqual(300);
  });

  test('measures an edit of several stacks beside the other stacks of its case', () => {
    const file = path.join(__dirname, 'bases/terraform-two-buckets.yaml');
    const measurement = measureRecall([file], [findEdit('MRAP401', 'destination-in-another-stack')]);
    expect(measurement).toMatchObject({ edits: [0, 1], grafted: 1, inPlace: 0, missed: [], falseFindings: [] });
    expect(renderRecall(measurement)).toContain('1 edits: 0 of one template, 1 of several stacks\n');
  });

  test('omits cases with a baseline and with settings of the CDK', () => {
    expect(EDITS.filter(({ rule }) => ['MRAP213', 'MRAP851'].includes(rule))).toEqual([]);
  });

  test('replaces bucket names in texts, ARNs and Fn::Sub', () => {
    const template = {
      Resources: {
        A: bucket({ BucketName: 'media-a' }),
        B: { Bucket: 'arn:aws:s3:::media-a/*', Sub: { 'Fn::Sub': 'arn:aws:s3:::media-a/${A}' }, Other: 'media-abc' },
      },
    };
    expect(listBucketNames(template)).toEqual(['media-a']);
    expect(replaceBucketNames(template, ['media-a'], () => ({ Ref: 'Name' }))).toEqual({
      Resources: {
        A: bucket({ BucketName: { Ref: 'Name' } }),
        B: {
          Bucket: { 'Fn::Join': ['', ['arn:aws:s3:::', { Ref: 'Name' }, '/*']] },
          Sub: { 'Fn::Sub': ['arn:aws:s3:::${GraftedName0}/${A}', { GraftedName0: { Ref: 'Name' } }] },
          Other: 'media-abc',
        },
      },
    });
  });

  test('renames ids in every kind of reference', () => {
    const template = {
      Conditions: { C: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] } },
      Parameters: { P: {} },
      Resources: {
        R: {
          Condition: 'C',
          DependsOn: ['R'],
          Properties: [
            { Ref: 'R' }, { Ref: 'AWS::Region' }, { 'Fn::GetAtt': ['R', 'Arn'] }, { 'Fn::GetAtt': 'R.Arn' },
            { 'Fn::Sub': '${R.Arn} ${AWS::Region}' }, { 'Fn::Sub': ['${R} ${P}', { R: 'x' }] },
            { 'Fn::If': ['C', { Ref: 'P' }, 'no'] }, { Condition: { StringEquals: {} } },
          ],
        },
      },
    };
    expect(renameLogicalIds(template, (id) => `New${id}`)).toEqual({
      Conditions: { NewC: { 'Fn::Equals': [{ Ref: 'NewP' }, 'x'] } },
      Parameters: { NewP: {} },
      Resources: {
        NewR: {
          Condition: 'NewC',
          DependsOn: ['NewR'],
          Properties: [
            { Ref: 'NewR' }, { Ref: 'AWS::Region' }, { 'Fn::GetAtt': ['NewR', 'Arn'] }, { 'Fn::GetAtt': 'NewR.Arn' },
            { 'Fn::Sub': '${NewR.Arn} ${AWS::Region}' }, { 'Fn::Sub': ['${R} ${NewP}', { R: 'x' }] },
            { 'Fn::If': ['NewC', { Ref: 'NewP' }, 'no'] }, { Condition: { StringEquals: {} } },
          ],
        },
      },
    });
  });

  test('adds the resources of a case to a template under other ids and names', () => {
    const edit = {
      rule: 'MRAP401',
      name: 'source',
      ok: { Resources: { A: bucket({ BucketName: 'media-a' }) } },
      bad: { Resources: { A: bucket({ BucketName: 'media-a', X: 1 }) } },
    };
    expect(graft({ Resources: { Own: bucket({}) } }, edit, 'bad', 'as the template')).toEqual({
      Resources: {
        Own: bucket({}),
        GraftedA: bucket({ BucketName: { 'Fn::Join': ['', [{ Ref: 'Own' }, '-media-a']] }, X: 1 }),
      },
    });
    expect(graft({ Resources: {} }, edit, 'ok', 'with a parameter')).toEqual({
      Parameters: { GraftedPrefix: { Type: 'String' } },
      Resources: {
        GraftedA: bucket({ BucketName: { 'Fn::Join': ['', [{ Ref: 'GraftedPrefix' }, '-media-a']] } }),
      },
    });
  });

  const edit = (ok: object, bad: object): CorpusEdit => ({
    rule: 'MRAP401', name: 'x', ok: { Resources: { A: bucket(ok) } }, bad: { Resources: { A: bucket(bad) } },
  });

  test.each<[string, CorpusEdit, object, object | undefined]>([
    ['removes a value', edit({ X: 1, Y: 2 }, { X: 1 }), { Y: 3, Z: 4 }, { Z: 4 }],
    ['adds a value', edit({}, { Y: 2 }), { Z: 4 }, { Z: 4, Y: 2 }],
    ['replaces a value', edit({ Y: 1 }, { Y: 2 }), { Y: { Ref: 'P' } }, { Y: 2 }],
    ['needs the value that the edit changes', edit({ Y: 1 }, { Y: 2 }), {}, undefined],
    ['removes an entry of a list', edit({ Y: ['a', 'b'] }, { Y: ['b'] }), { Y: ['c', 'A'] }, { Y: ['c'] }],
    ['needs the entry that the edit removes', edit({ Y: ['a', 'b'] }, { Y: ['b'] }), { Y: ['c'] }, undefined],
    [
      'changes the statement with the same action',
      edit({ Y: [{ Action: 'a', N: 1 }] }, { Y: [{ Action: 'a', N: 2 }] }),
      { Y: [{ Action: 'b', N: 1 }, { Action: ['A', 'c'], N: 3 }] },
      { Y: [{ Action: 'b', N: 1 }, { Action: ['A', 'c'], N: 2 }] },
    ],
    ['adds an entry of a list', edit({ Y: ['a'] }, { Y: ['a', 'b'] }), { Y: ['c'] }, { Y: ['c', 'b'] }],
  ])('edits a resource of the same type: %s', (_, change, properties, expected) => {
    const edited = editInPlace({ Resources: { Own: bucket(properties), Other: { Type: 'AWS::SNS::Topic' } } }, change);
    expect(edited.map(({ template }) => template.Resources)).toEqual(
      expected === undefined ? [] : [{ Own: bucket(expected), Other: { Type: 'AWS::SNS::Topic' } }]);
  });

  test('uses the name of the bucket that it changes', () => {
    const change = edit({ BucketName: 'media-a', To: 'x' }, { BucketName: 'media-a', To: 'media-a' });
    const [{ template }] = editInPlace({ Resources: { Own: bucket({ To: 'y' }) } }, change);
    expect(template.Resources).toEqual({ Own: bucket({ To: { Ref: 'Own' } }) });
  });

  test('gives parameters values that fit', () => {
    const names = ['Name', 'BucketArn', 'KeyArn', 'RoleArn', 'AccountId'];
    const Parameters = {
      ...Object.fromEntries(names.map((name) => [name, {}])),
      Stage: { Default: 'dev' },
      Size: { AllowedValues: ['s', 'm'] },
    };
    expect(makeParameterValues({ Parameters })).toEqual({
      Name: 'value-name',
      BucketArn: 'arn:aws:s3:::value-bucketarn',
      KeyArn: 'arn:aws:kms:us-east-1:111122223333:key/value-keyarn',
      RoleArn: 'arn:aws:iam::111122223333:role/value-rolearn',
      AccountId: '111122223333',
      Stage: 'dev',
      Size: 's',
    });
  });
});
