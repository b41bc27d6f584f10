import { App, Stack } from 'aws-cdk-lib/core';
import { createBuckets } from '../../../examples/demo/buckets';
import { StackDeployment } from '../../../examples/demo/stack-deployment';
import { type Template } from '../../../examples/demo/template';
import { createHandlers } from '../../../lambda/handlers';
import { Simulator, VirtualClock } from '../../../simulator';
import { ReplicatedMultiRegionAccessPoint, UnderlyingBucketEncryption } from '../../../src';
import { CloudFormation } from '../../driver/cloudformation';
import { ACCOUNT } from '../../support/accounts';
import { directS3 } from '../../support/simulated-s3';

const clock = new VirtualClock();

function synthesize() {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: { account: ACCOUNT, region: 'eu-west-1' } });
  new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: 'media',
    regions: ['eu-west-1', 'us-east-1'],
    encryption: UnderlyingBucketEncryption.kms(),
  });
  return app.synth().stacks.map(({ stackName: name, environment: { region }, template }) =>
    ({ name, region, after: [], template: template as Template }));
}

describe('ReplicatedMultiRegionAccessPoint', () => {
  test('keeps only the buckets after a failed first deployment, and then deploys successfully', async () => {
    const simulator = new Simulator({ clock, asyncFailure: () => ({ code: 'InternalErrors' }) });
    const functions = createHandlers({
      s3: directS3(simulator),
      clock,
      report: () => undefined,
      operations: new Map(),
    });
    const home = new StackDeployment(
      new CloudFormation({ clock, functions, accountId: ACCOUNT }), ACCOUNT,
    );
    const [remote, main] = synthesize();
    createBuckets(simulator, remote, ACCOUNT);
    const deploy = () => clock.runUntilSettled((async () => {
      createBuckets(simulator, main, ACCOUNT);
      await home.deploy(main.template, () => undefined);
    })());

    await expect(deploy()).rejects.toThrow('MRAP902');
    expect(simulator.snapshot().buckets.map(({ replication }) => replication?.Rules.length)).toEqual([1, 1]);
    await clock.runUntilSettled(home.rollBackCreation());
    simulator.buckets.remove('media-111122223333-eu-west-1');
    // The support stack remains. The rules that the home stack wrote to its bucket are deleted.
    expect(simulator.snapshot())
      .toMatchObject({ accessPoints: [], buckets: [{ name: 'media-111122223333-us-east-1' }] });
    expect(simulator.snapshot().buckets[0]).not.toHaveProperty('replication');

    simulator.configure({ asyncFailure: () => undefined });
    await deploy();
    expect(simulator.snapshot()).toMatchObject({
      accessPoints: [{ name: 'media', status: 'READY' }],
      buckets: [{ replication: {} }, { replication: {} }],
    });
  }, 60_000);
});
