import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { type App, type Stack } from 'aws-cdk-lib/core';
import { type IMultiRegionAccessPoint, MultiRegionAccessPoint, MultiRegionAccessPointVpcEndpoint } from '../../../src';
import { ACCOUNT } from '../../support/accounts';
import { stackIn } from '../../support/synthesis';

const lookUp = (stack: Stack) =>
  MultiRegionAccessPoint.fromLookup(stack, 'Media', { multiRegionAccessPointName: 'media' });

/** Synthesizes like the CDK CLI: first with placeholders, then with the result of the lookup. */
function synthesizeTwice(region: string, declare: (stack: Stack) => void) {
  const first = stackIn(region);
  declare(first);
  const missing = (first.node.root as App).synth().manifest.missing!.find(({ key }) => key.startsWith('cc-api'))!;
  const found = [{ Alias: 'mfzwi23gnjvgw.mrap', Regions: [{ Bucket: 'media-eu' }, { Bucket: 'media-us' }] }];
  const second = stackIn(region, { context: { [missing.key]: found } });
  declare(second);
  return { missing, second };
}

describe('MultiRegionAccessPoint.fromLookup', () => {
  test('asks Cloud Control for the alias and the buckets, and returns the ARN', () => {
    const found: IMultiRegionAccessPoint[] = [];
    const { missing } = synthesizeTwice('eu-west-1', (stack) => { found.push(lookUp(stack)); });
    expect(missing).toMatchObject({
      provider: 'cc-api-provider',
      props: {
        account: ACCOUNT,
        region: 'eu-west-1',
        typeName: 'AWS::S3::MultiRegionAccessPoint',
        exactIdentifier: 'media',
        propertiesToReturn: ['Alias', 'Regions'],
      },
    });
    expect([found[1].multiRegionAccessPointArn, found[1].multiRegionAccessPointName])
      .toEqual([`arn:aws:s3::${ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap`, 'media']);
  });

  test('asks in us-west-2 if CloudFormation lacks the type in the Region of the stack', () => {
    expect(synthesizeTwice('ap-southeast-5', lookUp).missing.props).toMatchObject({ region: 'us-west-2' });
  });

  test('includes the names of the buckets in the policy of a VPC endpoint', () => {
    const { second } = synthesizeTwice('eu-west-1', (stack) => {
      new MultiRegionAccessPointVpcEndpoint(stack, 'Endpoint', {
        vpc: new ec2.Vpc(stack, 'Vpc', { natGateways: 0 }), multiRegionAccessPoints: [lookUp(stack)],
      });
    });
    const [endpoint] = Object.values(Template.fromStack(second).findResources('AWS::EC2::VPCEndpoint'));
    expect(JSON.stringify(endpoint)).toContain('arn:aws:s3:::media-us/*');
  });
});
