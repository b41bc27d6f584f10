import { Symbols } from '../../../../src/linter/evaluation/symbols';
import { demandsValue, excludesValues, hasWildcards } from '../../../../src/linter/iam/condition';
import { allows, coversAction, coversResource, namedActions } from '../../../../src/linter/iam/match';
import { isPublic } from '../../../../src/linter/iam/public';
import { readDocument, type Statement } from '../../../../src/linter/iam/statement';

function known() {
  const symbols = new Symbols();
  return { symbols, UNKNOWN: symbols.opaque('Stack', 'x', '${X}') };
}

const { UNKNOWN } = known();

function statement(fields: object): Statement {
  return readDocument({ Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*', ...fields }] }, 'Policy')!.statements[0];
}

describe('a document', () => {
  test('may have one statement or many, or be text', () => {
    expect(readDocument({ Statement: { Effect: 'Allow' } }, 'P')!.statements.map(({ location }) => location)).toEqual(['P/Statement']);
    expect(readDocument({ Statement: [{}, {}] }, 'P')!.statements.map(({ location }) => location)).toEqual(['P/Statement/0', 'P/Statement/1']);
    expect(readDocument('{"Version":"x","Statement":[]}', 'P')).toMatchObject({ version: 'x', complete: true, statements: [] });
  });

  test('may be a matter of deployment, wholly or in part', () => {
    expect(readDocument(UNKNOWN, 'P')).toBeUndefined();
    expect(readDocument(undefined, 'P')).toBeUndefined();
    expect(readDocument({ Statement: [UNKNOWN, { Effect: 'Deny' }] }, 'P')).toMatchObject({ complete: false, statements: [{ effect: 'Deny' }] });
  });

  test.each([[{}, 'missing'], [{ Effect: 'Allow' }, 'Allow'], [{ Effect: 'Deny' }, 'Deny'], [{ Effect: UNKNOWN }, 'unknown']])('%j has effect %s', (fields, effect) => {
    expect(readDocument({ Statement: [fields] }, 'P')!.statements[0].effect).toBe(effect);
  });
});

describe('principals', () => {
  test.each<[unknown, object]>([
    ['*', { everyone: true, complete: true, negated: false }],
    [{ AWS: '*' }, { everyone: true }],
    [{ AWS: ['a', '*'] }, { everyone: true, aws: ['a', '*'] }],
    [{ Service: 's3.amazonaws.com' }, { everyone: false, services: ['s3.amazonaws.com'], complete: true }],
    [{ Federated: 'x', CanonicalUser: ['y'] }, { others: ['x', 'y'] }],
    [{ AWS: UNKNOWN }, { complete: false }],
    [UNKNOWN, { complete: false, everyone: false }],
  ])('of %j', (principal, expected) => {
    expect(statement({ Principal: principal }).principals).toMatchObject(expected);
  });

  test('may be all but these, or absent', () => {
    expect(statement({ Principal: undefined, NotPrincipal: { AWS: 'a' } }).principals).toMatchObject({ negated: true, aws: ['a'] });
    expect(statement({ Principal: undefined }).principals).toBeUndefined();
  });
});

describe('actions and resources', () => {
  test.each<[object, boolean | undefined]>([
    [{ Action: 's3:GetObject' }, true],
    [{ Action: ['s3:PutObject', 'S3:GETOBJECT'] }, true],
    [{ Action: 's3:Get*' }, true],
    [{ Action: '*' }, true],
    [{ Action: 's3:PutObject' }, false],
    [{ Action: UNKNOWN }, undefined],
    [{ Action: ['s3:PutObject', UNKNOWN] }, undefined],
    [{ Action: undefined, NotAction: 's3:PutObject' }, true],
    [{ Action: undefined, NotAction: ['s3:Get*'] }, false],
    [{ Action: undefined, NotAction: UNKNOWN }, undefined],
    [{ Action: undefined }, false],
  ])('%j covers s3:GetObject: %j', (fields, expected) => {
    expect(coversAction(known().symbols, statement(fields), 's3:GetObject')).toBe(expected);
  });

  test.each<[object, boolean | undefined]>([
    [{ Resource: 'arn:aws:s3:::a/*' }, true],
    [{ Resource: ['arn:aws:s3:::b/*', 'arn:aws:s3:::?/x'] }, true],
    [{ Resource: 'arn:aws:s3:::A/*' }, false],
    [{ Resource: `arn:aws:s3:::${UNKNOWN}/*` }, undefined],
    [{ Resource: undefined, NotResource: 'arn:aws:s3:::b/*' }, true],
    [{ Resource: undefined, NotResource: 'arn:aws:s3:::a/*' }, false],
  ])('%j covers arn:aws:s3:::a/*: %j', (fields, expected) => {
    expect(coversResource(known().symbols, statement(fields), 'arn:aws:s3:::a/*')).toBe(expected);
  });

  test('allow what one statement allows; denials and what is unknown do not say so', () => {
    const allowing = (fields: object) => allows(known().symbols, [statement(fields)], 's3:GetObject', 'arn:aws:s3:::a/*');
    expect(allowing({})).toBe(true);
    expect(allowing({ Effect: 'Deny' })).toBe(false);
    expect(allowing({ Effect: UNKNOWN })).toBeUndefined();
    expect(allowing({ Effect: UNKNOWN, Action: 's3:PutObject' })).toBe(false);
    expect(allowing({ Action: 's3:PutObject', Resource: UNKNOWN })).toBe(false);
    expect(allows(known().symbols, [], 's3:GetObject', '*')).toBe(false);
  });

  test('are named where there is no wildcard', () => {
    expect(namedActions(statement({ Action: ['s3:GetObject', 's3:Put*', '*', UNKNOWN] }))).toEqual(['s3:GetObject']);
    expect(namedActions(statement({ Action: undefined, NotAction: 's3:GetObject' }))).toEqual([]);
    expect(namedActions(statement({ Action: undefined }))).toEqual([]);
  });
});

describe('conditions', () => {
  const conditionOf = (name: string, values: unknown = 'v') => statement({ Condition: { [name]: { 'aws:SourceVpc': values } } }).conditions[0];

  test.each([
    ['StringEquals', { operator: 'StringEquals', ifExists: false }],
    ['StringEqualsIfExists', { operator: 'StringEquals', ifExists: true }],
    ['ForAnyValue:StringLike', { operator: 'StringLike', qualifier: 'ForAnyValue' }],
    ['ForAllValues:StringEqualsIfExists', { operator: 'StringEquals', qualifier: 'ForAllValues', ifExists: true }],
    ['forallvalues:stringequals', { operator: 'stringequals', qualifier: 'ForAllValues' }],
  ])('%s is understood', (name, expected) => {
    expect(conditionOf(name)).toMatchObject({ ...expected, key: 'aws:sourcevpc', values: ['v'], complete: true });
  });

  test.each([
    ['StringEquals', true], ['ForAnyValue:StringEquals', true], ['ArnLike', true], ['IpAddress', true], ['Bool', true],
    ['StringEqualsIfExists', false], ['ForAllValues:StringEquals', false], ['StringNotEquals', false], ['Null', false],
  ])('%s demands a value: %j', (name, expected) => {
    expect(demandsValue(conditionOf(name))).toBe(expected);
  });

  test.each([['StringNotEquals', true], ['NotIpAddress', true], ['ArnNotLike', true], ['StringEquals', false]])('%s excludes: %j', (name, expected) => {
    expect(excludesValues(conditionOf(name))).toBe(expected);
  });

  test.each([['StringLike', true], ['ArnEquals', true], ['ArnNotLike', true], ['StringEquals', false]])('%s has wildcards: %j', (name, expected) => {
    expect(hasWildcards(conditionOf(name))).toBe(expected);
  });

  test('may be a matter of deployment', () => {
    expect(conditionOf('StringEquals', UNKNOWN)).toMatchObject({ complete: false });
    expect(statement({ Condition: UNKNOWN })).toMatchObject({ conditions: [], conditionsKnown: false });
    expect(statement({ Condition: { StringEquals: UNKNOWN } })).toMatchObject({ conditions: [], conditionsKnown: false });
    expect(statement({})).toMatchObject({ conditions: [], conditionsKnown: true });
  });
});

describe('public', () => {
  const when = (condition: object | string, kind: 'bucket' | 'access-point' = 'bucket') => isPublic(statement({ Condition: condition }), kind);
  const arn = 'arn:aws:s3::111122223333:accesspoint/*';

  test.each<[object, boolean | undefined]>([
    [{}, true],
    [{ Effect: 'Deny' }, false],
    [{ Effect: UNKNOWN }, undefined],
    [{ Principal: { AWS: '*' } }, true],
    [{ Principal: { AWS: 'arn:aws:iam::111122223333:root' } }, false],
    [{ Principal: UNKNOWN }, undefined],
    [{ Principal: undefined, NotPrincipal: { AWS: 'a' } }, true],
    [{ Principal: undefined }, undefined],
  ])('%j: %j', (fields, expected) => {
    expect(isPublic(statement(fields), 'bucket')).toBe(expected);
  });

  test.each<[object | string, boolean | undefined]>([
    [{ StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }, false],
    [{ StringEquals: { 'AWS:SOURCEVPCE': ['vpce-1', 'vpce-2'] } }, false],
    [{ StringLike: { 'aws:SourceVpc': 'vpc-*' } }, true],
    [{ StringEquals: { 'aws:SourceVpc': 'vpc-*' } }, false],
    [{ StringEquals: { 'aws:SourceVpc': '${aws:PrincipalTag/vpc}' } }, true],
    [{ StringEqualsIfExists: { 'aws:SourceVpc': 'vpc-1' } }, true],
    [{ 'ForAllValues:StringEquals': { 'aws:SourceVpc': 'vpc-1' } }, true],
    [{ StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } }, true],
    [{ StringEquals: { 'aws:SourceVpc': [] } }, true],
    [{ StringEquals: { 'aws:SourceVpc': UNKNOWN } }, undefined],
    [{ StringEquals: { 'aws:PrincipalAccount': '1' } }, undefined],
    [{ StringNotEquals: { 'aws:PrincipalAccount': '1' } }, true],
    [{ StringEquals: { 'aws:UserAgent': 'x' } }, true],
    [{ StringEquals: { 'aws:SourceVpc': ['vpc-1', '${aws:x}'] } }, true],
    [{ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, false],
    [{ IpAddress: { 'aws:SourceIp': '0.0.0.0/1' } }, true],
    [{ IpAddress: { 'aws:SourceIp': '192.0.2.1' } }, false],
    [{ IpAddress: { 'aws:SourceIp': '2001:db8::/32' } }, false],
    [{ IpAddress: { 'aws:SourceIp': '2000::/3' } }, true],
    [{ StringLike: { 'aws:userid': 'AROLEID:*' } }, false],
    [{ StringLike: { 'aws:userid': 'AROAEXAMPLE:*' } }, false],
    [{ StringLike: { 'aws:userid': '*' } }, true],
    [{ StringEquals: { 's3:DataAccessPointAccount': '111122223333' } }, false],
    [{ StringLike: { 's3:DataAccessPointArn': arn } }, false],
    [{ StringLike: { 's3:DataAccessPointArn': 'arn:aws:s3::*:accesspoint/*' } }, true],
    [{ StringLike: { 's3:DataAccessPointArn': '*' } }, true],
    [UNKNOWN, undefined],
  ])('for everyone with %j: %j', (condition, expected) => {
    expect(when(condition)).toBe(expected);
  });

  test('in the policy of an access point a wildcard for access points is public', () => {
    expect(when({ StringLike: { 's3:DataAccessPointArn': arn } }, 'access-point')).toBe(true);
    expect(when({ StringEquals: { 's3:DataAccessPointArn': arn.replace('*', 'a.mrap') } }, 'access-point')).toBe(false);
  });
});
