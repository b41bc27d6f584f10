import { readTopologyFromTemplates } from '../../../cli/topology/read-topology';
import { type Topology } from '../../../cli/topology/topology';
import { lint } from '../../../src/linter/engine/engine';
import { type StackTemplate } from '../../../src/linter/evaluation/template';
import { TemplateModel } from '../../../src/linter/model/template-model';
import { LINTER_RULES } from '../../../src/linter/rules/all-rules';

export type Resources = Record<string, { Type: string; Properties?: Record<string, unknown> }>;

export function stack(
  name: string,
  region: string | undefined,
  resources: Resources,
  more: Partial<StackTemplate> = {},
): StackTemplate {
  return {
    id: name,
    stackName: name,
    region,
    account: '111122223333',
    templatePath: `${name}.json`,
    template: { Resources: resources },
    ...more,
  };
}

/** Reads the topology of templates with all findings. */
export function read(...stacks: StackTemplate[]): Topology {
  const application = new TemplateModel(stacks);
  return readTopologyFromTemplates(application, lint(application, LINTER_RULES));
}

export const bucket = (name: string, properties: Record<string, unknown> = {}) => ({
  Type: 'AWS::S3::Bucket',
  Properties: { BucketName: name, ...properties },
});
export const accessPoint = (name: string, ...buckets: string[]) => ({
  Type: 'AWS::S3::MultiRegionAccessPoint', Properties: { Name: name, Regions: buckets.map((Bucket) => ({ Bucket })) },
});
export const rule = (to: string, more: Record<string, unknown> = {}, destination: Record<string, unknown> = {}) => ({
  Status: 'Enabled', Destination: { Bucket: `arn:aws:s3:::${to}`, ...destination }, ...more,
});
export const replicates = (...rules: unknown[]) => ({
  ReplicationConfiguration: { Role: 'arn:aws:iam::111122223333:role/r', Rules: rules },
});
