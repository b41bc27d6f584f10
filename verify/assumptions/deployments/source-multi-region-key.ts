import { replicateEncrypted } from '../../lab/encrypted-replication';
import { createPair } from '../../lab/replicated-objects';
import { requireOutputs } from '../../lab/stack-template';
import { makeKeyTemplate, makeReplicaKeyTemplate } from '../../lab/templates/keys';
import { allow, type PolicyStatement } from '../../lab/templates/role';
import { type Assumption } from '../../model/assumption';
import { abstain, decide } from '../../model/verdict';

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
    subject: 'service',
    group: 'hour',
    minutes: 45,
    run: async (lab) => {
      const pair = await createPair(lab);
      const { accountId } = lab;
      const { KeyArn: keyArn } = requireOutputs(
        await lab.deployStack(pair.source.region, makeKeyTemplate({ accountId, isMultiRegion: true })));
      const { KeyArn: relatedArn } = requireOutputs(
        await lab.deployStack(pair.destination.region, makeReplicaKeyTemplate(accountId, keyArn)));
      const decrypt = allow(['kms:Decrypt'], keyArn);
      const replicate = (name: string, statements: readonly PolicyStatement[]) =>
        replicateEncrypted(lab, pair, name, {
          keyArn, encryption: { UseSourceMultiRegionKey: { Status: 'Enabled' } }, statements,
        });
      const allowed = await replicate('allowed', [decrypt, allow(['kms:Encrypt'], relatedArn)]);
      const denied = await replicate('denied', [decrypt]);
      const observation = `with the permission for the related key: ${allowed.status}, key ${allowed.keyArn}; without `
        + `it: ${denied.status}`;
      const hasEnded = [allowed, denied].every(({ status }) => status !== 'pending');
      return hasEnded
        ? decide(
          allowed.status === 'COMPLETED' && allowed.keyArn === relatedArn && denied.status === 'FAILED', observation)
        : abstain(observation);
    },
  },
};
