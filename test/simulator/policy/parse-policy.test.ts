import { parsePolicy } from '../../../simulator/policy/parse-policy';

const statement = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'r' };
const without = (member: string) => JSON.stringify({ Statement: [{ ...statement, [member]: undefined }] });

describe('parsePolicy', () => {
  test('parses one or more statements and values', () => {
    const one = {
      effect: 'Allow',
      principals: [{ type: 'AWS', value: '*' }],
      excludesPrincipals: false,
      resources: ['r'],
      conditions: [],
    };
    expect(parsePolicy(JSON.stringify({ Statement: statement }))).toEqual({ statements: [one] });
    expect(parsePolicy(JSON.stringify({
      Version: '2012-10-17',
      Statement: [statement, {
        Effect: 'Deny',
        Principal: { AWS: ['a', 'b'], Service: 's' },
        NotAction: ['x'],
        NotResource: ['r', 's'],
        Condition: { Bool: { 'aws:SecureTransport': false }, StringEquals: { k: ['v', 'w'], l: 'x' } },
      }],
    }))).toEqual({
      statements: [one, {
        effect: 'Deny',
        principals: [{ type: 'AWS', value: 'a' }, { type: 'AWS', value: 'b' }, { type: 'Service', value: 's' }],
        excludesPrincipals: false,
        resources: ['r', 's'],
        conditions: [
          { operator: 'Bool', key: 'aws:SecureTransport', values: ['false'] },
          { operator: 'StringEquals', key: 'k', values: ['v', 'w'] },
          { operator: 'StringEquals', key: 'l', values: ['x'] },
        ],
      }],
    });
  });

  test('treats NotPrincipal as public', () => {
    const text = JSON.stringify({ Statement: { ...statement, Principal: undefined, NotPrincipal: { AWS: 'a' } } });
    expect(parsePolicy(text)).toMatchObject({ statements: [{ principals: [{ type: 'AWS', value: '*' }] }] });
  });

  test.each([
    ['', 'valid JSON'],
    ['{', 'valid JSON'],
    ['[]', 'valid JSON'],
    ['null', 'valid JSON'],
    ['{"Version":"2012-10-17"}', 'Statement'],
    ['{"Statement":["allow"]}', 'an object'],
    [without('Effect'), 'effect: undefined'],
    [JSON.stringify({ Statement: { ...statement, Effect: 'Maybe' } }), 'effect: Maybe'],
    ...['Principal', 'Action', 'Resource'].map((element) => [
      JSON.stringify({ Statement: { ...statement, [`Not${element}`]: 'x' } }), `both ${element} and Not${element}`,
    ]),
    [without('Principal'), 'Principal'],
    [JSON.stringify({ Statement: { ...statement, Principal: 'me' } }), 'Principal'],
    [JSON.stringify({ Statement: { ...statement, Principal: { AWS: [] } } }), 'Principal'],
    [JSON.stringify({ Statement: { ...statement, Principal: { AWS: 5 } } }), 'Principal'],
    [without('Action'), 'Action'],
    [without('Resource'), 'Resource'],
    [JSON.stringify({ Statement: { ...statement, Resource: [1] } }), 'Resource'],
    [JSON.stringify({ Statement: { ...statement, Condition: 'never' } }), 'condition'],
    [JSON.stringify({ Statement: { ...statement, Condition: { StringEquals: 'x' } } }), 'condition'],
  ])('refuses %s', (text, reason) => {
    expect(parsePolicy(text)).toEqual({ problem: expect.stringContaining(reason) });
  });
});
