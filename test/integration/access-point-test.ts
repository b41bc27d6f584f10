import { ExpectedResult, IntegTest, Match } from '@aws-cdk/integ-tests-alpha';
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
  const assertionStack = new Stack(app, 'Assertions', {
    stackName: 'MrapIntegAssertions', env: { region: 'us-west-2' },
  });
  // The CDK command line does not know that the assertions need the deployed stacks.
  for (const stack of stacks) assertionStack.addDependency(stack);
  const test = new IntegTest(app, 'Test', {
    testCases: stacks,
    assertionStack,
  });
  for (const region of regions) {
    const read = test.assertions.awsApiCall('s3-control', 'GetMultiRegionAccessPoint', {
      AccountId: assertionStack.account, Name: accessPointName,
    });
    // S3 documents no order of the members, and a matcher of an array expects its order.
    read.expect(ExpectedResult.objectLike({
      AccessPoint: {
        Name: accessPointName, Status: 'READY', Regions: Match.arrayWith([Match.objectLike({ Region: region })]),
      },
    // Only an assertion that is awaited fails its deployment: failDeployment is false by default.
    })).waitForAssertions({ totalTimeout: Duration.minutes(5) });
  }
  app.synth();
}
