import { DIAGNOSTICS } from '../../src/diagnostics/registry';
import { lint } from '../../src/linter/engine/engine';
import { type StackTemplate } from '../../src/linter/evaluation/template';
import { TemplateModel, type TemplateResource } from '../../src/linter/model/template-model';
import { LINTER_RULES } from '../../src/linter/rules/all-rules';

/** A stack with a template and, if given, other properties. */
export function stackOf(template: unknown, stack: Partial<StackTemplate> = {}): StackTemplate {
  return {
    id: 'Stack',
    stackName: 'Stack',
    region: 'eu-west-1',
    account: '111122223333',
    templatePath: 'Stack.template.json',
    template,
    ...stack,
  };
}

/** An application of one stack with some resources. */
export function applicationOf(
  resources: Record<string, unknown>, sections: Record<string, unknown> = {}, stack: Partial<StackTemplate> = {},
): TemplateModel {
  return new TemplateModel([stackOf({ Resources: resources, ...sections }, stack)]);
}

/** The value of an expression, with references written as in `Fn::Sub`. */
export function shownValue(application: TemplateModel, expression: unknown, stack = 'Stack'): unknown {
  const resource = probe(application, expression, stack);
  const value = resource.properties.Value;
  return JSON.parse(application.symbols.show(JSON.stringify(value ?? null))) as unknown;
}

function probe(application: TemplateModel, expression: unknown, stackId: string): TemplateResource {
  const original = application.resources.find(({ stack }) => stack.id === stackId)!;
  return Object.assign(Object.create(Object.getPrototypeOf(original) as object) as TemplateResource, original, {
    raw: { ...original.raw, properties: { Value: expression } }, evaluated: undefined,
  });
}

type Properties = Record<string, unknown>;

/** Minimal resources of templates. */
export const make = {
  accessPoint: (properties: Properties = {}, members: unknown[] = ['media-ireland', 'media-virginia']) => ({
    Type: 'AWS::S3::MultiRegionAccessPoint',
    Properties: { Name: 'media', Regions: members.map((bucket) => ({ Bucket: bucket })), ...properties },
  }),
  managed: (properties: Properties = {}) => ({
    Type: 'Custom::S3MultiRegionAccessPoint',
    Properties: {
      Name: 'media',
      Buckets: [{ Bucket: 'media-ireland', Region: 'eu-west-1' }, { Bucket: 'media-virginia', Region: 'us-east-1' }],
      ...properties,
    },
  }),
  bucket: (name: unknown, properties: Properties = {}) => ({
    Type: 'AWS::S3::Bucket',
    DeletionPolicy: 'Retain',
    Properties: { BucketName: name, VersioningConfiguration: { Status: 'Enabled' }, ...properties },
  }),
  bucketPolicy: (bucket: unknown, ...statements: unknown[]) => ({
    Type: 'AWS::S3::BucketPolicy',
    Properties: { Bucket: bucket, PolicyDocument: { Statement: statements } },
  }),
  policy: (name: unknown, ...statements: unknown[]) => ({
    Type: 'AWS::S3::MultiRegionAccessPointPolicy',
    Properties: { MrapName: name, Policy: { Version: '2012-10-17', Statement: statements } },
  }),
  role: (statements: unknown[], properties: Properties = {}) => ({
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Statement: [{ Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      },
      Policies: [{ PolicyName: 'access', PolicyDocument: { Statement: statements } }],
      ...properties,
    },
  }),
  call: (action: string, parameters: unknown, extra: Properties = {}, phase = 'Create') => ({
    Type: 'Custom::AWS', Properties: { [phase]: { service: 'S3Control', action, parameters, ...extra } },
  }),
  replication: (rules: unknown[], role: unknown = 'arn:aws:iam::111122223333:role/replication') => ({
    ReplicationConfiguration: { Role: role, Rules: rules },
  }),
  rule: (destination: unknown, fields: Properties = {}, target: Properties = {}) => ({
    Id: 'all',
    Status: 'Enabled',
    Priority: 1,
    Filter: { Prefix: '' },
    DeleteMarkerReplication: { Status: 'Enabled' },
    Destination: { Bucket: destination, ...target },
    ...fields,
  }),
};

export const ARN = { 'Fn::Sub': 'arn:aws:s3::${AWS::AccountId}:accesspoint/${Media.Alias}' };
export const OBJECTS = { 'Fn::Sub': 'arn:aws:s3::${AWS::AccountId}:accesspoint/${Media.Alias}/object/*' };
export const UNKNOWN = { Ref: 'Parameter' };
export const READER = { AWS: 'arn:aws:iam::111122223333:role/reader' };

export const allow = (fields: Properties = {}) =>
  ({ Effect: 'Allow', Principal: READER, Action: 's3:GetObject', Resource: OBJECTS, ...fields });
export const delegate = (bucket: string, fields: Properties = {}) => ({
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:*',
  Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
  Condition: { StringEquals: { 's3:DataAccessPointAccount': '111122223333' } },
  ...fields,
});

/** The ids of the findings, each with its severity if it is not the usual one. */
export function idsIn(application: TemplateModel): string[] {
  return lint(application, LINTER_RULES).map(({ ruleId, severity }) => {
    const usual = DIAGNOSTICS.find(({ id }) => id === ruleId)!.severity;
    return severity === usual ? ruleId : `${ruleId} ${severity}`;
  }).sort();
}

/**
 * Test cases with a title that states the expected findings: `reports MRAP203 for a bucket that appears twice`.
 */
export function withTitles<Declaration>(
  ...rows: readonly [name: string, declaration: Declaration, expected: string[]][]
): [title: string, declaration: Declaration, expected: string[]][] {
  return rows.map(([name, declaration, expected]) => {
    const ids = [...new Set(expected.map((text) => text.split(' ')[0]))];
    return [`reports ${ids.length > 0 ? ids.join(' and ') : 'nothing'} for ${name}`, declaration, expected];
  });
}

/** Stacks in other Regions and accounts, by id: `Partner us-east-1 444455556666`. */
export function applicationOfStacks(stacks: Record<string, Record<string, unknown>>): TemplateModel {
  return new TemplateModel(Object.entries(stacks).map(([key, resources]) => {
    const [id, region, account] = key.split(' ');
    return stackOf(
      { Resources: resources }, { id, stackName: id, ...(region && { region }), ...(account && { account }) },
    );
  }));
}
