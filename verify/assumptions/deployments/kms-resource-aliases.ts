import { type Assumption } from '../../model/assumption';

export const kmsResourceAliases: Assumption = {
  id: '22',
  statement: '`kms:ResourceAliases` applies to the calls that S3 makes for the replication role and for readers.',
  evidence: 'The KMS guide describes it for every call on a key.',
  consequence:
    'Replication of KMS-encrypted objects fails with its event, and reads fail with 403. Key ARNs instead of '
    + 'aliases (`kmsKeys`) work.',
  manualCheck: 'Put an object, and read its replication status.',
  verification: {
    notAutomatable: 'because the check replicates objects, and no service of the test suites replicates them',
  },
};
