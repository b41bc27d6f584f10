import { type Expression, type Statement } from './code-model';
import { callStatic, create, flag, list, properties, text, texts, variable } from './expressions';
import { type ReplicationDeclaration, type RuleDeclaration } from './replication-groups';

type Entry = readonly [string, Expression | undefined];

/** The variables of the buckets, by the name of the bucket. */
export interface BucketVariables {
  readonly find: (bucket: string) => { readonly variable: string; readonly region: string };
}

/** Builds the role and the construct of one `CrossRegionReplication`. */
export function buildReplication(
  declaration: ReplicationDeclaration, index: number, buckets: BucketVariables,
): Statement[] {
  const suffix = index === 0 ? '' : String(index + 1);
  const role = `replicationRole${suffix}`;
  const main = declaration.rules.find(({ id }) => id === undefined);
  const isOptions = main !== undefined && main.priority === undefined;
  const others = declaration.rules.filter((rule) => !isOptions || rule !== main);
  return [
    { kind: 'blank line' },
    {
      kind: 'comment',
      text: 'The rules have the ids of the live rules, so the deployment writes no further rule. The permissions of '
        + 'the role do not change.',
    },
    {
      kind: 'variable',
      name: role,
      value: callStatic('Role', 'fromRoleArn', [
        variable('stack'), text(`ReplicationRole${suffix}`), text(declaration.role),
      ], properties('FromRoleArnOptions', [['mutable', flag(false)]])),
    },
    {
      kind: 'expression',
      value: create('CrossRegionReplication', [variable('stack'), text(`Replication${suffix}`)], properties(
        'CrossRegionReplicationProps', [
          ['buckets', listBuckets(declaration.buckets, buckets)],
          ['role', variable(role)],
          ...(isOptions ? [makeTopology(main, buckets), ...makeOptions(main)] : []),
          ['rules', others.length === 0 ? undefined : list('ReplicationRule', others.map((rule) =>
            makeRule(rule, buckets)))],
        ],
      )),
    },
  ];
}

function listBuckets(names: readonly string[], buckets: BucketVariables): Expression {
  return list('UnderlyingBucket', names.map((name) => variable(buckets.find(name).variable)));
}

/** Without sources, each bucket replicates to each other bucket, which is the default. */
function makeTopology({ sources, destinations }: RuleDeclaration, buckets: BucketVariables): Entry {
  const listRegions = (names: readonly string[]) => texts(names.map((name) => buckets.find(name).region));
  return ['topology', sources && callStatic('ReplicationTopology', 'oneWay', [
    listRegions(sources), listRegions(destinations),
  ])];
}

function makeRule(rule: RuleDeclaration, buckets: BucketVariables): Expression {
  const { id, priority, sources, destinations } = rule;
  const common: readonly Entry[] = [
    ['id', id === undefined ? undefined : text(id)],
    ['priority', priority === undefined ? undefined : { kind: 'number', value: priority }],
  ];
  if (sources === undefined) {
    return callStatic('ReplicationRule', 'twoWay', [], properties('TwoWayReplicationRuleOptions', [
      ...common, ...makeOptions(rule),
    ]));
  }
  return callStatic('ReplicationRule', 'oneWay', [], properties('OneWayReplicationRuleOptions', [
    ...common,
    ['sources', listBuckets(sources, buckets)],
    ['destinations', listBuckets(destinations, buckets)],
    ...makeOptions(rule),
  ]));
}

/** Makes the options that differ from their defaults. */
function makeOptions({ example, sources }: RuleDeclaration): readonly Entry[] {
  const hasTags = example.Tags.length + (example.ExcludedTags ?? []).length > 0;
  const unless = (value: boolean, defaultValue: boolean) => (value === defaultValue ? undefined : flag(value));
  return [
    ['deleteMarkerReplication', unless(example.DeleteMarkers, !hasTags)],
    ['replicaModificationSync', unless(example.ReplicaModifications, sources === undefined)],
    ['replicationTimeControl', unless(example.TimeControl, false)],
    ['metrics', unless(example.Metrics, true)],
    ['prefix', example.Prefix === undefined ? undefined : text(example.Prefix)],
    ['tags', makeTagMap(example.Tags)],
    ['excludedPrefixes', example.ExcludedPrefixes && texts(example.ExcludedPrefixes)],
    ['excludedTags', makeTagMap(example.ExcludedTags ?? [])],
    ['sourceMultiRegionKey', unless(example.SourceMultiRegionKey ?? false, false)],
    ['storageClass', example.StorageClass === undefined
      ? undefined : create('StorageClass', [text(example.StorageClass)])],
  ];
}

function makeTagMap(tags: readonly { readonly Key: string; readonly Value: string }[]): Expression | undefined {
  if (tags.length === 0) return undefined;
  return { kind: 'text map', entries: tags.map(({ Key, Value }) => [Key, Value] as const) };
}
