import { checkReplicationRules, type DeclaredRule } from '../../../src/diagnostics/checks/replication-rules';
import { ids } from './support';

const RULE: DeclaredRule = {
  Id: 'a',
  Priority: 1,
  DestinationBucket: 'b',
  OwnerOverride: false,
  Tags: [],
  DeleteMarkers: true,
  Metrics: true,
  TimeControl: true,
};

describe('checkReplicationRules', () => {
  test.each<[string[], Partial<DeclaredRule>[]]>([
    [[], [{}, { Id: 'b', Priority: 2 }]],
    [[], [{ Id: undefined, DestinationBucket: undefined }, { Id: undefined, Priority: 2 }]],
    [['MRAP402 ERROR'], [{ DestinationBucket: 'source' }]],
    [['MRAP407 ERROR', 'MRAP407 ERROR'], [{}, {}]],
    [['MRAP408 ERROR'], [{ Id: 'x'.repeat(256) }]],
    [['MRAP408 ERROR'], [{ Prefix: 'x'.repeat(1025) }]],
    [['MRAP408 ERROR'], Array.from({ length: 1001 }, (_, index) => ({ Id: String(index), Priority: index }))],
    [['MRAP410 ERROR'], [{ Tags: [{}] }]],
    [[], [{ Tags: [{}], DeleteMarkers: false }]],
    [['MRAP411 ERROR'], [{ Metrics: false }]],
    [['MRAP417 ERROR'], [{ OwnerOverride: true, DestinationBucket: undefined }]],
    [[], [{ OwnerOverride: true, DestinationAccount: '444455556666' }]],
  ])('reports %j', (expected, rules) => {
    expect(ids(checkReplicationRules('source', rules.map((rule) => ({ ...RULE, ...rule }))))).toEqual(expected);
  });
});
