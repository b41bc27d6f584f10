import { type IResource } from 'aws-cdk-lib/core';
import { checkRoutesControlRegion } from '../../diagnostics/checks/routes';
import {
  MRAP220_RUNBOOK_DOCUMENT_TOO_LONG, MRAP795_INVALID_RUNBOOK_NAME, MRAP796_RUNBOOK_WITHOUT_BUCKETS,
  MRAP798_RUNBOOK_REGION,
} from '../../diagnostics/definitions/operations';
import { MRAP767_REGION_IS_TOKEN } from '../../diagnostics/definitions/options';
import { MRAP788_INVALID_PROPERTY } from '../../diagnostics/definitions/usage';
import { type Finding } from '../../diagnostics/finding';
import { SERVICE_LIMITS } from '../../facts/limits';
import { computeWorstCasePolicyLength } from '../../provider/policy-size';
import { toTextUnlessToken } from '../../validation/tokens';
import { checkFailoverAccount } from '../access-point/failover-account';
import { type UnderlyingBucket } from '../buckets/underlying-bucket';
import { checkReplicationMetrics, type CrossRegionReplication } from '../replication/cross-region-replication';
import { type BucketEdge } from '../replication/replication-config';
import { checkFailoverTargets, type FailoverTargets } from './failover-targets';
import { checkForGeneratedBucketNames } from './regional-scope';

const RUNBOOK_NAME = /^[a-z0-9][a-z0-9-]{2,39}$/;

/** The declaration of a runbook with all defaults. */
export interface RunbookDeclaration {
  readonly homeRegion: string;
  readonly name: string;
  readonly accessPoint: IResource;
  readonly members: readonly UnderlyingBucket[];
  readonly replication?: CrossRegionReplication;
  /** The replication between the members. */
  readonly edges: readonly BucketEdge[];
  readonly controlRegions: readonly string[];
  readonly switchRegions: readonly string[];
  readonly targets: FailoverTargets;
}

/** Checks the declaration of a runbook. */
export function checkRunbook(scope: IResource, runbook: RunbookDeclaration): Finding[] {
  const { members, replication, accessPoint } = runbook;
  if (toTextUnlessToken(runbook.homeRegion) === undefined) {
    return [MRAP767_REGION_IS_TOKEN.create({ what: 'region of the stack' })];
  }
  if (members.length === 0) return [MRAP796_RUNBOOK_WITHOUT_BUCKETS.create({ accessPoint: accessPoint.node.path })];
  const names = Object.keys(runbook.targets);
  return [
    ...checkFailoverAccount(scope, accessPoint),
    ...checkName(runbook.name),
    ...checkForGeneratedBucketNames(members),
    ...(replication
      ? checkReplicationMetrics(replication, 'the backlog checks of the runbook are', runbook.edges)
      : []),
    ...runbook.controlRegions.flatMap(checkRoutesControlRegion),
    ...(runbook.controlRegions.length === 0 ? [MRAP788_INVALID_PROPERTY.create({
      property: 'controlRegions', got: 'an empty list', expected: 'at least one control Region',
    })] : []),
    ...checkFailoverTargets(runbook.targets, members),
    ...runbook.switchRegions.filter((region) => !names.includes(region))
      .map((region) => MRAP798_RUNBOOK_REGION.create({ missing: 'target', name: region, expected: names })),
  ];
}

/** Checks the length of a resolved document (MRAP220), with each token at its maximum. */
export function checkDocumentLength(content: unknown): Finding[] {
  const characters = computeWorstCasePolicyLength(content);
  const limit = SERVICE_LIMITS.AUTOMATION_DOCUMENT.value;
  return characters <= limit ? [] : [MRAP220_RUNBOOK_DOCUMENT_TOO_LONG.create({ characters, limit })];
}

function checkName(name: string): Finding[] {
  return RUNBOOK_NAME.test(name) ? [] : [MRAP795_INVALID_RUNBOOK_NAME.create({ what: 'the runbook', name, min: 3 })];
}
