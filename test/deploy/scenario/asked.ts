import { type Attributes, resolve } from '../../../examples/demo/template';
import { stringifyValues } from '../../driver/cloudformation';
import { ACCOUNT } from '../emulator/ministack';
import { type AccessPointState, type BucketState, type ReplicationState, type State } from './state';
import { bucketArns, resourcesOf, type SynthesizedStack } from './template';

/** What of a bucket is looked at. */
export type Seen = ReadonlySet<keyof BucketState>;

/** What the templates are resolved with: what only a deployment knows. */
export interface Known {
  /** By name. */
  readonly aliases: Readonly<Record<string, string>>;
  readonly physicalIds: (stack: string) => Readonly<Record<string, string>>;
}

type Fields = Readonly<Record<string, unknown>>;
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The state that templates ask for, read from them alone; what one bucket is asked for may stand in several stacks. */
export function askedState(stacks: readonly SynthesizedStack[], known: Known, seen: Seen): State {
  const buckets: Record<string, Mutable<BucketState>> = {};
  const accessPoints: Record<string, AccessPointState> = {};
  for (const stack of stacks) {
    const attributes = attributesIn(stack, known);
    const of = (type: string) => resourcesOf(stack, type).map(([, { Properties: properties }]) => resolve(properties, attributes) as Fields);
    for (const bucket of of('AWS::S3::Bucket')) buckets[String(bucket.BucketName)] = askedBucket(stack, bucket);
    for (const { Bucket: bucket, PolicyDocument: policy } of of('AWS::S3::BucketPolicy')) {
      const name = String(stack.template.Resources[String(bucket)]?.Properties.BucketName ?? bucket);
      Object.assign(buckets[name] ??= { region: stack.region }, { policy: (policy as Fields).Statement });
    }
    for (const rules of of('Custom::S3BucketReplication')) {
      Object.assign(buckets[String(rules.Bucket)] ??= { region: String(rules.Region) }, { replication: askedReplication(rules) });
    }
    for (const [name, asked] of askedAccessPoints(of, attributes)) accessPoints[name] = asked;
  }
  return { accessPoints, buckets: Object.fromEntries(Object.entries(buckets).map(([name, bucket]) => [name, only(bucket, seen)])) };
}

/** A bucket without what nobody sees. */
export function only(bucket: BucketState, seen: Seen): BucketState {
  const fields = Object.entries(bucket).filter(([field, value]) => seen.has(field as keyof BucketState) && value !== undefined);
  return Object.fromEntries(fields) as unknown as BucketState;
}

/** What `Fn::GetAtt` finds. */
function attributesIn(stack: SynthesizedStack, { aliases, physicalIds }: Known): Attributes {
  const ids = physicalIds(stack.name);
  const roles = resourcesOf(stack, 'AWS::IAM::Role').map(([id]) => [id, { Arn: `arn:aws:iam::${ACCOUNT}:role/${ids[id] ?? id}` }]);
  const accessPoints = resourcesOf(stack, 'Custom::S3MultiRegionAccessPoint').map(([id, { Properties: { Name: name } }]) => {
    const live = liveName(String(name), aliases);
    return [id, { Name: live, Alias: aliases[live], Arn: `arn:aws:s3::${ACCOUNT}:accesspoint/${aliases[live]}` }];
  });
  const keys = resourcesOf(stack, 'AWS::KMS::Key').map(([id]) => [id, { Arn: `arn:aws:kms:${stack.region}:${ACCOUNT}:key/${ids[id] ?? id}` }]);
  return { ...bucketArns(stack), ...Object.fromEntries([...roles, ...accessPoints, ...keys]) as Attributes };
}

/** A replacement has a hash behind the name that was given. */
function liveName(name: string, aliases: Known['aliases']): string {
  return name in aliases ? name : Object.keys(aliases).find((live) => live.startsWith(`${name}-`)) ?? name;
}

function askedBucket({ region }: SynthesizedStack, bucket: Fields): BucketState {
  const { VersioningConfiguration: versioning, PublicAccessBlockConfiguration: publicAccessBlock } = bucket;
  return { region, versioning: (versioning as Fields | undefined)?.Status as string, publicAccessBlock: publicAccessBlock as object };
}

function askedReplication({ Role: role, Rules: rules }: Fields): ReplicationState {
  const asked = stringifyValues(rules) as { Id: string }[];
  return { role: String(role), rules: asked.sort((a, b) => (a.Id < b.Id ? -1 : 1)) };
}

function askedAccessPoints(of: (type: string) => Fields[], attributes: Attributes): [string, AccessPointState][] {
  const live = Object.values(attributes).filter(({ Alias: alias }) => alias !== undefined);
  return of('Custom::S3MultiRegionAccessPoint').map((accessPoint) => {
    const given = String(accessPoint.Name);
    const { Name: name, Alias: alias } = live.find((one) => one.Name === given || one.Name.startsWith(`${given}-`)) ?? { Name: given };
    const members = accessPoint.Buckets as { Region: string; Bucket: string }[];
    const policy = of('Custom::S3MultiRegionAccessPointPolicy').find((one) => one.Alias === alias);
    const routes = of('Custom::S3MultiRegionAccessPointRoutes').find((one) => String(one.AccessPointArn).endsWith(`/${alias}`));
    const dials = routes?.Routes as { Region: string; TrafficDialPercentage: number }[] | undefined;
    return [name, {
      status: 'READY',
      members: members.map(({ Region: region, Bucket: bucket }) => `${region} ${bucket}`).sort(),
      publicAccessBlock: accessPoint.PublicAccessBlock as object,
      policy: stringifyValues((policy?.Policy as Fields | undefined)?.Statement),
      activeRegions: (dials ?? members.map(({ Region }) => ({ Region, TrafficDialPercentage: 100 })))
        .filter(({ TrafficDialPercentage: dial }) => Number(dial) > 0).map(({ Region: region }) => region).sort(),
    }];
  });
}
