import { Template } from 'aws-cdk-lib/assertions';
import {
  App, BootstraplessSynthesizer, DefaultStackSynthesizer, NestedStack, Stack, Stage, StackSynthesizer, Tags,
} from 'aws-cdk-lib/core';
import { ACCOUNT } from '../../support/accounts';
import { stackIn, warningsOf } from '../../support/synthesis';
import { declare } from './support';

describe('MultiRegionBuckets.supportStack', () => {
  const findSupportStack = (stack: Stack) => declare({}, stack).buckets.supportStack('us-east-1');
  const env = { account: ACCOUNT, region: 'eu-west-1' };

  test('belongs to the stage of the home stack', () => {
    const stage = new Stage(new App(), 'Prod', { env });
    const stack = findSupportStack(new Stack(stage, 'Stack'));
    expect([stack.stackName, stack.region, Stage.of(stack)])
      .toEqual(['Prod-Stack-mrap-us-east-1', 'us-east-1', stage]);
  });

  test('belongs to the parent of a nested stack', () => {
    const top = stackIn();
    const { buckets } = declare({}, new NestedStack(top, 'Nested') as unknown as Stack);
    expect(buckets.supportStack('us-east-1').stackName).toBe('Stack-mrap-us-east-1');
    expect(buckets.supportStack('eu-west-1').nestedStackParent).toBe(top);
  });

  test('copies tags and termination protection from the home stack', () => {
    const stack = new Stack(new App(), 'Stack', { env, tags: { team: 'media' }, terminationProtection: true });
    const supportStack = findSupportStack(stack);
    expect([supportStack.tags.tagValues(), supportStack.terminationProtection]).toEqual([{ team: 'media' }, true]);
    Tags.of(stack.node.root).add('owner', 'media');
    expect(Template.fromStack(supportStack).findResources('AWS::S3::Bucket')).toMatchObject(
      {
        [Object.keys(Template.fromStack(supportStack).findResources('AWS::S3::Bucket'))[0]]: {
          Properties: { Tags: [{ Key: 'owner', Value: 'media' }] },
        },
      });
  });

  test.each([
    ['with a qualifier', new DefaultStackSynthesizer({ qualifier: 'media' })],
    ['with roles', new DefaultStackSynthesizer({ deployRoleArn: 'arn:aws:iam::${AWS::AccountId}:role/deploy' })],
    ['without bootstrapping', new BootstraplessSynthesizer({})],
  ])('copies the synthesizer of the home stack %s', (_name, synthesizer) => {
    const stack = new Stack(new App(), 'Stack', { env, synthesizer });
    const supportStack = findSupportStack(stack);
    expect(supportStack.synthesizer.constructor).toBe(stack.synthesizer.constructor);
    expect(supportStack.synthesizer.bootstrapQualifier).toBe(stack.synthesizer.bootstrapQualifier);
    const assembly = (stack.node.root as App).synth();
    const roles = [stack, supportStack].map(({ artifactId }) =>
      assembly.getStackArtifact(artifactId).assumeRoleArn?.replace('us-east-1', 'eu-west-1'));
    expect(roles[1]).toBe(roles[0]);
  });

  test('uses the synthesizer of the application', () => {
    const stack = new Stack(new App({
      defaultStackSynthesizer: new DefaultStackSynthesizer({ qualifier: 'all' }),
    }), 'Stack', { env });
    expect(findSupportStack(stack).synthesizer.bootstrapQualifier).toBe('all');
  });

  test('warns that it cannot copy a synthesizer for a single stack', () => {
    class SingleStackSynthesizer extends StackSynthesizer {
      public addFileAsset(): never { throw new Error('none'); }
      public addDockerImageAsset(): never { throw new Error('none'); }
      public synthesize(): void { /* Nothing to publish. */ }
    }
    const stack = new Stack(new App(), 'Stack', { env, synthesizer: new SingleStackSynthesizer() });
    expect(findSupportStack(stack).synthesizer).toBeInstanceOf(DefaultStackSynthesizer);
    expect(warningsOf(stack)).toEqual(['MRAP772']);
  });
});
