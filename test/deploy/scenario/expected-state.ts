import { type Attributes, resolve } from '../../../examples/demo/template';
import { stringifyValues } from '../../driver/cloudformation';
import { ACCOUNT } from '../emulator/ministack';
import { type AccessPointState, type BucketState, type ReplicationState, type State } from './state';
import { bucketArns, findResources, type SynthesizedStack } from './template';

/** The compared fields of buckets. */
export type ComparedFields = ReadonlySet<keyof BucketState>;

/** Ids that exist only after a deployment, to resolve the templates with. */
export interface DeployedIds {
  /** The aliases of access points by name. */
  readonly aliases: Readonly<Record<string, string>>;
  readonly physicalIds: (stack: string) => Readonly<Record<string, string>>;
}

type Fields = Readonly<Record<string, unknown>>;
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Reads the expected state from templates. Several stacks can configure the same bucket. */
export function findExpectedState(
  stacks: readonly SynthesizedStack[], deployedIds: DeployedIds, comparedFields: ComparedFields,
): State {
  const buckets: Record<string, Mutable<BucketState>> = {};
  const accessPoints: Record<string, AccessPointState> = {};
  for (const stack of stacks) {
    const attributes = resolveAttributes(stack, deployedIds);
    const propertiesOfType = (type: string) =>
      findResources(stack, type).map(([, { Properties: properties }]) => resolve(properties, attributes) as Fields);
    for (const bucket of propertiesOfType('AWS::S3::Bucket')) {
      buckets[String(bucket.BucketName)] = expectedBucket(stack, bucket);
    }
    for (const { Bucket: bucket, PolicyDocument: policy } of propertiesOfType('AWS::S3::BucketPolicy')) {
      const name = String(stack.template.Resources[String(bucket)]?.Properties.BucketName ?? bucket);
      Object.assign(buckets[name] ??= { region: stack.region }, { policy: (policy as Fields).Statement });
    }
    for (const rules of propertiesOfType('Custom::S3BucketReplication')) {
      Object.assign((buckets[String(rules.Bucket)] ??= { region: String(rules.Region) }), {
        replication: expectedReplication(rules),
      });
    }
    for (const [name, expected] of expectedAccessPoints(propertiesOfType, attributes)) accessPoints[name] = expected;
  }
  const compared = Object.entries(buckets).map(([name, bucket]) => [name, selectFields(bucket, comparedFields)]);
  return { accessPoints, buckets: Object.fromEntries(compared) };
}

/** Returns only the compared and defined fields of a bucket. */
export function selectFields(bucket: BucketState, comparedFields: ComparedFields): BucketState {
  const isCompared = (field: string) => comparedFields.has(field as keyof BucketState);
  const fields = Object.entries(bucket).filter(([field, value]) => isCompared(field) && value !== undefined);
  return Object.fromEntries(fields) as unknown as BucketState;
}

/** Returns the values of `Fn::GetAtt`. */
function resolveAttributes(stack: SynthesizedStack, { aliases, physicalIds }: DeployedIds): Attributes {
  const ids = physicalIds(stack.name);
  const roles = findResources(stack, 'AWS::IAM::Role').map(([id, { Properties: { Path: rolePath = '/' } }]) => [
    id,
    { Arn: `arn:aws:iam::${ACCOUNT}:role${String(rolePath)}${ids[id] ?? id}` },
  ]);
  const accessPoints = findResources(stack, 'Custom::S3MultiRegionAccessPoint').map(
    ([
      id,
      {
        Properties: { Name: name },
      },
    ]) => {
      const live = findLiveName(String(name), aliases);
      return [id, { Name: live, Alias: aliases[live], Arn: `arn:aws:s3::${ACCOUNT}:accesspoint/${aliases[live]}` }];
    },
  );
  const keys = findResources(stack, 'AWS::KMS::Key').map(([id]) => [
    id,
    { Arn: `arn:aws:kms:${stack.region}:${ACCOUNT}:key/${ids[id] ?? id}` },
  ]);
  return { ...bucketArns(stack), ...Object.fromEntries([...roles, ...accessPoints, ...keys]) as Attributes };
}

/** Finds the name of the live access point. A replacement appends a hash to the given name. */
function findLiveName(name: string, aliases: DeployedIds['aliases']): string {
  return name in aliases ? name : Object.keys(aliases).find((live) => live.startsWith(`${name}-`)) ?? name;
}

function expectedBucket({ region }: SynthesizedStack, bucket: Fields): BucketState {
  const { VersioningConfiguration: versioning, PublicAccessBlockConfiguration: publicAccessBlock } = bucket;
  return {
    region,
    versioning: (versioning as Fields | undefined)?.Status as string,
    publicAccessBlock: publicAccessBlock as object,
  };
}

function expectedReplication({ Role: role, Rules: rules }: Fields): ReplicationState {
  const expected = stringifyValues(rules) as { Id: string }[];
  return { role: String(role), rules: expected.sort((a, b) => (a.Id < b.Id ? -1 : 1)) };
}

function expectedAccessPoints(
  propertiesOfType: (type: string) => Fields[], attributes: Attributes,
): [string, AccessPointState][] {
  const live = Object.values(attributes).filter(({ Alias: alias }) => alias !== undefined);
  return propertiesOfType('Custom::S3MultiRegionAccessPoint').map((accessPoint) => {
    const given = String(accessPoint.Name);
    const isLive = ({ Name: name }: Attributes[string]) => name === given || name.startsWith(`${given}-`);
    const { Name: name, Alias: alias } = live.find(isLive) ?? { Name: given };
    const members = accessPoint.Buckets as { Region: string; Bucket: string }[];
    const policy = propertiesOfType('Custom::S3MultiRegionAccessPointPolicy').find((one) => one.Alias === alias);
    const routes = propertiesOfType('Custom::S3MultiRegionAccessPointRoutes')
      .find((one) => String(one.AccessPointArn).endsWith(`/${alias}`));
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
