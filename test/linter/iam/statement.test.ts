import { SymbolTable } from '../../../src/linter/evaluation/symbols';
import {
  conditionDemandsValue, excludesValues, conditionHasWildcards, type PolicyCondition,
} from '../../../src/linter/iam/condition';
import { statementsAllowAction, coversAction, coversResource, namedActions } from '../../../src/linter/iam/match';
import { describePrincipal, isPublicStatement } from '../../../src/linter/iam/public';
import { readPolicyDocument, type PolicyStatement } from '../../../src/linter/iam/statement';

function createSymbols() {
  const symbols = new SymbolTable();
  return { symbols, UNKNOWN: symbols.opaque('Stack', 'x', '${X}') };
}

const { UNKNOWN } = createSymbols();

function statement(fields: object): PolicyStatement {
  return readPolicyDocument(
    { Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*', ...fields }] }, 'Policy',
  )!.statements[0];
}

/** The condition that an operator with this name becomes. */
function conditionOf(name: string, values: unknown = 'v'): PolicyCondition {
  return statement({ Condition: { [name]: { 'aws:SourceVpc': values } } }).conditions[0];
}

describe('readPolicyDocument', () => {
  test('reads one statement, several statements and JSON text', () => {
    expect(readPolicyDocument({ Statement: { Effect: 'Allow' } }, 'P')!.statements.map(({ location }) => location))
      .toEqual(['P/Statement']);
    expect(readPolicyDocument({ Statement: [{}, {}] }, 'P')!.statements.map(({ location }) => location))
      .toEqual(['P/Statement/0', 'P/Statement/1']);
    expect(readPolicyDocument('{"Version":"x","Statement":[]}', 'P'))
      .toMatchObject({ version: 'x', complete: true, statements: [] });
  });

  test('marks a document with unknown statements as incomplete', () => {
    expect(readPolicyDocument(UNKNOWN, 'P')).toBeUndefined();
    expect(readPolicyDocument(undefined, 'P')).toBeUndefined();
    expect(readPolicyDocument({ Statement: [UNKNOWN, { Effect: 'Deny' }] }, 'P'))
      .toMatchObject({ complete: false, statements: [{ effect: 'Deny' }] });
  });

  test.each([
    [{}, 'missing'], [{ Effect: 'Allow' }, 'Allow'], [{ Effect: 'Deny' }, 'Deny'], [{ Effect: UNKNOWN }, 'unknown'],
  ])('reads from %j the effect %s', (fields, effect) => {
    expect(readPolicyDocument({ Statement: [fields] }, 'P')!.statements[0].effect).toBe(effect);
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
    ])('reads %j', (principal, expected) => {
      expect(statement({ Principal: principal }).principals).toMatchObject(expected);
    });

    test('reads every principal and an unknown principal without other principals', () => {
      expect(statement({ Principal: '*' }).principals)
        .toEqual({ negated: false, complete: true, everyone: true, aws: ['*'], services: [], others: [] });
      expect(statement({ Principal: UNKNOWN }).principals)
        .toEqual({ negated: false, complete: false, everyone: false, aws: [], services: [], others: [] });
    });

    test('ignores Not elements beside the elements themselves', () => {
      const both = statement({ NotPrincipal: { AWS: 'a' }, NotAction: 's3:PutObject' });
      expect(both).toMatchObject({ principals: { negated: false, everyone: true }, actions: { negated: false } });
    });

    test('reads NotPrincipal and a missing principal', () => {
      expect(statement({ Principal: undefined, NotPrincipal: { AWS: 'a' } }).principals)
        .toMatchObject({ negated: true, aws: ['a'] });
      expect(statement({ Principal: undefined }).principals).toBeUndefined();
    });
  });

  describe('conditions', () => {
    test.each([
      ['StringEquals', { operator: 'StringEquals', ifExists: false }],
      ['StringEqualsIfExists', { operator: 'StringEquals', ifExists: true }],
      ['ForAnyValue:StringLike', { operator: 'StringLike', qualifier: 'ForAnyValue' }],
      ['ForAllValues:StringEqualsIfExists', { operator: 'StringEquals', qualifier: 'ForAllValues', ifExists: true }],
      ['forallvalues:stringequals', { operator: 'stringequals', qualifier: 'ForAllValues' }],
    ])('reads %s', (name, expected) => {
      expect(conditionOf(name)).toMatchObject({ ...expected, key: 'aws:sourcevpc', values: ['v'], complete: true });
    });

    test('marks unknown conditions', () => {
      expect(conditionOf('StringEquals', UNKNOWN)).toMatchObject({ complete: false });
      expect(statement({ Condition: UNKNOWN })).toMatchObject({ conditions: [], conditionsKnown: false });
      expect(statement({ Condition: { StringEquals: UNKNOWN } }))
        .toMatchObject({ conditions: [], conditionsKnown: false });
      expect(statement({ Condition: { StringEquals: UNKNOWN, Bool: { 'aws:SecureTransport': 'true' } } }))
        .toMatchObject({ conditions: [{ operator: 'Bool' }], conditionsKnown: false });
      expect(conditionOf('StringEquals', ['v', {}])).toMatchObject({ values: ['v'], complete: false });
      expect(statement({})).toMatchObject({ conditions: [], conditionsKnown: true });
    });
  });
});

describe('coversAction', () => {
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
  ])('compares %j with s3:GetObject: %j', (fields, expected) => {
    expect(coversAction(createSymbols().symbols, statement(fields), 's3:GetObject')).toBe(expected);
  });
});

describe('coversResource', () => {
  test.each<[object, boolean | undefined]>([
    [{ Resource: 'arn:aws:s3:::a/*' }, true],
    [{ Resource: ['arn:aws:s3:::b/*', 'arn:aws:s3:::?/x'] }, true],
    [{ Resource: 'arn:aws:s3:::A/*' }, false],
    [{ Resource: `arn:aws:s3:::${UNKNOWN}/*` }, undefined],
    [{ Resource: undefined, NotResource: 'arn:aws:s3:::b/*' }, true],
    [{ Resource: undefined, NotResource: 'arn:aws:s3:::a/*' }, false],
  ])('compares %j with arn:aws:s3:::a/*: %j', (fields, expected) => {
    expect(coversResource(createSymbols().symbols, statement(fields), 'arn:aws:s3:::a/*')).toBe(expected);
  });
});

describe('coversResource', () => {
  test.each<[string, string[], boolean | undefined]>([
    ['the ARN of a bucket', ['arn'], false],
    ['a list of ARNs', ['arn', 'arn'], undefined],
    ['any value', ['any'], undefined],
  ])('compares a parameter that is %s with the objects of the bucket', (_, entries, expected) => {
    const symbols = new SymbolTable();
    const parameters: Record<string, string> = {
      arn: symbols.opaque('Stack', { Ref: 'Arn' }, '${Arn}'), any: symbols.opaque('Stack', { Ref: 'Any' }, '${Any}'),
    };
    symbols.markBucketArn(parameters.arn);
    const Resource = entries.length === 1 ? parameters[entries[0]] : [...entries.map((entry) => parameters[entry]), {}];
    expect(coversResource(symbols, statement({ Resource }), `${parameters.arn}/*`)).toBe(expected);
  });
});

describe('statementsAllowAction', () => {
  test('returns true only for a statement that certainly allows the action', () => {
    const allowing = (fields: object) =>
      statementsAllowAction(createSymbols().symbols, [statement(fields)], 's3:GetObject', 'arn:aws:s3:::a/*');
    expect(allowing({})).toBe(true);
    expect(allowing({ Effect: 'Deny' })).toBe(false);
    expect(allowing({ Effect: UNKNOWN })).toBeUndefined();
    expect(allowing({ Effect: UNKNOWN, Action: 's3:PutObject' })).toBe(false);
    expect(allowing({ Action: 's3:PutObject', Resource: UNKNOWN })).toBe(false);
    expect(statementsAllowAction(createSymbols().symbols, [], 's3:GetObject', '*')).toBe(false);
  });
});

describe('namedActions', () => {
  test('returns the actions without a wildcard', () => {
    expect(namedActions(statement({ Action: ['s3:GetObject', 's3:Put*', '*', UNKNOWN] }))).toEqual(['s3:GetObject']);
    expect(namedActions(statement({ Action: undefined, NotAction: 's3:GetObject' }))).toEqual([]);
    expect(namedActions(statement({ Action: undefined }))).toEqual([]);
  });
});

describe('conditionDemandsValue', () => {
  test.each([
    ['StringEquals', true], ['ForAnyValue:StringEquals', true], ['ArnLike', true], ['IpAddress', true], ['Bool', true],
    ['StringEqualsIfExists', false], ['ForAllValues:StringEquals', false], ['StringNotEquals', false], ['Null', false],
  ])('returns for %s: %j', (name, expected) => {
    expect(conditionDemandsValue(conditionOf(name))).toBe(expected);
  });
});

describe('excludesValues', () => {
  test.each([
    ['StringNotEquals', true], ['NotIpAddress', true], ['ArnNotLike', true], ['StringEquals', false],
  ])('returns for %s: %j', (name, expected) => {
    expect(excludesValues(conditionOf(name))).toBe(expected);
  });
});

describe('conditionHasWildcards', () => {
  test.each([
    ['StringLike', true], ['ArnEquals', true], ['ArnNotLike', true], ['StringEquals', false],
  ])('returns for %s: %j', (name, expected) => {
    expect(conditionHasWildcards(conditionOf(name))).toBe(expected);
  });
});

describe('isPublicStatement', () => {
  const when = (condition: object | string, kind: 'bucket' | 'access-point' = 'bucket') =>
    isPublicStatement(statement({ Condition: condition }), kind);
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
  ])('returns for a statement with %j: %j', (fields, expected) => {
    expect(isPublicStatement(statement(fields), 'bucket')).toBe(expected);
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
    [{ StringLike: { 'aws:userid': 'XAROAEXAMPLE:*' } }, true],
    [{ StringLike: { 'aws:userid': 'AROAEXAMPLE:*@*' } }, true],
    [{ StringEquals: { 's3:DataAccessPointAccount': '111122223333' } }, false],
    [{ StringLike: { 's3:DataAccessPointArn': arn } }, false],
    [{ StringLike: { 's3:DataAccessPointArn': 'arn:aws:s3::*:accesspoint/*' } }, true],
    [{ StringLike: { 's3:DataAccessPointArn': '*' } }, true],
    [{ StringLike: { 's3:DataAccessPointArn': 'arn:aws:s3:::accesspoint/*' } }, true],
    [{ StringLike: { 's3:DataAccessPointArn': 'arn:aws:s3::111122223333:x/accesspoint/*' } }, true],
    [UNKNOWN, undefined],
  ])('returns for every principal with %j: %j', (condition, expected) => {
    expect(when(condition)).toBe(expected);
  });

  test('describes the element that applies to every principal', () => {
    expect(describePrincipal(statement({}))).toBe('principal "*"');
    expect(describePrincipal(statement({ Principal: undefined }))).toBe('principal "*"');
    expect(describePrincipal(statement({ Principal: undefined, NotPrincipal: { AWS: 'a' } }))).toBe('NotPrincipal');
  });

  test('treats a wildcard for access points as public in the policy of an access point', () => {
    expect(when({ StringLike: { 's3:DataAccessPointArn': arn } }, 'access-point')).toBe(true);
    expect(when({ StringEquals: { 's3:DataAccessPointArn': arn.replace('*', 'a.mrap') } }, 'access-point')).toBe(false);
  });
});
