import { type Assumption } from '../../model/assumption';

export const sourceAccountOfReplication: Assumption = {
  id: '21',
  statement:
    'S3 may or may not send `aws:SourceAccount` when it assumes a replication role. The trust policy does not'
    + ' check this key.',
  evidence: 'The guide\'s trust policies for replication have no condition.',
  consequence: 'None.',
  manualCheck: 'Add the condition to the trust policy, put an object, and read its replication status.',
  verification: { notAutomatable: 'because both answers are right: the trust policy does not use the key' },
};
