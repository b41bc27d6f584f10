import type * as cdk from 'aws-cdk-lib/core';
import {
  FailoverConfiguration, FailoverRunbook, type FailoverRunbookProps, ReplicatedMultiRegionAccessPoint,
} from '../../../src';

export const RUNBOOK_REGIONS = ['eu-west-1', 'us-east-1', 'ap-northeast-1'];

/** Declares a replicated access point with a runbook. */
export function declareRunbook(stack: cdk.Stack, props: Partial<FailoverRunbookProps> = {}): FailoverRunbook {
  const failover = FailoverConfiguration.activePassive(['eu-west-1']);
  const media = new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: 'media', bucketNamePrefix: 'media', regions: RUNBOOK_REGIONS, failover,
  });
  return new FailoverRunbook(stack, 'Failover', {
    runbookName: 'media-failover', multiRegionAccessPoint: media.accessPoint, replication: media.replication, ...props,
  });
}

export const makeStackName = (region: string) =>
  (region === 'eu-west-1' ? 'Stack' : `Stack-media-failover-runbook-${region}`);
