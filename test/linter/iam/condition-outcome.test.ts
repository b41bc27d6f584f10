import { SymbolTable } from '../../../src/linter/evaluation/symbols';
import { readPolicyConditions } from '../../../src/linter/iam/condition';
import { isConditionMet, type RequestContext } from '../../../src/linter/iam/condition-outcome';

const OBJECTS = 'arn:aws:s3:::media/*';
const ROLE = 'arn:aws:iam::111122223333:role/replication';
const symbols = new SymbolTable();
const generatedRole = symbols.attribute('Main', 'Role', 'Arn');
const parameter = symbols.opaque('Main', { Ref: 'Value' }, '${Value}');

describe('isConditionMet', () => {
  test.each<[string, string, unknown, RequestContext, boolean | undefined]>([
    ['an equal value', 'StringEquals', 'true', { key: ['true'] }, true],
    ['another value', 'StringEquals', 'false', { key: ['true'] }, false],
    ['one of several values', 'StringEquals', ['a', 'b'], { key: ['b'] }, true],
    ['a key that the request may have', 'StringEquals', 'a', {}, undefined],
    ['a value in other letters', 'StringEquals', 'AES256', { key: ['aes256'] }, false],
    ['a value in other letters without case', 'StringEqualsIgnoreCase', 'AES256', { key: ['aes256'] }, true],
    ['a boolean in capital letters', 'Bool', 'True', { key: ['true'] }, true],
    ['a pattern that includes objects', 'StringLike', 'arn:aws:s3:::media/*', { key: [OBJECTS] }, true],
    ['a pattern that includes some objects', 'ArnLike', 'arn:aws:s3:::media/films/*', { key: [OBJECTS] }, true],
    ['a pattern of another bucket', 'StringLike', 'arn:aws:s3:::other/*', { key: [OBJECTS] }, false],
    ['a wildcard in an operator that has none', 'StringEquals', 'arn:aws:s3:::media/*', { key: [OBJECTS] }, false],
    ['a value from a parameter', 'StringEquals', parameter, { key: ['a'] }, undefined],
    ['a number', 'NumericEquals', '1', { key: ['1'] }, undefined],
    ['an absent key', 'StringEquals', 'a', { key: [] }, false],
    ['an absent key with IfExists', 'StringEqualsIfExists', 'a', { key: [] }, true],
    ['an absent key with Not', 'StringNotEquals', 'a', { key: [] }, true],
    ['an absent key with ForAllValues', 'ForAllValues:StringEquals', 'a', { key: [] }, true],
    ['an absent key with ForAnyValue and Not', 'ForAnyValue:StringNotEquals', 'a', { key: [] }, false],
    ['an absence that is expected', 'Null', 'true', { key: [] }, true],
    ['an absence that is not expected', 'Null', false, { key: [] }, false],
    ['a presence that is expected', 'Null', 'false', { key: ['a'] }, true],
    ['an absence from a parameter', 'Null', parameter, { key: [] }, undefined],
    ['an excluded value', 'ArnNotLike', 'arn:aws:iam::*:role/replication', { key: [ROLE] }, false],
    ['a value that is not excluded', 'ArnNotEquals', 'arn:aws:iam::111122223333:role/x', { key: [ROLE] }, true],
    ['an exclusion of some objects', 'StringNotLike', 'arn:aws:s3:::media/films/*', { key: [OBJECTS] }, undefined],
    ['an exclusion of one of two values', 'ArnNotLike', ROLE, { key: [ROLE, OBJECTS] }, undefined],
    ['an absence with two expectations', 'Null', ['true', 'false'], { key: [] }, undefined],
    ['an absence with an expectation that is no boolean', 'Null', 'yes', { key: [] }, undefined],
    ['an exclusion from a parameter', 'StringNotEquals', parameter, { key: ['a'] }, undefined],
    ['a generated role', 'ArnEquals', generatedRole, { key: [generatedRole] }, true],
    ['a pattern that may include a generated role', 'ArnNotLike', '*:role/x*', { key: [generatedRole] }, undefined],
    ['another role than a generated one', 'ArnNotEquals', ROLE, { key: [generatedRole] }, true],
  ])('decides %s', (_, operator, value, context, expected) => {
    const { conditions: [condition] } = readPolicyConditions({ [operator]: { Key: value } });
    expect(isConditionMet(symbols, condition, context)).toBe(expected);
  });

  test.each<[string, string, unknown, boolean | undefined]>([
    ['sessions of a role', 'ArnNotLike', 'arn:aws:sts::111122223333:assumed-role/*', true],
    ['sessions of a role, of which one is a generated role', 'StringLike', `arn:aws:sts::*/${generatedRole}/*`, false],
    ['itself in a list', 'ArnNotLike', [ROLE, generatedRole], false],
    ['other roles in a list', 'ArnNotEquals', [ROLE, 'arn:aws:iam::111122223333:role/x'], true],
    ['users', 'ArnLike', 'arn:aws:iam::111122223333:user/*', false],
    ['an account', 'ArnNotEquals', 'arn:aws:iam::111122223333:root', true],
    ['roles of a prefix', 'ArnLike', 'arn:aws:iam::*:role/x*', undefined],
    ['roles of another partition', 'ArnLike', 'arn:aws-cn:iam::*:role/x*', undefined],
    ['a parameter', 'ArnLike', parameter, undefined],
  ])('compares the principal, which is a generated role, with %s', (_, operator, value, expected) => {
    const { conditions: [condition] } = readPolicyConditions({ [operator]: { 'aws:PrincipalArn': value } });
    expect(isConditionMet(symbols, condition, { 'aws:principalarn': [generatedRole] })).toBe(expected);
  });
});
