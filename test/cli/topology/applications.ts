import { App, Stack } from 'aws-cdk-lib/core';
import { REGIONS } from '../../../src/facts/regions';
import { FailoverConfiguration, ReplicatedMultiRegionAccessPoint, UnderlyingBucketEncryption } from 'cdk-s3-mrap';

const ACCOUNT = '111122223333';

/** Typical sets of Regions: two on one continent, three continents, and more, up to all Regions enabled by default. */
const CHOICES: Readonly<Record<number, readonly string[]>> = {
  2: ['eu-west-1', 'eu-central-1'],
  3: ['eu-west-1', 'us-east-1', 'ap-northeast-1'],
  6: ['eu-west-1', 'eu-central-1', 'us-east-1', 'us-west-2', 'ap-northeast-1', 'ap-southeast-2'],
};

export function regionsFor(count: number): readonly string[] {
  return (
    CHOICES[count]
    ?? REGIONS.filter(({ support }) => support === 'default')
      .slice(0, count)
      .map(({ region }) => region)
  );
}

/** Synthesizes an access point with members in the given Regions into a folder. */
export function synthesizeOver(regions: readonly string[], outdir: string): void {
  const app = new App({ outdir });
  const stack = new Stack(app, 'Media', { env: { account: ACCOUNT, region: regions[0] } });
  new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: 'media',
    bucketNamePrefix: 'media-example',
    regions: [...regions],
    encryption: UnderlyingBucketEncryption.kms(),
    failover: FailoverConfiguration.activePassive(regions.slice(0, 2)),
  });
  app.synth();
}
