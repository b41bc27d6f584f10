import { GetObjectCommand } from '@aws-sdk/client-s3';
import { replicateEncrypted } from '../../lab/encrypted-replication';
import { callWithNewRole, requireDenial } from '../../lab/refusal';
import { createPair, type Place } from '../../lab/replicated-objects';
import { type ServiceLab } from '../../lab/service-lab';
import { requireOutputs } from '../../lab/stack-template';
import { makeKeyTemplate } from '../../lab/templates/keys';
import { allow, compareKeyAlias } from '../../lab/templates/role';
import { type Assumption } from '../../model/assumption';
import { abstain, decide } from '../../model/verdict';

export const kmsResourceAliases: Assumption = {
  id: '22',
  statement: '`kms:ResourceAliases` applies to the calls that S3 makes for the replication role and for readers.',
  evidence: 'The KMS guide describes it for every call on a key.',
  consequence:
    'Replication of KMS-encrypted objects fails with its event, and reads fail with 403. Key ARNs instead of '
    + 'aliases (`kmsKeys`) work.',
  manualCheck: 'Put an object, and read its replication status.',
  verification: {
    subject: 'service',
    group: 'hour',
    minutes: 30,
    run: async (lab) => {
      const pair = await createPair(lab);
      const alias = `alias/${lab.makeName()}`;
      const keys = [];
      for (const region of lab.memberRegions) {
        keys.push(requireOutputs(await lab.deployStack(
          region, makeKeyTemplate({ accountId: lab.accountId, alias }))).KeyArn);
      }
      const [keyArn, replicaKeyArn] = keys;
      const replicate = (name: string, resources: readonly string[], condition?: object) =>
        replicateEncrypted(lab, pair, name, {
          keyArn,
          encryption: { ReplicaKmsKeyID: replicaKeyArn },
          statements: [
            allow(['kms:Decrypt'], resources[0], condition), allow(['kms:Encrypt'], resources.at(-1), condition),
          ],
        });
      const byArn = await replicate('by-arn', keys);
      if (byArn.status !== 'COMPLETED') return abstain(`with ARNs of keys, the replication is ${byArn.status}`);
      const byAlias = await replicate('by-alias', ['*'], compareKeyAlias(alias));
      if (byAlias.status === 'pending') return abstain('with an alias, the replication has not ended');
      const reader = await readAsReader(lab, pair.source, 'by-arn', alias);
      return decide(
        byAlias.status === 'COMPLETED' && reader === 'allowed',
        `with an alias, the replication is ${byAlias.status}, and a reader is ${reader}`,
      );
    },
  },
};

/** Reads an encrypted object as a caller that may decrypt only by the alias of the key. */
async function readAsReader(lab: ServiceLab, { bucket, region }: Place, key: string, alias: string): Promise<string> {
  const reader = await lab.restrict(['s3:GetObject', 'kms:Decrypt'], { keyAlias: alias });
  try {
    const input = { Bucket: bucket, Key: key, ExpectedBucketOwner: lab.accountId };
    await callWithNewRole(lab, async () => reader.s3(region).send(new GetObjectCommand(input)));
    return 'allowed';
  } catch (error) {
    return requireDenial(error).code;
  }
}
