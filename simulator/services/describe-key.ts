import { type Simulator } from '../simulator';
import { OtherServiceError, readText, type ServiceOperation } from './service-operation';

const MANAGED_KEY = 'alias/aws/s3';

/** The keys of the simulator are the keys that the settings of buckets and replication rules name. */
function findKey({ buckets }: Simulator, keyId: string): string | undefined {
  const named = buckets.list().flatMap(({ encryption, replication }) => [
    encryption.ApplyServerSideEncryptionByDefault.KMSMasterKeyID,
    ...(replication.at(-1)?.configuration?.Rules ?? [])
      .map(({ Destination }) => Destination.EncryptionConfiguration?.ReplicaKmsKeyID),
  ]);
  return [MANAGED_KEY, ...named].find((key) => key === keyId);
}

export const describeKeyOperation: ServiceOperation = {
  service: 'kms',
  name: 'DescribeKey',
  action: 'kms:DescribeKey',
  findResource: ({ settings }, input, { accountId, region }) => (
    settings.findKey(readText(input, 'KeyId'), region, accountId)),
  answer: (simulator, input, { accountId, region }) => {
    const keyId = readText(input, 'KeyId');
    const key = findKey(simulator, keyId);
    if (key === undefined) throw new OtherServiceError('NotFoundException', 400, `Key '${keyId}' does not exist`);
    const id = key.replace(/^.*[:/]/, '');
    const state = simulator.settings.keyState(key);
    return {
      KeyMetadata: {
        AWSAccountId: accountId,
        KeyId: id,
        Arn: key.startsWith('arn:') ? key : `arn:aws:kms:${region}:${accountId}:key/${id}`,
        Enabled: state === 'Enabled',
        KeyState: state,
        KeyUsage: 'ENCRYPT_DECRYPT',
        KeyManager: key === MANAGED_KEY ? 'AWS' : 'CUSTOMER',
      },
    };
  },
};
