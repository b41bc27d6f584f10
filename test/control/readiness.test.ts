import { type MemberStatus, type AccessPointStatusReport } from '../../control/status/access-point-status';
import { assessReadiness, type ReadinessOptions } from '../../control/status/readiness';

const NOW = Date.parse('2026-11-20T10:00:00Z');
const OPTIONS: ReadinessOptions = { maxRpoSeconds: 900, now: NOW, expectSingle: false };

const [IRELAND, VIRGINIA, TOKYO] = ['eu-west-1', 'us-east-1', 'ap-northeast-1'];

function member(region: string, dial: number | undefined, status: Partial<MemberStatus> = {}): MemberStatus {
  const others = [IRELAND, VIRGINIA, TOKYO].filter((other) => other !== region);
  return { region, bucket: `media-${region}`, presence: 'there', dial, replicatesTo: others, ...status };
}

function edge(from: string, to: string, figures: object = { operations: 0, bytes: 0, latencySeconds: 0, at: NOW }) {
  const locate = (region: string) => ({ region, bucket: `media-${region}` });
  return { source: locate(from), destination: locate(to), ...figures };
}

const REPORT: AccessPointStatusReport = {
  arn: 'arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap',
  alias: 'mfzwi23gnjvgw.mrap',
  account: '111122223333',
  readAt: NOW,
  name: 'media',
  status: 'READY',
  members: [member(IRELAND, 100), member(VIRGINIA, 0)],
  areMembersKnown: true,
  controlRegions: [],
  agreeing: 5,
  agreed: true,
  backlogs: [edge(IRELAND, VIRGINIA)],
  unknown: [],
};

describe('assessReadiness', () => {
  const assess = (change: Partial<AccessPointStatusReport>, options: Partial<ReadinessOptions> = {}) =>
    assessReadiness({ ...REPORT, ...change }, { ...OPTIONS, ...options });

  test('finds a member ready that another member replicates without a backlog', () => {
    expect(assess({})).toEqual({
      ready: true, members: [{ region: IRELAND, ready: true, targets: [VIRGINIA], rpoSeconds: 0 }],
    });
  });

  test('sorts the targets by their recovery points', () => {
    const members = [member(IRELAND, 100), member(VIRGINIA, 0), member(TOKYO, 0)];
    const backlogs = [
      edge(IRELAND, VIRGINIA, { operations: 3, bytes: 30, latencySeconds: 60, at: NOW - 60_000 }),
      edge(IRELAND, TOKYO, { operations: 1, bytes: 10, latencySeconds: 30, at: NOW }),
    ];
    expect(assess({ members, backlogs }).members).toEqual([
      { region: IRELAND, ready: true, targets: [TOKYO, VIRGINIA], rpoSeconds: 30 },
    ]);
  });

  test('finds the access point not ready if one of its active members is not', () => {
    const { ready, members } = assess({ members: [member(IRELAND, 100), member(VIRGINIA, 100)] });
    expect(ready).toBe(false);
    expect(members.map((assessed) => [assessed.region, assessed.ready])).toEqual([[IRELAND, true], [VIRGINIA, false]]);
  });

  test.each<[string, Partial<AccessPointStatusReport>, string]>([
    ['without an active member', { members: [member(IRELAND, 0), member(VIRGINIA, undefined)] }, 'no member is active'],
    ['if a minority of the control Regions agrees', { agreeing: 2 }, '2 of 5 control Regions returned the same routes'],
    ['with one member', { members: [member(IRELAND, 100)] }, 'pass "--expect single" if this is intended'],
  ])('is not ready %s', (_, change, reason) => {
    expect(assess(change)).toEqual({ ready: false, members: [], reason: expect.stringContaining(reason) as string });
  });

  test.each<[string, Partial<AccessPointStatusReport>, string]>([
    [
      'a bucket that does not exist',
      { members: [member(IRELAND, 100), member(VIRGINIA, 0, { presence: 'missing', account: '444455556666' })] },
      'bucket media-us-east-1 of account 444455556666 in us-east-1 does not exist',
    ],
    [
      'a bucket that cannot be read',
      { members: [member(IRELAND, 100), member(VIRGINIA, 0, { presence: 'unknown' })] },
      'bucket media-us-east-1 in us-east-1 cannot be read',
    ],
    [
      'a member that no rule replicates to',
      { members: [member(IRELAND, 100, { replicatesTo: [] }), member(VIRGINIA, 0)] },
      'no enabled rule replicates from eu-west-1 to us-east-1',
    ],
    [
      'a member without rules and metrics that could be read',
      { members: [member(IRELAND, 100, { replicatesTo: undefined }), member(VIRGINIA, 0)], backlogs: [] },
      'the replication rules of media-eu-west-1 are unknown',
    ],
    ['metrics that were not read', { backlogs: [] }, 'the recovery point in us-east-1 is unknown: not read'],
    [
      'metrics that CloudWatch did not return',
      { backlogs: [edge(IRELAND, VIRGINIA, { unknown: 'AccessDenied' })] },
      'the recovery point in us-east-1 is unknown: AccessDenied',
    ],
    [
      'a backlog without a latency',
      { backlogs: [edge(IRELAND, VIRGINIA, { operations: 1, bytes: 1 })] },
      'the recovery point in us-east-1 is unknown',
    ],
    [
      'a recovery point above the limit',
      { backlogs: [edge(IRELAND, VIRGINIA, { operations: 1, bytes: 1, latencySeconds: 900, at: NOW - 1 })] },
      'the recovery point in us-east-1 is 901 s, expected at most 900 s',
    ],
  ])('does not accept %s as a target', (_, change, reason) => {
    expect(assess(change).members).toEqual([{ region: IRELAND, ready: false, targets: [], reason }]);
  });

  test('accepts the metrics of a rule as a proof of replication if the rules cannot be read', () => {
    const members = [member(IRELAND, 100, { replicatesTo: undefined }), member(VIRGINIA, 0)];
    expect(assess({ members }).ready).toBe(true);
  });

  describe('with one expected Region', () => {
    const assessSingle = (change: Partial<AccessPointStatusReport>) =>
      assess({ members: [member(IRELAND, 100)], ...change }, { expectSingle: true });

    test('is ready if the bucket exists', () => {
      expect(assessSingle({})).toEqual({ ready: true, members: [{ region: IRELAND, ready: true, targets: [] }] });
    });

    test.each<[string, Partial<AccessPointStatusReport>, string]>([
      ['with unknown members', { areMembersKnown: false, members: [] }, 'the members are unknown'],
      ['with two members', { members: REPORT.members }, 'the access point has 2 members, expected one'],
      ['without its bucket', { members: [member(IRELAND, 100, { presence: 'missing' })] }, 'does not exist'],
      ['in an unknown status', { status: undefined }, 'the status of the access point is unknown, expected READY'],
      ['while it is deleted', { status: 'DELETING' }, 'the status of the access point is DELETING, expected READY'],
    ])('is not ready %s', (_, change, reason) => {
      expect(assessSingle(change).reason).toContain(reason);
    });
  });
});
