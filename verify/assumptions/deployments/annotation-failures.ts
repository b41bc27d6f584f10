import { type Assumption } from '../../model/assumption';

export const annotationFailures: Assumption = {
  id: '36',
  statement: '`OperationsFailedReplication` may or may not count annotations that fail to replicate.',
  evidence:
    'The guide lists the reasons of such failures for the event `s3:Replication:OperationFailedReplication`. '
    + 'Its description of the metric does not mention annotations.',
  consequence: 'The alarm `replication-failed` does not detect replicas without their annotations. The event does.',
  manualCheck:
    'Deny the role `s3:GetObjectVersionAnnotationForReplication`, annotate an object, and read the metric and'
    + ' the event.',
  verification: {
    notAutomatable: 'because the simulator has no annotations, and the services of the probes replicate none',
  },
};
