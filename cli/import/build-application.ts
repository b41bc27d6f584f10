import { buildReplication, type BucketVariables } from './build-replication';
import { type Expression, type Statement } from './code-model';
import { describeAlarm } from './describe-alarm';
import {
  call, callStatic, create, enumMember, flag, json, list, properties, text, texts, variable,
} from './expressions';
import { type ImportedAlarm, type ImportedBucket, type ImportedState, POLICY_PART } from './imported-state';
import { declareReplications, type ReplicationDeclarations, type UnmanagedRules } from './replication-groups';

const ACCESS_POINT = 'accessPoint';

/** The environment of the generated stack. */
export interface ApplicationOptions {
  /** The Region of the stack. */
  readonly region: string;
}

/**
 * Makes the name of the stack from the name of the access point, which contains letters, digits and hyphens. A
 * deployment with the name of an existing stack would replace the template of that stack.
 */
export function makeStackName({ name, takenStackNames = [] }: ImportedState): string {
  const stackName = toPascalCase(name);
  const numbered = takenStackNames.map((_, index) => `${stackName}AccessPoint${index + 2}`);
  return [stackName, `${stackName}AccessPoint`, ...numbered].find((entry) => !takenStackNames.includes(entry))!;
}

function toPascalCase(name: string): string {
  return name.split(/[^A-Za-z0-9]+/).filter((part) => part !== '')
    .map((part) => part[0].toUpperCase() + part.slice(1)).join('').replace(/^(?=\d)/, 'Media');
}

/** Builds the application that adopts the access point. */
export function buildApplication(state: ImportedState, { region }: ApplicationOptions): Statement[] {
  const replications = declareReplications(state);
  const buckets = nameBuckets(listUsedBuckets(state, replications));
  return [
    { kind: 'variable', name: 'app', value: create('App', []) },
    {
      kind: 'variable',
      name: 'stack',
      value: create('Stack', [variable('app'), text(makeStackName(state))], properties('StackProps', [
        ['env', {
          kind: 'properties',
          properties: properties('Environment', [
            ['account', text(state.account)], ['region', text(region)],
          ]),
        }],
      ])),
    },
    { kind: 'blank line' },
    { kind: 'comment', text: 'The buckets keep their settings and policies. This application does not change them.' },
    ...buildBuckets(state, replications, buckets),
    { kind: 'blank line' },
    ...buildAccessPoint(state, buckets),
    ...replications.declarations.flatMap((declaration, index) => buildReplication(declaration, index, buckets)),
    ...replications.unmanaged.flatMap(describeUnmanagedRules),
    ...state.alarms.flatMap(describeUnmanagedAlarm),
    { kind: 'blank line' },
    { kind: 'expression', value: call('app', 'synth', []) },
  ];
}

function listUsedBuckets(state: ImportedState, { declarations }: ReplicationDeclarations): ImportedBucket[] {
  const names = new Set(declarations.flatMap(({ rules }) => rules.flatMap(({ sources = [], destinations }) =>
    [...sources, ...destinations])));
  const others = state.otherBuckets.filter(({ bucket }) => names.has(bucket));
  return [...sortByRegion(state.members), ...sortByRegion(others)];
}

function sortByRegion(buckets: readonly ImportedBucket[]): ImportedBucket[] {
  return [...buckets].sort((a, b) => (`${a.region} ${a.bucket}` < `${b.region} ${b.bucket}` ? -1 : 1));
}

/** Names the variables by Region: `euWest1Bucket`. Several buckets can be in one Region. */
function nameBuckets(buckets: readonly ImportedBucket[]): BucketVariables {
  const byName = new Map<string, { variable: string; region: string }>();
  const counts = new Map<string, number>();
  for (const { bucket, region } of buckets) {
    const count = (counts.get(region) ?? 0) + 1;
    counts.set(region, count);
    // A Region of a file can be any text.
    const camel = region.replace(/[^a-z0-9-]/g, '').replace(/-+(.)/g, (_, letter: string) => letter.toUpperCase());
    byName.set(bucket, { variable: `${camel}Bucket${count === 1 ? '' : count}`, region });
  }
  return { find: (bucket) => byName.get(bucket)! };
}

function buildBuckets(
  state: ImportedState, replications: ReplicationDeclarations, buckets: BucketVariables,
): Statement[] {
  const replicaKeys = findReplicaKeys(state);
  return listUsedBuckets(state, replications).map(({ bucket, region, account, encryptionKeyArn, hasObjectLock }) => {
    // The rules to a bucket contain its key.
    const key = replicaKeys.get(bucket) ?? encryptionKeyArn;
    return {
      kind: 'variable',
      name: buckets.find(bucket).variable,
      value: callStatic('UnderlyingBucket', 'fromBucketName', [text(bucket), text(region)], properties(
        'UnderlyingBucketByNameOptions', [
          ['account', account === undefined ? undefined : text(account)],
          ['encryptionKeyArn', key === undefined ? undefined : text(key)],
          ['objectLockEnabled', hasObjectLock === undefined ? undefined : flag(hasObjectLock)],
        ],
      )),
    };
  });
}

/** The key in the rules to each bucket, which can be an alias of the key of the bucket. */
function findReplicaKeys({ replications }: ImportedState): ReadonlyMap<string, string> {
  return new Map(replications.flatMap(({ rules }) => rules).flatMap(({ Destination: destination }) => {
    const key = destination?.EncryptionConfiguration?.ReplicaKmsKeyID;
    return key === undefined ? [] : [[(destination?.Bucket ?? '').replace('arn:aws:s3:::', ''), key] as const];
  }));
}

function buildAccessPoint(state: ImportedState, buckets: BucketVariables): Statement[] {
  const { statements = [], isPublic, unread } = state;
  const members = sortByRegion(state.members).map(({ bucket }) => variable(buckets.find(bucket).variable));
  const value = create('MultiRegionAccessPoint', [variable('stack'), text('AccessPoint')], properties(
    'MultiRegionAccessPointProps', [
      ['multiRegionAccessPointName', text(state.name)],
      ['buckets', list('UnderlyingBucket', members)],
      ['existing', enumMember('ExistingAccessPointPolicy', 'ADOPT')],
      ['blockPublicAccess', makeBlock(state)],
      ['failover', makeFailover(state)],
      ['manualFailover', state.dials && enumMember('ManualFailoverPolicy', 'KEEP')],
      ['delegation', makeDelegation(state)],
    ],
  ));
  return [
    { kind: 'comment', text: 'The deployment adopts the access point. Its alias and its ARN do not change.' },
    ...(state.dials === undefined && state.members.length > 1 ? [{
      kind: 'comment' as const,
      text: 'The routes are unknown, so the application does not declare them. The live routes stay.',
    }] : []),
    ...(unread.some(({ what }) => what === POLICY_PART) ? [{
      kind: 'comment' as const,
      text:
        'The policy could not be read. Add its statements with addToResourcePolicy before you deploy; without them, '
          + 'the deployment fails and changes nothing.',
    }] : []),
    ...(isPublic === true ? [{ kind: 'comment' as const, text: 'The policy allows public access.' }] : []),
    statements.length === 0
      ? { kind: 'expression', value }
      : { kind: 'variable', name: ACCESS_POINT, value },
    ...statements.map((statement): Statement => ({
      kind: 'expression',
      value: call(ACCESS_POINT, 'addToResourcePolicy', [
        callStatic('PolicyStatement', 'fromJson', [json(statement, ACCESS_POINT)]),
      ]),
    })),
  ];
}

function makeBlock({ block }: ImportedState): Expression | undefined {
  if (Object.values(block).every(Boolean)) return undefined;
  return create('BlockPublicAccess', [], properties('BlockPublicAccessOptions', [
    ['blockPublicAcls', flag(block.BlockPublicAcls)],
    ['blockPublicPolicy', flag(block.BlockPublicPolicy)],
    ['ignorePublicAcls', flag(block.IgnorePublicAcls)],
    ['restrictPublicBuckets', flag(block.RestrictPublicBuckets)],
  ]));
}

function makeFailover({ dials }: ImportedState): Expression | undefined {
  if (dials === undefined) return undefined;
  const active = [...dials].filter(([, dial]) => dial > 0).map(([region]) => region).sort();
  return active.length === dials.size
    ? callStatic('FailoverConfiguration', 'activeActive', [])
    : callStatic('FailoverConfiguration', 'activePassive', [texts(active)]);
}

/** Declares the delegation of the bucket policies, so that later grants depend on it. */
function makeDelegation({ members, arn }: ImportedState): Expression | undefined {
  const found = members.map(({ delegation }) => delegation);
  if (found.every((delegation) => delegation === 'account')) return callStatic('Delegation', 'toAccount', []);
  if (arn !== undefined && found.every((delegation) => delegation === 'access point')) {
    return callStatic('Delegation', 'toAccessPoints', [texts([arn])]);
  }
  return callStatic('Delegation', 'none', []);
}

function describeUnmanagedRules({ bucket, rules, reason }: UnmanagedRules): Statement[] {
  return [
    { kind: 'blank line' },
    {
      kind: 'comment',
      text: `This application does not manage the replication rules ${rules.join(', ')} of ${bucket}, because `
        + `${reason}. They stay in effect.`,
    },
  ];
}

function describeUnmanagedAlarm(alarm: ImportedAlarm): Statement[] {
  return [
    { kind: 'blank line' },
    {
      kind: 'comment',
      text: `This application does not manage the alarm ${describeAlarm(alarm)}. It stays in effect.`,
    },
  ];
}
