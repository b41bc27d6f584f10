import { applicationOf, idsIn, make, UNKNOWN } from '../support';
import { source, TO } from './replicated-buckets';

const READS = { Effect: 'Allow', Action: ['s3:Get*', 's3:List*'], Resource: ['arn:aws:s3:::media-ireland*'] };
const films = { Filter: { Prefix: 'films/' } };
const byTag = {
  Filter: { And: { Prefix: 'films/', TagFilters: [{ Key: 'a', Value: 'b' }] } },
  DeleteMarkerReplication: { Status: 'Disabled' },
};
const older = { Filter: undefined, Priority: undefined, DeleteMarkerReplication: undefined, Prefix: 'films/' };

/** The findings about a role that may write to some resources. */
function idsFor(resource: unknown, ...rules: object[]): string[] {
  return idsIn(applicationOf({
    Bucket: source(
      rules.map((fields, index) => make.rule(TO, { Id: `rule${index}`, Priority: index, ...fields })), {},
      { 'Fn::GetAtt': ['Role', 'Arn'] },
    ),
    Role: make.role([READS, { Effect: 'Allow', Action: 's3:Replicate*', Resource: resource }]),
  }));
}

describe('lint', () => {
  test.each<[string, unknown, object, string[]]>([
    ['one prefix for a rule without one', `${TO}/films/*`, {}, ['MRAP415 WARNING']],
    ['two prefixes for a rule without one', [`${TO}/a*`, `${TO}/b/*`], {}, ['MRAP415 WARNING']],
    ['an object for a rule without a prefix', `${TO}/a`, {}, ['MRAP415 WARNING']],
    ['a prefix and all objects', [`${TO}/a*`, 'arn:aws:s3:::*'], {}, []],
    ['a prefix and any character', [`${TO}/a*`, `${TO}/?*`], {}, []],
    ['a prefix from a parameter', [`${TO}/a*`, { 'Fn::Sub': `${TO}/\${Parameter}` }], {}, []],
    ['the prefix of the rule', `${TO}/films/*`, films, []],
    ['a shorter prefix than the rule', `${TO}/f*`, films, []],
    ['a longer prefix than the rule', `${TO}/films/new/*`, films, ['MRAP415 WARNING']],
    ['the prefix of a rule with tags', `${TO}/films/*`, byTag, []],
    ['the prefix of a rule in the older schema', `${TO}/films/*`, older, []],
    ['another prefix than the rule', `${TO}/music/*`, byTag, ['MRAP415']],
    ['another prefix than the rule in the older schema', `${TO}/music/*`, older, ['MRAP415']],
    ['a prefix for a rule with a prefix from a parameter', `${TO}/a*`, { Filter: { Prefix: UNKNOWN } }, []],
    ['a prefix for a rule with a filter from a parameter', `${TO}/a*`, { Filter: UNKNOWN }, []],
    ['a prefix for a disabled rule', `${TO}/a*`, { Status: 'Disabled' }, []],
  ])('checks the keys of a role with %s', (_, resource, rule, expected) => {
    expect(idsFor(resource, rule)).toEqual(expected);
  });

  test.each<[string, unknown, string[]]>([
    ['other objects', `${TO}/films/*`, []],
    ['other objects by two prefixes', [`${TO}/a/*`, `${TO}/b/*`], []],
    ['other buckets', 'arn:aws:s3:::other/*', []],
    ['the objects', `${TO}/*`, ['MRAP415', 'MRAP415 WARNING']],
    ['the objects of several buckets', 'arn:aws:s3:::media-*', ['MRAP415', 'MRAP415 WARNING']],
    ['the objects of a partition', 'arn:*:s3:::media-virginia/*', []],
    ['a parameter', UNKNOWN, []],
  ])('checks the keys of a role that excepts %s', (_, resource, expected) => {
    const resources = {
      Bucket: source([make.rule(TO)], {}, { 'Fn::GetAtt': ['Role', 'Arn'] }),
      Role: make.role([READS, { Effect: 'Allow', Action: 's3:Replicate*', NotResource: resource }]),
    };
    expect(idsIn(applicationOf(resources))).toEqual(expected);
  });

  test('checks the keys of each rule', () => {
    const music = { Filter: { Prefix: 'music/' } };
    expect(idsFor([`${TO}/films/*`, `${TO}/music/*`], films, music)).toEqual([]);
    expect(idsFor(`${TO}/films/*`, films, music)).toEqual(['MRAP415', 'MRAP415 WARNING']);
    expect(idsFor(`${TO}/films/*`, films, { ...music, Status: 'Disabled' })).toEqual([]);
  });

  test('checks the keys of the source that at least one rule selects', () => {
    const reading = (resource: string, rule: Record<string, unknown>) => idsIn(applicationOf({
      Bucket: source(
        [make.rule(TO, rule), make.rule(TO, { Id: 'b', Priority: 2, Filter: { Prefix: 'films/new/' } })], {},
        { 'Fn::GetAtt': ['Role', 'Arn'] },
      ),
      Role: make.role([
        { Effect: 'Allow', Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'], Resource: '*' },
        { Effect: 'Allow', Action: 's3:GetObject*', Resource: `arn:aws:s3:::media-ireland/${resource}` },
        { Effect: 'Allow', Action: 's3:Replicate*', Resource: '*' },
      ]),
    }));
    expect(reading('films/*', films)).toEqual([]);
    expect(reading('films/*', {})).toEqual(['MRAP415 WARNING', 'MRAP415 WARNING']);
    expect(reading('films/new/*', films)).toEqual(['MRAP415 WARNING', 'MRAP415 WARNING']);
  });
});
