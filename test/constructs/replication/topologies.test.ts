import { ReplicationTopology, UnderlyingBucket } from '../../../src';
import { ACCOUNT } from '../../support/accounts';
import { evaluate, type Request, type Statement } from '../../support/iam/evaluate';
import { stackIn } from '../../support/synthesis';
import { declare, encrypt } from './support';

/** The maximum number of Regions of evaluated topologies, and of topologies in which each statement is removed. */
const SOAK = process.env.SOAK === 'true';
const MAX_REGIONS = SOAK ? 6 : 4;
const MAX_REMOVALS = SOAK ? 6 : 3;

const REGIONS = ['eu-west-1', 'us-east-1', 'ap-northeast-1', 'sa-east-1', 'eu-central-1', 'ap-south-1'];
const ROLE = `arn:aws:iam::${ACCOUNT}:role/replication`;
const KEY_POLICY: Statement[] = [
  { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' },
];

/** Topologies differ only in the number of Regions that are only sources, both, or only destinations. */
interface Topology {
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
}

function makeTopologies(max: number): Topology[] {
  const counts = Array.from({ length: max + 1 }, (_, count) => count);
  return counts.flatMap((only) => counts.flatMap((both) => counts.map((last) => ({ only, both, last }))))
    .filter(({ only, both, last }) =>
      only + both + last >= 2 && only + both + last <= max && only + both > 0 && both + last > 0)
    .map(({ only, both, last }) => ({
      sources: REGIONS.slice(0, only + both),
      destinations: REGIONS.slice(only, only + both + last),
    }));
}

const makeBucket = (region: string) => UnderlyingBucket.fromBucketName(`media-${region}`, region);
const makeBucketArn = (region: string) => `arn:aws:s3:::media-${region}`;

type RequiredRequest = Pick<Request, 'action' | 'resource' | 'context'>;

const ON_SOURCE = ['s3:GetReplicationConfiguration', 's3:ListBucket'];
const ON_ORIGINALS = [
  's3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging',
  's3:GetObjectVersionAnnotationForReplication',
];
const ON_REPLICAS = ['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags'];

function makeKeyRequest(
  region: string, context: string, via = `s3.${region}.amazonaws.com`, aliases = ['alias/media'],
) {
  return {
    resource: `arn:aws:kms:${region}:${ACCOUNT}:key/1234`,
    context: { 'kms:ViaService': via, 'kms:ResourceAliases': aliases, 'kms:EncryptionContext:aws:s3:arn': context },
  };
}

/** Makes the requests that S3 sends with the role for one edge, according to the pages on permissions and on KMS. */
function makeRequiredRequests(source: string, destination: string, encrypted: boolean): RequiredRequest[] {
  const on = (actions: readonly string[], resource: string) => actions.map((action) => ({ action, resource }));
  const contexts = (region: string) => [makeBucketArn(region), `${makeBucketArn(region)}/films/a.mp4`];
  return [
    ...on(ON_SOURCE, makeBucketArn(source)),
    ...on(ON_ORIGINALS, `${makeBucketArn(source)}/films/a.mp4`),
    ...on(ON_REPLICAS, `${makeBucketArn(destination)}/films/a.mp4`),
    ...(encrypted ? [
      ...contexts(source).map((context) => ({ action: 'kms:Decrypt', ...makeKeyRequest(source, context) })),
      ...contexts(destination).flatMap((context) => ['kms:Encrypt', 'kms:GenerateDataKey', 'kms:Decrypt']
        .map((action) => ({ action, ...makeKeyRequest(destination, context) }))),
    ] : []),
  ];
}

const listEdges = ({ sources, destinations }: Topology) =>
  sources.flatMap((source) =>
    destinations.filter((region) => region !== source).map((destination) => ({ source, destination })));
const makeRequestId = (request: RequiredRequest) => JSON.stringify(request);
const removeDuplicates = (requests: readonly RequiredRequest[]) => [
  ...new Map(requests.map((request) => [makeRequestId(request), request])).values(),
];

function decide(request: RequiredRequest, identity: readonly Statement[]): boolean {
  const resource = request.action.startsWith('kms:') ? KEY_POLICY : [];
  return evaluate({ principal: ROLE, owner: ACCOUNT, ...request }, { identity, resource }) === 'allowed';
}

function declareStatements(topology: Topology, encrypted: boolean): Statement[] {
  const regions = [...new Set([...topology.sources, ...topology.destinations])];
  const twoWay = topology.sources.length === regions.length && topology.destinations.length === regions.length;
  const { statements } = declare({
    buckets: regions.map(makeBucket).map((bucket) => (encrypted ? encrypt(bucket) : bucket)),
    topology: twoWay
      ? ReplicationTopology.twoWay()
      : ReplicationTopology.oneWay([...topology.sources], [...topology.destinations]),
  }, stackIn());
  return statements as Statement[];
}

/** Makes requests that the role must not be allowed to send: no edge requires them. */
function makeForbiddenRequests(topology: Topology, encrypted: boolean): RequiredRequest[] {
  const requiredIds = new Set(listEdges(topology)
    .flatMap(({ source, destination }) => makeRequiredRequests(source, destination, encrypted))
    .map(makeRequestId));
  const otherEdges = REGIONS.flatMap((from) =>
    REGIONS.filter((to) => to !== from).flatMap((to) => makeRequiredRequests(from, to, true)));
  const forbidden: RequiredRequest[] = [
    ...[
      's3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:PutReplicationConfiguration',
      's3:ObjectOwnerOverrideToBucketOwner', 's3:InitiateReplication',
    ]
      .map((action) => ({ action, resource: `${makeBucketArn(topology.sources[0])}/films/a.mp4` })),
    { action: 's3:ReplicateObject', resource: 'arn:aws:s3:::another-bucket/a' },
    { action: 'kms:Decrypt', ...makeKeyRequest(REGIONS[0], makeBucketArn(REGIONS[0]), 'ec2.eu-west-1.amazonaws.com') },
    { action: 'kms:Decrypt', ...makeKeyRequest(REGIONS[0], makeBucketArn(REGIONS[0]), undefined, ['alias/other']) },
    { action: 'kms:Decrypt', ...makeKeyRequest(REGIONS[0], 'arn:aws:s3:::another-bucket') },
    { action: 'kms:CreateGrant', ...makeKeyRequest(REGIONS[0], makeBucketArn(REGIONS[0])) },
  ];
  return removeDuplicates([...otherEdges, ...forbidden]).filter((request) => !requiredIds.has(makeRequestId(request)));
}

const VARIANTS = makeTopologies(MAX_REGIONS).flatMap((topology) => [false, true].map((encrypted) => ({
  topology,
  encrypted,
  name: `${topology.sources.join(', ')} to ${topology.destinations.join(', ')}${encrypted ? ', with keys' : ''}`,
})));

describe('ReplicationTopology', () => {
  test('has all topologies of two and three Regions', () => {
    expect(makeTopologies(2)).toHaveLength(4);
    expect(makeTopologies(3).length).toBeGreaterThan(makeTopologies(2).length);
  });

  test.each(VARIANTS)('allows the role exactly the required requests for $name', ({ topology, encrypted }) => {
    const edges = listEdges(topology);
    if (edges.length === 0) return expect(() => declareStatements(topology, encrypted)).toThrow('MRAP775');
    const statements = declareStatements(topology, encrypted);
    const requests = removeDuplicates(
      edges.flatMap(({ source, destination }) => makeRequiredRequests(source, destination, encrypted)),
    );

    expect(requests.filter((request) => !decide(request, statements))).toEqual([]);
    expect(makeForbiddenRequests(topology, encrypted).filter((request) => decide(request, statements))).toEqual([]);

    const size = new Set([...topology.sources, ...topology.destinations]).size;
    if (size > MAX_REMOVALS) return undefined;
    const superfluous = statements.filter((_, index) =>
      requests.every((request) => decide(request, statements.filter((__, other) => other !== index))));
    return expect(superfluous).toEqual([]);
  });
});
