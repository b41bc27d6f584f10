import { ReplicationTopology, UnderlyingBucket } from '../../../src';
import { ACCOUNT } from '../../support/accounts';
import { evaluate, type Request, type Statement } from '../../support/iam/evaluate';
import { stackIn } from '../../support/synthesis';
import { declare, underKey } from './support';

/** Up to as many Regions each topology is judged, and each statement is removed; more of both in the long run. */
const LONG = process.env.SOAK === 'true';
const MAX_REGIONS = LONG ? 6 : 4;
const MAX_REMOVALS = LONG ? 6 : 3;

const REGIONS = ['eu-west-1', 'us-east-1', 'ap-northeast-1', 'sa-east-1', 'eu-central-1', 'ap-south-1'];
const ROLE = `arn:aws:iam::${ACCOUNT}:role/replication`;
const KEY_POLICY: Statement[] = [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' }];

/** Regions that are only sources, both, and only destinations; up to renaming there is nothing else to tell topologies by. */
interface Shape {
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
}

function shapes(max: number): Shape[] {
  const counts = Array.from({ length: max + 1 }, (_, count) => count);
  return counts.flatMap((only) => counts.flatMap((both) => counts.map((last) => ({ only, both, last }))))
    .filter(({ only, both, last }) => only + both + last >= 2 && only + both + last <= max && only + both > 0 && both + last > 0)
    .map(({ only, both, last }) => ({ sources: REGIONS.slice(0, only + both), destinations: REGIONS.slice(only, only + both + last) }));
}

const bucketIn = (region: string) => UnderlyingBucket.fromBucketName(`media-${region}`, region);
const arnOf = (region: string) => `arn:aws:s3:::media-${region}`;

type Need = Pick<Request, 'action' | 'resource' | 'context'>;

const ON_SOURCE = ['s3:GetReplicationConfiguration', 's3:ListBucket'];
const ON_ORIGINALS = ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging'];
const ON_REPLICAS = ['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags'];

function key(region: string, context: string, via = `s3.${region}.amazonaws.com`, aliases = ['alias/media']) {
  return {
    resource: `arn:aws:kms:${region}:${ACCOUNT}:key/1234`,
    context: { 'kms:ViaService': via, 'kms:ResourceAliases': aliases, 'kms:EncryptionContext:aws:s3:arn': context },
  };
}

/** What S3 does as the role for one edge, after the pages on permissions and on KMS. */
function needsOf(source: string, destination: string, encrypted: boolean): Need[] {
  const on = (actions: readonly string[], resource: string) => actions.map((action) => ({ action, resource }));
  const contexts = (region: string) => [arnOf(region), `${arnOf(region)}/films/a.mp4`];
  return [
    ...on(ON_SOURCE, arnOf(source)),
    ...on(ON_ORIGINALS, `${arnOf(source)}/films/a.mp4`),
    ...on(ON_REPLICAS, `${arnOf(destination)}/films/a.mp4`),
    ...(encrypted ? [
      ...contexts(source).map((context) => ({ action: 'kms:Decrypt', ...key(source, context) })),
      ...contexts(destination).flatMap((context) => ['kms:Encrypt', 'kms:GenerateDataKey', 'kms:Decrypt'].map((action) => ({ action, ...key(destination, context) }))),
    ] : []),
  ];
}

const edgesOf = ({ sources, destinations }: Shape) =>
  sources.flatMap((source) => destinations.filter((one) => one !== source).map((destination) => ({ source, destination })));
const idOf = (need: Need) => JSON.stringify(need);
const unique = (needs: readonly Need[]) => [...new Map(needs.map((need) => [idOf(need), need])).values()];

function decide(need: Need, identity: readonly Statement[]): boolean {
  const resource = need.action.startsWith('kms:') ? KEY_POLICY : [];
  return evaluate({ principal: ROLE, owner: ACCOUNT, ...need }, { identity, resource }) === 'allowed';
}

function statementsOf(shape: Shape, encrypted: boolean): Statement[] {
  const regions = [...new Set([...shape.sources, ...shape.destinations])];
  const twoWay = shape.sources.length === regions.length && shape.destinations.length === regions.length;
  const { statements } = declare({
    buckets: regions.map(bucketIn).map((bucket) => (encrypted ? underKey(bucket) : bucket)),
    topology: twoWay ? ReplicationTopology.twoWay() : ReplicationTopology.oneWay([...shape.sources], [...shape.destinations]),
  }, stackIn());
  return statements as Statement[];
}

/** What the role must not do: everything that no edge needs, on these buckets, on others, and with keys for anything else. */
function strangers(shape: Shape, encrypted: boolean): Need[] {
  const needed = new Set(edgesOf(shape).flatMap(({ source, destination }) => needsOf(source, destination, encrypted)).map(idOf));
  const everywhere = REGIONS.flatMap((from) => REGIONS.filter((to) => to !== from).flatMap((to) => needsOf(from, to, true)));
  const never: Need[] = [
    ...['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:PutReplicationConfiguration', 's3:ObjectOwnerOverrideToBucketOwner', 's3:InitiateReplication']
      .map((action) => ({ action, resource: `${arnOf(shape.sources[0])}/films/a.mp4` })),
    { action: 's3:ReplicateObject', resource: 'arn:aws:s3:::somebody-elses/a' },
    { action: 'kms:Decrypt', ...key(REGIONS[0], arnOf(REGIONS[0]), 'ec2.eu-west-1.amazonaws.com') },
    { action: 'kms:Decrypt', ...key(REGIONS[0], arnOf(REGIONS[0]), undefined, ['alias/other']) },
    { action: 'kms:Decrypt', ...key(REGIONS[0], 'arn:aws:s3:::somebody-elses') },
    { action: 'kms:CreateGrant', ...key(REGIONS[0], arnOf(REGIONS[0])) },
  ];
  return unique([...everywhere, ...never]).filter((need) => !needed.has(idOf(need)));
}

const ALL = shapes(MAX_REGIONS).flatMap((shape) => [false, true].map((encrypted) => ({
  shape, encrypted, name: `${shape.sources.join(', ')} to ${shape.destinations.join(', ')}${encrypted ? ', with keys' : ''}`,
})));

test('every topology is there', () => {
  expect(shapes(2)).toHaveLength(4);
  expect(shapes(3).length).toBeGreaterThan(shapes(2).length);
});

test.each(ALL)('$name', ({ shape, encrypted }) => {
  const edges = edgesOf(shape);
  if (edges.length === 0) return expect(() => statementsOf(shape, encrypted)).toThrow('MRAP775');
  const statements = statementsOf(shape, encrypted);
  const needs = unique(edges.flatMap(({ source, destination }) => needsOf(source, destination, encrypted)));

  expect(needs.filter((need) => !decide(need, statements))).toEqual([]);
  expect(strangers(shape, encrypted).filter((need) => decide(need, statements))).toEqual([]);

  const size = new Set([...shape.sources, ...shape.destinations]).size;
  if (size > MAX_REMOVALS) return undefined;
  const superfluous = statements.filter((_, index) => needs.every((need) => decide(need, statements.filter((__, other) => other !== index))));
  return expect(superfluous).toEqual([]);
});
