import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { type App, Duration, Stack } from 'aws-cdk-lib/core';

export interface AccessPointTestProps {
  readonly app: App;
  /** The stacks to deploy. The CDK deploys the stacks that they depend on before them. */
  readonly stacks: Stack[];
  readonly accessPointName: string;
  /** The member Regions, sorted. */
  readonly regions: readonly string[];
}

/**
 * Deploys stacks, and asserts through the SDK that S3 shows the access point as READY with its members.
 *
 * The stack of the assertions is in us-west-2, because S3 answers only there.
 */
export function testAccessPoint({ app, stacks, accessPointName, regions }: AccessPointTestProps): void {
  const assertionStack = new Stack(app, 'Assertions', { env: { region: 'us-west-2' } });
  const test = new IntegTest(app, 'Test', {
    testCases: stacks,
    assertionStack,
  });
  const read = test.assertions.awsApiCall('s3-control', 'GetMultiRegionAccessPoint', {
    AccountId: assertionStack.account, Name: accessPointName,
  });
  read.provider.addToRolePolicy({
    Effect: 'Allow',
    Action: ['s3:GetMultiRegionAccessPoint'],
    Resource: [`arn:aws:s3::${assertionStack.account}:accesspoint/*`],
  });
  // A failed assertion fails the deployment of its stack.
  read.expect(ExpectedResult.objectLike({
    AccessPoint: { Name: accessPointName, Status: 'READY', Regions: regions.map((Region) => ({ Region })) },
  })).waitForAssertions({ totalTimeout: Duration.minutes(5) });
  app.synth();
}
