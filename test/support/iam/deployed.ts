import { type App } from 'aws-cdk-lib/core';
import { ACCOUNT } from '../accounts';
import { type Resource, type Resources } from '../deployment-order';
import { type Context } from './conditions';
import { evaluate, type Statement } from './evaluate';

export const ALIAS = 'mfzwi23gnjvgw.mrap';
/** The id of every distribution, because applications in tests have one. */
export const DISTRIBUTION_ID = 'E1ABCDEF2GHIJK';
export const ACCESS_POINT_ARN = `arn:aws:s3::${ACCOUNT}:accesspoint/${ALIAS}`;

interface Deployed {
  readonly account: string;
  readonly region: string;
  readonly resources: Resources;
}

/** A resource of a deployed stack. */
type DeployedResource = Resource & Pick<Deployed, 'account' | 'region'> & {
  readonly id: string;
  readonly Properties: Record<string, unknown>;
};

/** A request of a principal. */
export interface ObjectRequest {
  readonly principal: string;
  readonly action?: string;
  readonly key?: string;
  readonly context?: Context;
}

/** A deployed application: its references have values, and its policies decide requests. */
export class DeployedApplication {
  private readonly stacks: readonly Deployed[];

  constructor(app: App) {
    this.stacks = app.synth().stacks.map(({ template, environment }) => {
      const { Resources: raw } = template as { Resources: Resources };
      const { account, region } = environment;
      return { account, region, resources: valueOf(raw, raw, region) as Resources };
    });
  }

  public ofType(type: string): DeployedResource[] {
    return this.stacks.flatMap(({ account, region, resources }) =>
      Object.entries(resources)
        .filter(([, { Type }]) => Type === type)
        .map(([id, resource]) => {
          const properties = resource.Properties as Record<string, unknown>;
          return { ...resource, Properties: properties, id, account, region };
        }),
    );
  }

  public get buckets(): { name: string; region: string }[] {
    return this.ofType('AWS::S3::Bucket').map(({ region, Properties }) => ({
      name: String(Properties.BucketName),
      region,
    }));
  }

  /** Whether a request for an object through the access point is allowed, if S3 routes it to this bucket. */
  public isAllowed(
    { principal, action = 's3:GetObject', key = 'films/a.mp4', context = {} }: ObjectRequest,
    bucket: { name: string; region: string },
  ): boolean {
    const through = { ...context, 's3:DataAccessPointArn': ACCESS_POINT_ARN, 's3:DataAccessPointAccount': ACCOUNT };
    return (
      this.decide(
        { principal, action, resource: `${ACCESS_POINT_ARN}/object/${key}`, context },
        this.accessPointPolicy(),
      ) && this.isAllowedOnBucket({ principal, action, key, context: through }, bucket)
    );
  }

  /** Whether a direct request for an object of the bucket is allowed. */
  public isAllowedOnBucket(
    { principal, action = 's3:GetObject', key = 'films/a.mp4', context = {} }: ObjectRequest,
    bucket: { name: string; region: string },
  ): boolean {
    const safe = { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3', ...context };
    return (
      this.decide(
        { principal, action, resource: `arn:aws:s3:::${bucket.name}/${key}`, context: safe },
        this.bucketPolicy(bucket.name),
      ) &&
      this.keyPolicies(bucket.region).every((policy) =>
        this.decide({ principal, action: 'kms:Decrypt', resource: 'arn:aws:kms:::key', context }, policy),
      )
    );
  }

  private accessPointPolicy(): Statement[] {
    const types = ['Custom::S3MultiRegionAccessPointPolicy', 'AWS::S3::MultiRegionAccessPointPolicy'];
    return types.flatMap((type) => this.ofType(type)).flatMap(({ Properties }) => statementsOf(Properties.Policy));
  }

  private bucketPolicy(name: string): Statement[] {
    return this.ofType('AWS::S3::BucketPolicy')
      .filter(({ Properties }) => Properties.Bucket === name)
      .flatMap(({ Properties }) => statementsOf(Properties.PolicyDocument));
  }

  private keyPolicies(region: string): Statement[][] {
    return this.ofType('AWS::KMS::Key')
      .filter((key) => key.region === region)
      .map(({ Properties }) => statementsOf(Properties.KeyPolicy));
  }

  private decide(
    request: { principal: string; action: string; resource: string; context: Context },
    resource: Statement[],
  ): boolean {
    return evaluate({ ...request, owner: ACCOUNT }, { resource }) === 'allowed';
  }
}

function statementsOf(document: unknown): Statement[] {
  return (document as { Statement: Statement[] }).Statement;
}

/** Returns the value of a reference. */
function valueOf(value: unknown, resources: Resources, region: string): unknown {
  const resolve = (inner: unknown): unknown => valueOf(inner, resources, region);
  if (Array.isArray(value)) return value.map(resolve);
  if (typeof value !== 'object' || value === null) return value;
  const {
    Ref: ref,
    'Fn::GetAtt': attribute,
    'Fn::Join': join,
  } = value as { 'Ref'?: string; 'Fn::GetAtt'?: [string, string]; 'Fn::Join'?: [string, unknown[]] };
  if (ref !== undefined) {
    return (
      { 'AWS::AccountId': ACCOUNT, 'AWS::Partition': 'aws', 'AWS::Region': region }[ref] ??
      referenceOf(resources[ref], ref, resolve)
    );
  }
  if (attribute !== undefined) return attributeOf(resources[attribute[0]], attribute, resolve);
  if (join !== undefined) return (resolve(join[1]) as unknown[]).map(String).join(join[0]);
  if ('Fn::ImportValue' in value) return ALIAS;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner)]));
}

function referenceOf(resource: Resource | undefined, id: string, resolve: (value: unknown) => unknown): unknown {
  switch (resource?.Type) {
    case 'AWS::S3::Bucket': return resolve(resource.Properties!.BucketName);
    case 'AWS::CloudFront::Distribution': return DISTRIBUTION_ID;
    default: return id;
  }
}

function attributeOf(
  resource: Resource | undefined,
  [id, name]: [string, string],
  resolve: (value: unknown) => unknown,
): unknown {
  if (name === 'Alias') return ALIAS;
  return resource?.Type === 'AWS::S3::Bucket' && name === 'Arn'
    ? `arn:aws:s3:::${String(referenceOf(resource, id, resolve))}`
    : `${id}.${name}`;
}
