import { type EncryptionConfiguration } from '@aws-sdk/client-s3';
import { requireRefusal } from './refusal';
import {
  type BucketPair, deployReplicationRole, headVersion, putObject, putRule, waitForReplication,
} from './replicated-objects';
import { type ServiceLab } from './service-lab';
import { type PolicyStatement } from './templates/role';

export interface EncryptedReplication {
  /** The ARN of the key of the object. */
  readonly keyArn: string;
  readonly encryption: EncryptionConfiguration;
  /** The permissions of the role for keys. */
  readonly statements: readonly PolicyStatement[];
}

export interface EncryptedReplica {
  /** The status of the replication, or the code with which S3 refused the rule. */
  readonly status: string;
  /** The ARN of the key of the replica. */
  readonly keyArn?: string;
}

/** Puts an encrypted object, and waits for its replica. */
export async function replicateEncrypted(
  lab: ServiceLab, pair: BucketPair, key: string, { keyArn, encryption, statements }: EncryptedReplication,
): Promise<EncryptedReplica> {
  const { source, destination } = pair;
  const roleArn = await deployReplicationRole(lab, pair, statements);
  try {
    await putRule(lab, pair, roleArn, {
      destination: { EncryptionConfiguration: encryption },
      criteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
    });
  } catch (error) {
    return { status: `refused with ${requireRefusal(error).code}` };
  }
  const version = await putObject(lab, source, key, [destination], {
    ServerSideEncryption: 'aws:kms', SSEKMSKeyId: keyArn,
  });
  const status = await waitForReplication(lab, source, version) ?? 'pending';
  const replica = status === 'COMPLETED' ? await headVersion(lab, destination, version) : undefined;
  return { status, keyArn: replica?.SSEKMSKeyId };
}
