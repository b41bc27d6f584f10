import { type Assumption } from '../../model/assumption';

export const sourceMultiRegionKey: Assumption = {
  id: '37',
  statement:
    'S3 accepts `UseSourceMultiRegionKey` in a rule without `ReplicaKmsKeyID`, and the replication role needs'
    + ' the same permissions for the related key in the Region of the destination as for a replica key.',
  evidence:
    'The model of S3 has both elements in `EncryptionConfiguration`, and requires neither. The user guide '
    + 'does not describe the element yet.',
  consequence:
    'Only for `sourceMultiRegionKey`: the rules are refused (MRAP933) and reverted, or encrypted objects fail'
    + ' to replicate, and the metrics show it.',
  manualCheck: 'Put such a rule for two buckets with related keys, put an object, and read its replication status.',
  verification: {
    notAutomatable: 'because the check needs related keys and encrypted replicas, which cost money after the run',
  },
};
