import {
  App, BootstraplessSynthesizer, DefaultStackSynthesizer, NestedStack, Stack, Stage, StackSynthesizer, Tags,
} from 'aws-cdk-lib/core';
import { MultiRegionBuckets } from '../../../src';
import { ACCOUNT } from '../../support/accounts';
import { stackIn, verdictOf, warningsOf } from '../../support/synthesis';
import { declare } from './support';

describe('MultiRegionBuckets.supportStack', () => {
  const findSupportStack = (stack: Stack) => declare({}, stack).buckets.supportStack('us-east-1');
  const env = { account: ACCOUNT, region: 'eu-west-1' };
  const readArtifact = (stack: Stack) => (stack.node.root as App).synth().getStackArtifact(stack.artifactId);

  test('belongs to the stage of the home stack', () => {
    const stage = new Stage(new App(), 'Prod', { env });
    const stack = findSupportStack(new Stack(stage, 'Stack'));
    expect([stack.stackName, stack.region, Stage.of(stack)])
      .toEqual(['Prod-Stack-media-us-east-1', 'us-east-1', stage]);
  });

  test('is below the construct in a nested stack, with the name of the stack that contains the nested stack', () => {
    const top = stackIn();
    const { buckets } = declare({}, new NestedStack(top, 'Nested') as unknown as Stack);
    expect(buckets.supportStack('us-east-1').stackName).toBe('Stack-media-us-east-1');
    expect(buckets.supportStack('us-east-1').node.path).toBe('Stack/Nested/Buckets/us-east-1');
    expect(buckets.supportStack('us-east-1').nestedStackParent).toBeUndefined();
    expect(buckets.supportStack('eu-west-1').nestedStackParent).toBe(top);
    expect(readArtifact(buckets.supportStack('us-east-1')).environment.region).toBe('us-east-1');
  });

  test('has the tags and the termination protection of the home stack, whenever they are set', () => {
    const stack = new Stack(new App(), 'Stack', { env, tags: { team: 'media' } });
    const supportStack = findSupportStack(stack);
    stack.terminationProtection = true;
    stack.tags.setTag('late', 'yes');
    Tags.of(stack).add('owner', 'media');
    expect(readArtifact(supportStack).tags).toEqual({ team: 'media', late: 'yes', owner: 'media' });
    expect(readArtifact(supportStack).terminationProtection).toBe(true);
  });

  test('keeps tags and a termination protection of its own', () => {
    const stack = new Stack(new App(), 'Stack', { env, tags: { team: 'media' }, terminationProtection: true });
    const supportStack = findSupportStack(stack);
    supportStack.terminationProtection = false;
    Tags.of(supportStack).add('team', 'virginia');
    const { tags, terminationProtection = false } = readArtifact(supportStack);
    expect([tags, terminationProtection]).toEqual([{ team: 'virginia' }, false]);
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
    const roles = [stack, supportStack].map((one) =>
      readArtifact(one).assumeRoleArn?.replace('us-east-1', 'eu-west-1'));
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

  test('has a legal name below a home stack with a long name', () => {
    const { stackName } = findSupportStack(stackIn('eu-west-1', { stackName: 'x'.repeat(128) }));
    expect(stackName).toMatch(/^x{119}-[0-9a-f]{8}$/);
  });

  test('reports two stacks with one name in different stages of one account (MRAP783)', () => {
    const app = new App();
    const names = ['Beta', 'Prod'].map((id) => {
      const stack = new Stack(new Stage(app, id, { env }), 'Stack', { stackName: 'media' });
      new MultiRegionBuckets(stack, 'Buckets', { bucketNamePrefix: 'media', regions: ['eu-west-1', 'us-east-1'] });
      return stack.stackName;
    });
    expect(names).toEqual(['media', 'media']);
    expect(() => app.synth()).toThrow('MRAP783');
  });

  test('does not report stacks of the same name in two accounts (MRAP783)', () => {
    const stack = stackIn();
    const verdict = verdictOf(stack, () => {
      for (const [id, account] of [['Beta', '444455556666'], ['Prod', ACCOUNT]]) {
        const home = new Stack(new Stage(stack.node.root, id, { env: { ...env, account } }), 'Stack', {
          stackName: 'media',
        });
        new MultiRegionBuckets(home, 'Buckets', { bucketNamePrefix: id.toLowerCase(), regions: ['us-east-1'] });
      }
    });
    expect(verdict.errors).toEqual([]);
  });
});
