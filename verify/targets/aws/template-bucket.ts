import { PutObjectCommand } from '@aws-sdk/client-s3';
import { isExplicit } from '../../lab/answers';
import { type LabClients } from '../../lab/clients';
import { createBucket } from '../../lab/create-bucket';
import { type Journal } from '../../lab/journal';
import { type StackTemplate } from '../../lab/stack-template';

export interface TemplateBucketOptions {
  readonly clients: Pick<LabClients, 's3'>;
  readonly journal: Journal;
  readonly accountId: string;
  readonly region: string;
  /** The name of the bucket. */
  readonly bucket: string;
}

/** The bucket of the templates of nested stacks, because CloudFormation accepts such a template only from S3. */
export class TemplateBucket {
  private created?: Promise<void>;
  private objects = 0;

  constructor(private readonly options: TemplateBucketOptions) {}

  /** Uploads a template, and returns its URL. The journal contains the object before S3 receives it. */
  public async upload(template: StackTemplate): Promise<string> {
    const { clients, journal, accountId, region, bucket } = this.options;
    this.created ??= this.create();
    await this.created;
    this.objects += 1;
    const key = `nested-${this.objects}.json`;
    journal.write({ event: 'planned', kind: 'object', name: `${bucket}/${key}`, region });
    await clients.s3(region).send(new PutObjectCommand({
      Bucket: bucket, Key: key, Body: JSON.stringify(template), ExpectedBucketOwner: accountId,
    }));
    return `https://s3.${region}.amazonaws.com/${bucket}/${key}`;
  }
  /** A failure counts only for the uploads that wait for it. The next upload repeats the creation. */
  private async create(): Promise<void> {
    const { clients, journal, region, bucket } = this.options;
    try {
      await createBucket(clients, journal, { name: bucket, region });
    } catch (error) {
      // A creation whose answer was lost.
      if (isExplicit(error, 'BucketAlreadyOwnedByYou')) return;
      this.created = undefined;
      throw error;
    }
  }
}
