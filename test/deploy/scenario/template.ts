import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { type Attributes, type Template } from '../../../examples/demo/template';

/** One stack of an application, after those it depends on. */
export interface SynthesizedStack {
  readonly name: string;
  readonly region: string;
  readonly template: Template;
}

export function stacksIn(folder: string): SynthesizedStack[] {
  return new CloudAssembly(folder).stacks.map(({ stackName, environment, template }) => ({
    name: stackName, region: environment.region, template: template as Template,
  }));
}

export function resourcesOf({ template }: SynthesizedStack, type: string) {
  return Object.entries(template.Resources).filter(([, resource]) => resource.Type === type);
}

/** The ARNs of what a template names itself. */
export function bucketArns(stack: SynthesizedStack): Attributes {
  return Object.fromEntries(resourcesOf(stack, 'AWS::S3::Bucket').map(([id, { Properties: { BucketName: name } }]) => [id, { Arn: `arn:aws:s3:::${String(name)}` }]));
}
