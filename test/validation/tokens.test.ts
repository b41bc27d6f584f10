import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Aws, CfnParameter, type Stack } from 'aws-cdk-lib/core';
import { MultiRegionBuckets } from '../../src';
import { toTextUnlessToken } from '../../src/validation/tokens';
import { stackIn, verdictOf } from '../support/synthesis';

const makeListToken = (stack: Stack) => new CfnParameter(stack, 'List', { type: 'CommaDelimitedList' }).valueAsList;

describe('toTextUnlessToken', () => {
  test.each([
    ['a token', () => Aws.ACCOUNT_ID],
    ['an element of a list that is a token', () => makeListToken(stackIn())[0]],
    ['a context lookup before its first run', () => ssm.StringParameter.valueFromLookup(stackIn(), '/bucket')],
    ['nothing', () => undefined],
  ])('returns undefined for %s', (_name, make) => {
    expect(toTextUnlessToken(make())).toBeUndefined();
  });

  test('returns fixed text', () => {
    expect(toTextUnlessToken('eu-west-1')).toBe('eu-west-1');
  });

  test('returns undefined for Regions that are a list token, so that the check reports a token', () => {
    const verdict = verdictOf(stackIn(), (stack) => new MultiRegionBuckets(stack, 'Buckets', {
      bucketNamePrefix: 'media', regions: makeListToken(stack),
    }));
    expect(verdict.errors).toEqual(['MRAP767']);
  });
});
