import { Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { type App, CfnResource, type Stack } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { MultiRegionAccessPointHandlers, ReplicatedMultiRegionAccessPoint } from '../../src';
import { OTHER_ACCOUNT } from '../support/accounts';
import { violationsOf } from '../support/nag';
import { stackIn, warningTexts } from '../support/synthesis';

function declareInTwoAccounts() {
  const stack = stackIn();
  const { replication } = new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: 'media',
    regions: ['eu-west-1', 'us-east-1'],
    accounts: { 'us-east-1': OTHER_ACCOUNT },
  });
  return { stack, replication, other: replication.replicationStack(OTHER_ACCOUNT) };
}

function findRetention(stack: Stack): unknown[] {
  return Object.values(Template.fromStack(stack).findResources('AWS::Logs::LogGroup'))
    .map(({ Properties: { RetentionInDays: days } }) => days);
}

describe('MultiRegionAccessPointHandlers', () => {
  describe('of a stack with buckets in another account', () => {
    test('applies the log retention and the proxy to the handlers of the other account', () => {
      const { stack, other } = declareInTwoAccounts();
      MultiRegionAccessPointHandlers.of(stack).configure({
        logRetention: logs.RetentionDays.ONE_MONTH, proxy: { url: 'http://proxy:3128' },
      });
      expect(new Set(findRetention(other))).toEqual(new Set([30]));
      Template.fromStack(other).hasResourceProperties('AWS::Lambda::Function', {
        Environment: { Variables: Match.objectLike({ HTTPS_PROXY: 'http://proxy:3128' }) },
      });
      expect(warningTexts(other, 'MRAP218')).toEqual([]);
    });

    test('prefers the settings of the other account', () => {
      const { stack, other } = declareInTwoAccounts();
      MultiRegionAccessPointHandlers.of(stack).configure({ logRetention: logs.RetentionDays.ONE_MONTH });
      MultiRegionAccessPointHandlers.of(other).configure({ logRetention: logs.RetentionDays.ONE_YEAR });
      expect(new Set(findRetention(other))).toEqual(new Set([365]));
    });

    test('reports settings that are resources of one account, unless the other account has its own', () => {
      const { stack, other } = declareInTwoAccounts();
      const importKey = (scope: Stack) => kms.Key.fromKeyArn(
        scope, 'LogKey', `arn:aws:kms:${scope.region}:${scope.account}:key/1`);
      MultiRegionAccessPointHandlers.of(stack).configure({ logEncryptionKey: importKey(stack) });
      Template.fromStack(stack);
      expect(warningTexts(other, 'MRAP218')).toEqual([expect.stringContaining('"logEncryptionKey"')]);
      const second = declareInTwoAccounts();
      for (const scope of [second.stack, second.other]) {
        MultiRegionAccessPointHandlers.of(scope).configure({ logEncryptionKey: importKey(scope) });
      }
      Template.fromStack(second.stack);
      expect(warningTexts(second.other, 'MRAP218')).toEqual([]);
    });

    test('acknowledges the findings of cdk-nag on the handlers of the other account', () => {
      const { stack } = declareInTwoAccounts();
      MultiRegionAccessPointHandlers.of(stack).acknowledgeNagFindings();
      Template.fromStack(stack);
      const violations = violationsOf(AwsSolutionsChecks, stack.node.root);
      expect(violations.filter((violation) => violation.includes('MultiRegionAccessPointHandlers'))).toEqual([]);
    });

    test('refuses an account without source buckets', () => {
      const { replication } = declareInTwoAccounts();
      expect(() => replication.replicationStack('777788889999')).toThrow(/MRAP788.*"777788889999".*444455556666/);
    });
  });
});

describe('checkStackSize', () => {
  function declareMedia(): Stack {
    const stack = stackIn();
    new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
      multiRegionAccessPointName: 'media', regions: ['eu-west-1', 'us-east-1'],
    });
    return stack;
  }

  /** Declares as many other resources as are necessary for the number. */
  function declareWithResources(count: number): Stack {
    const stack = declareMedia();
    const ofMedia = Object.keys(Template.fromStack(declareMedia()).toJSON().Resources as object).length;
    for (let index = ofMedia; index < count; index += 1) new CfnResource(stack, `R${index}`, { type: 'Custom::Other' });
    return stack;
  }

  test('accepts 500 resources, and refuses one more with the number of access points', () => {
    expect(() => (declareWithResources(500).node.root as App).synth()).not.toThrow();
    expect(() => (declareWithResources(501).node.root as App).synth())
      .toThrow(/MRAP221\].*"Stack" has too many resources, got 501 with 1 access points, expected at most 500/);
  });
});
