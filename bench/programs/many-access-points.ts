import { App, Stack } from 'aws-cdk-lib/core';
import { mark, report } from './report';
import { FailoverConfiguration, ReplicatedMultiRegionAccessPoint, UnderlyingBucketEncryption } from 'cdk-s3-mrap';

/** With three Regions and keys, an access point adds twelve resources, and CloudFormation allows 500. */
const PER_STACK = 40;

const count = Number(process.argv[2]);
const begin = mark();
const app = new App({ analyticsReporting: false });
for (let stackIndex = 0; stackIndex < count / PER_STACK; stackIndex += 1) {
  const stack = new Stack(app, `Main${stackIndex}`, { env: { account: '111122223333', region: 'eu-west-1' } });
  for (let index = stackIndex * PER_STACK; index < Math.min(count, (stackIndex + 1) * PER_STACK); index += 1) {
    new ReplicatedMultiRegionAccessPoint(stack, `Media${index}`, {
      multiRegionAccessPointName: `media-${index}`,
      regions: ['eu-west-1', 'us-east-1', 'ap-northeast-1'],
      encryption: UnderlyingBucketEncryption.kms(),
      failover: FailoverConfiguration.activePassive(['eu-west-1']),
    });
  }
}
report(app.synth().stacks.length, begin);
