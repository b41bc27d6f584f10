import { Aws, Token } from 'aws-cdk-lib/core';
import { makeRegionalStackName } from '../../../src/constructs/buckets/regional-stack-name';

const STACK_NAME = /^[A-Za-z][A-Za-z0-9-]{0,127}$/;

describe('makeRegionalStackName', () => {
  test('joins parts that CloudFormation allows', () => {
    expect(makeRegionalStackName('Main', 'media', 'us-east-1')).toBe('Main-media-us-east-1');
  });

  test.each([
    ['dots', ['Main', 'media.example.com', 'us-east-1'], /^Main-media-example-com-us-east-1-[0-9a-f]{8}$/],
    ['tokens', ['Main', `media-${Aws.ACCOUNT_ID}`, 'us-east-1'], /^Main-media-token-us-east-1-[0-9a-f]{8}$/],
    ['too many characters', ['x'.repeat(128), 'media', 'us-east-1'], /^x{119}-[0-9a-f]{8}$/],
  ])('replaces %s by allowed characters and a hash', (_name, parts, expected) => {
    const name = makeRegionalStackName(...parts);
    expect(name).toMatch(expected);
    expect(name).toMatch(STACK_NAME);
  });

  test('makes different names for parts that differ only in forbidden characters or beyond the limit', () => {
    const names = [['a.b'], ['a-b'], ['a..b'], ['x'.repeat(130)], ['x'.repeat(131)]]
      .map((parts) => makeRegionalStackName(...parts));
    expect(new Set(names).size).toBe(names.length);
  });

  test('does not depend on the number of a token', () => {
    const names = ['a', 'b'].map((value) => makeRegionalStackName('Main', Token.asString({ Ref: value })));
    expect(names[0]).toBe(names[1]);
  });
});
