import { type Simulator } from '../../simulator';
import { type SynthesizedStack } from './synthesis';

interface BucketProperties {
  readonly BucketName: string;
  readonly VersioningConfiguration?: { readonly Status: 'Enabled' };
}

function bucketsOf({ template }: SynthesizedStack): BucketProperties[] {
  return Object.values(template.Resources).filter(({ Type: type }) => type === 'AWS::S3::Bucket').map(({ Properties }) => Properties as unknown as BucketProperties);
}

/** Makes the buckets of a stack, as CloudFormation would; answers their names. */
export function createBuckets(simulator: Simulator, stack: SynthesizedStack, accountId: string): string[] {
  const missing = bucketsOf(stack).filter(({ BucketName: name }) => simulator.buckets.get(name) === undefined);
  for (const { BucketName: name, VersioningConfiguration: versioning } of missing) {
    simulator.buckets.add(name, stack.region, accountId, simulator.settings.clock.now()).versioning = versioning?.Status;
  }
  return missing.map(({ BucketName: name }) => name);
}

/** Deletes the buckets of a stack, which S3 refuses while an access point holds them. */
export async function deleteBuckets(simulator: Simulator, stack: SynthesizedStack, accountId: string): Promise<void> {
  for (const { BucketName: Bucket } of bucketsOf(stack)) {
    const outcome = await simulator.call('DeleteBucket', { Bucket }, { accountId, region: stack.region });
    if (outcome.kind === 'error') throw new Error(`${Bucket}: ${outcome.message}`);
  }
}
