import { type Simulator } from '../../simulator';
import { type SynthesizedStack } from './synthesis';

interface BucketProperties {
  readonly BucketName: string;
  readonly VersioningConfiguration?: { readonly Status: 'Enabled' };
}

function findBuckets({ template }: SynthesizedStack): BucketProperties[] {
  return Object.values(template.Resources)
    .filter(({ Type: type }) => type === 'AWS::S3::Bucket')
    .map(({ Properties }) => Properties as unknown as BucketProperties);
}

/** Creates the buckets of a stack, as CloudFormation would, and returns the names of the new buckets. */
export function createBuckets(simulator: Simulator, stack: SynthesizedStack, accountId: string): string[] {
  const missing = findBuckets(stack).filter(({ BucketName: name }) => simulator.buckets.get(name) === undefined);
  for (const { BucketName: name, VersioningConfiguration: versioning } of missing) {
    const bucket = simulator.buckets.add(name, stack.region, accountId, simulator.settings.clock.now());
    bucket.versioning = versioning?.Status;
  }
  return missing.map(({ BucketName: name }) => name);
}

/** Empties and deletes the buckets of a stack. S3 refuses to delete a bucket of an access point. */
export async function deleteBuckets(simulator: Simulator, stack: SynthesizedStack, accountId: string): Promise<void> {
  for (const { BucketName: Bucket } of findBuckets(stack)) {
    const { objects } = simulator.buckets.get(Bucket)!;
    for (const key of objects.keys()) {
      for (const { versionId } of objects.versions(key)) objects.remove(key, versionId);
    }
    const outcome = await simulator.call('DeleteBucket', { Bucket }, { accountId, region: stack.region });
    if (outcome.kind === 'error') throw new Error(`${Bucket}: ${outcome.message}`);
  }
}
