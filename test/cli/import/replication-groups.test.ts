import { writeApplication } from '../../../cli/import/application-folder';
import { buildApplication } from '../../../cli/import/build-application';
import { compareStates } from '../../../cli/import/compare-states';
import { type ImportedState } from '../../../cli/import/imported-state';
import { makeApplicationFiles } from '../../../cli/import/languages';
import { declareReplications } from '../../../cli/import/replication-groups';
import { readSynthesizedState, synthesizeApplication } from '../../../cli/import/synthesize';
import { type ReplicationRule } from '../../../control/replication';
import { replicationPriority } from '../../../src/diagnostics/checks/replication-graph';
import { replicationRuleId, type ReplicationRuleProperties } from '../../../src/wire/replication';
import { toS3ReplicationRule } from '../../../src/wire/s3-replication-rule';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { makeApplicationFolder, runInProcess } from './support';

const REGIONS: Readonly<Record<string, string>> = {
  'media-eu': 'eu-west-1', 'media-us': 'us-east-1', 'media-jp': 'ap-northeast-1', 'media-vault': 'eu-west-1',
};
const ROLE = `arn:aws:iam::${ACCOUNT}:role/Replication`;

/** Makes the live rule from one bucket to another. */
function makeRule(
  source: string, destination: string, id?: string, settings: Partial<ReplicationRuleProperties> = {},
): ReplicationRule {
  return toS3ReplicationRule({
    Id: replicationRuleId(source, destination, id),
    Priority: replicationPriority(REGIONS[destination]),
    DestinationBucket: destination,
    OwnerOverride: false,
    Tags: [],
    DeleteMarkers: true,
    ReplicaModifications: false,
    Metrics: true,
    TimeControl: false,
    ...settings,
  });
}

type RulesBySource = Readonly<Record<string, readonly ReplicationRule[]>>;

function makeImportedState(rules: RulesBySource, change: Partial<ImportedState> = {}): ImportedState {
  return {
    account: ACCOUNT,
    name: 'media',
    members: ['media-eu', 'media-us', 'media-jp'].map((bucket) => ({ bucket, region: REGIONS[bucket] })),
    otherBuckets: [{ bucket: 'media-vault', region: 'eu-west-1' }],
    block: { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true },
    replications: Object.entries(rules).map(([bucket, own]) => ({ bucket, role: ROLE, rules: own })),
    alarms: [],
    unread: [],
    otherTools: [],
    ...change,
  };
}

async function findDifferences(state: ImportedState) {
  const folder = makeApplicationFolder();
  writeApplication(
    folder, makeApplicationFiles('typescript', 'media', buildApplication(state, { region: 'eu-west-1' })));
  const assembly = await synthesizeApplication(runInProcess, 'typescript', folder, {});
  return compareStates(state, readSynthesizedState(assembly, state.name));
}

const vault = (settings: Partial<ReplicationRuleProperties>) =>
  ({ 'media-eu': [makeRule('media-eu', 'media-vault', 'vault', { Priority: 7, ...settings })] });

describe('declareReplications', () => {
  test.each<[string, RulesBySource]>([
    ['from one Region to others', {
      'media-eu': [makeRule('media-eu', 'media-us'), makeRule('media-eu', 'media-jp')],
    }],
    ['in one direction and with an id', {
      'media-eu': [makeRule('media-eu', 'media-us'), makeRule('media-eu', 'media-vault', 'vault', { Priority: 9 })],
    }],
    ['with an id only', vault({})],
    ['in both directions with an id', {
      'media-eu': [makeRule('media-eu', 'media-us'), makeRule('media-eu', 'media-us', 'copy', {
        Priority: 6, ReplicaModifications: true, Prefix: 'a/',
      })],
      'media-us': [makeRule('media-us', 'media-eu'), makeRule('media-us', 'media-eu', 'copy', {
        Priority: 5, ReplicaModifications: true, Prefix: 'a/',
      })],
    }],
    ['with a tag', vault({ Tags: [{ Key: 'keep', Value: 'yes' }], DeleteMarkers: false })],
    ['without a prefix', vault({ ExcludedPrefixes: ['tmp/'] })],
    ['without a tag', vault({ ExcludedTags: [{ Key: 'keep', Value: 'no' }], DeleteMarkers: false })],
    ['with a prefix and without tags', vault({
      Prefix: 'a/', ExcludedTags: [{ Key: 'a', Value: '1' }, { Key: 'b', Value: '2' }], DeleteMarkers: false,
    })],
  ])('declares rules %s', async (_, rules) => {
    const state = makeImportedState(rules);
    expect(declareReplications(state).unmanaged).toEqual([]);
    expect(await findDifferences(state)).toEqual([]);
  });

  test('declares rules with the multi-Region key of the source', async () => {
    const rules = vault({ SourceMultiRegionKey: true });
    const makeKey = (region: string) => `arn:aws:kms:${region}:${ACCOUNT}:key/mrk-${'a'.repeat(32)}`;
    const state = makeImportedState(rules);
    const keys = { members: state.members.map((member) => ({ ...member, encryptionKeyArn: makeKey(member.region) })) };
    const otherBuckets = [{ bucket: 'media-vault', region: 'eu-west-1', encryptionKeyArn: makeKey('eu-west-1') }];
    expect(await findDifferences({ ...state, ...keys, otherBuckets })).toEqual([]);
  });

  test('declares one replication for each role', async () => {
    const state = makeImportedState({}, {
      replications: [
        { bucket: 'media-eu', role: ROLE, rules: [makeRule('media-eu', 'media-us')] },
        { bucket: 'media-us', role: `${ROLE}2`, rules: [makeRule('media-us', 'media-jp')] },
      ],
    });
    expect(declareReplications(state).declarations.map(({ role }) => role)).toEqual([ROLE, `${ROLE}2`]);
    expect(await findDifferences(state)).toEqual([]);
  });

  const disabled = { ...makeRule('media-eu', 'media-us'), Status: 'Disabled' as const };
  test.each<[string, string, ImportedState]>([
    ['the role is unknown', 'the role is known at deployment only', makeImportedState({}, {
      replications: [{ bucket: 'media-eu', rules: [makeRule('media-eu', 'media-us')] }],
    })],
    [
      'a rule is disabled', 'a rule has settings that no property declares',
      makeImportedState({ 'media-eu': [disabled] }),
    ],
    ['a rule has no destination', 'a rule has settings that no property declares', makeImportedState({
      'media-eu': [{ ...disabled, Destination: undefined }],
    })],
    ['an id contains another bucket', 'a rule has settings that no property declares', makeImportedState({
      'media-eu': [{ ...disabled, Destination: { Bucket: 'arn:aws:s3:::media-jp' } }],
    })],
    [
      'a destination has no Region', 'the Region of a destination is unknown',
      makeImportedState(vault({}), { otherBuckets: [] }),
    ],
    ['a source belongs to another account', 'another account owns a source bucket', makeImportedState(vault({}), {
      members: [{ bucket: 'media-eu', region: 'eu-west-1', account: OTHER_ACCOUNT }],
    })],
    [
      'rules with one id have different settings',
      'the rules with one id have different settings or directions',
      makeImportedState({
        'media-eu': [makeRule('media-eu', 'media-us'), makeRule('media-eu', 'media-jp', undefined, { Metrics: false })],
      }),
    ],
    [
      'rules with one id form no pairs of sources and destinations',
      'the rules with one id have different settings or directions',
      makeImportedState({
        'media-eu': [makeRule('media-eu', 'media-us')], 'media-us': [makeRule('media-us', 'media-jp')],
      }),
    ],
  ])('leaves rules to their present tool if %s', (_, reason, state) => {
    const { declarations, unmanaged } = declareReplications(state);
    expect(declarations).toEqual([]);
    expect([...new Set(unmanaged.map((entry) => entry.reason))]).toEqual([reason]);
  });

  test('names a foreign rule without an id', () => {
    const rules = [{ ...disabled, ID: undefined }];
    expect(declareReplications(makeImportedState({ 'media-eu': rules })).unmanaged)
      .toEqual([{ bucket: 'media-eu', rules: ['(without an id)'], reason: 'another tool wrote them' }]);
  });
});

describe('compareStates', () => {
  const state = makeImportedState({ 'media-eu': [makeRule('media-eu', 'media-us')] });
  const statement = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject' };

  test.each<[string, Partial<ImportedState>]>([
    ['account', { account: OTHER_ACCOUNT }],
    ['name', { name: 'films' }],
    ['public access block', { block: { ...state.block, BlockPublicAcls: false } }],
    ['policy', { statements: [statement] }],
    ['routes', { dials: new Map([['eu-west-1', 100]]) }],
    ['replication rule of media-eu cdk-s3-mrap/media-eu/media-us', { replications: [] }],
  ])('finds another %s', (what, change) => {
    const other = { ...state, ...change };
    expect(compareStates(state, other).map((difference) => difference.what)).toEqual([what]);
    expect(compareStates(other, state).map((difference) => difference.what)).toEqual([what]);
    expect(compareStates(other, other)).toEqual([]);
  });

  test('finds another statement in both policies', () => {
    const other = { ...statement, Action: 's3:PutObject' };
    const differences = compareStates({ ...state, statements: [statement] }, { ...state, statements: [other] });
    expect(differences.map(({ source }) => source === 'nothing')).toEqual([false, true]);
  });
});
