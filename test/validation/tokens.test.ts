import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Aws, CfnParameter, type Stack } from 'aws-cdk-lib/core';
import {
  FailoverRunbook, MultiRegionBuckets, ReplicatedMultiRegionAccessPoint, ServerAccessLogs, UnderlyingBucketEncryption,
} from '../../src';
import { toNameUnlessLookup, toTextUnlessToken } from '../../src/validation/tokens';
import { stackIn, verdictOf } from '../support/synthesis';

const makeListToken = (stack: Stack) => new CfnParameter(stack, 'List', { type: 'CommaDelimitedList' }).valueAsList;

describe('toTextUnlessToken', () => {
  test.each([
    ['a token', () => Aws.ACCOUNT_ID],
    ['an element of a list that is a token', () => makeListToken(stackIn())[0]],
    ['a context lookup before its first run', () => ssm.StringParameter.valueFromLookup(stackIn(), '/bucket')],
    ['a text that contains such a value', () => `media-${ssm.StringParameter.valueFromLookup(stackIn(), '/stage')}`],
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

describe('toNameUnlessLookup', () => {
  test('returns a fixed name', () => {
    expect(toNameUnlessLookup('media')).toBe('media');
  });

  test('returns different valid names for different lookups', () => {
    const names = ['dummy-value-for-/a', 'media-dummy-value-for-/b'].map(toNameUnlessLookup);
    expect(names).toEqual([expect.stringMatching(/^[a-z0-9-]{24}$/), expect.stringMatching(/^[a-z0-9-]{24}$/)]);
    expect(names[0]).not.toBe(names[1]);
  });

  test.each<[string, (stage: string) => { name?: string; prefix?: string; runbook?: string; key?: string }]>([
    ['access point', (stage) => ({ name: `media-${stage}` })],
    ['buckets', (stage) => ({ prefix: `media-${stage}` })],
    ['runbook', (stage) => ({ runbook: stage })],
    ['keys', (stage) => ({ key: stage })],
  ])('allows the first synthesis of an application that looks up the name of its %s', (_name, makeNames) => {
    const verdict = verdictOf(stackIn(), (stack) => {
      const { name = 'media', prefix, runbook = 'failover', key } =
        makeNames(ssm.StringParameter.valueFromLookup(stack, '/team/stage'));
      const media = new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
        multiRegionAccessPointName: name,
        bucketNamePrefix: prefix,
        regions: ['eu-west-1', 'ap-southeast-2'],
        encryption: key === undefined
          ? UnderlyingBucketEncryption.kms()
          : UnderlyingBucketEncryption.kmsKeys({ 'eu-west-1': key, 'ap-southeast-2': key }),
        serverAccessLogs: ServerAccessLogs.managed(),
      });
      new FailoverRunbook(stack, 'Failover', { runbookName: runbook, multiRegionAccessPoint: media.accessPoint });
    });
    expect(verdict.errors).toEqual([]);
  });
});
