import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { type Attributes, type Template } from '../../../examples/demo/template';

/** A synthesized stack. */
export interface SynthesizedStack {
  readonly name: string;
  readonly region: string;
  readonly template: Template;
}

/**
 * Reads the stacks of a synthesized app in deployment order. The aws-cdk-lib of another language can be newer than the
 * one of this repository, and write a newer schema.
 */
export function readStacks(folder: string): SynthesizedStack[] {
  const { stacksRecursively } = new CloudAssembly(folder, { skipVersionCheck: true });
  return stacksRecursively.map(({ stackName, environment, template }) => ({
    name: stackName, region: environment.region, template: template as Template,
  }));
}

export function findResources({ template }: SynthesizedStack, type: string) {
  return Object.entries(template.Resources).filter(([, resource]) => resource.Type === type);
}

/** Returns the ARNs of a template's buckets by logical id. */
export function bucketArns(stack: SynthesizedStack): Attributes {
  const makeArn = (bucketName: unknown) => ({ Arn: `arn:aws:s3:::${String(bucketName)}` });
  const buckets = findResources(stack, 'AWS::S3::Bucket');
  return Object.fromEntries(buckets.map(([id, { Properties: properties }]) => [id, makeArn(properties.BucketName)]));
}
