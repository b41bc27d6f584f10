import { type IConstruct } from 'constructs';
import { MRAP219_PAIRS_WITHOUT_ALARMS } from '../../diagnostics/definitions/environments';
import { addFindingAnnotation } from '../../validation/assert-valid';
import { makeBucketLabel } from '../buckets/underlying-bucket';
import { type BucketEdge } from '../replication/replication-config';

/** Reports pairs of buckets in different accounts, whose metrics an alarm of this account cannot read (MRAP219). */
export function annotatePairsWithoutAlarms(scope: IConstruct, edges: readonly BucketEdge[]): void {
  if (edges.length === 0) return;
  addFindingAnnotation(scope, MRAP219_PAIRS_WITHOUT_ALARMS.create({
    pairs: edges.map(({ source, destination }) => `${makeBucketLabel(source)} to ${makeBucketLabel(destination)}`),
  }));
}
