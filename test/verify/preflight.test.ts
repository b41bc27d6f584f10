import { IAMClient } from '@aws-sdk/client-iam';
import { ASSUMPTIONS } from '../../verify/assumptions';
import {
  checkAccount, findPrincipal, type PlannedChanges, type PreflightOptions,
} from '../../verify/targets/aws/preflight';

interface Situation {
  readonly arn?: string;
  readonly accessPoints?: readonly string[];
  /** The decision of the simulation for each action, or its error. */
  readonly simulation?: string | Error;
}

const ACCOUNT = '111122223333';
const RUN: PlannedChanges = {
  groups: ['hour'], ownsAccount: false, ownResources: [], actions: ['s3:CreateBucket'], accessPoints: 0,
};
const OPTIONS: PreflightOptions = { typedAccountId: ACCOUNT, onProgress: () => undefined };

type Changes = Partial<PreflightOptions & PlannedChanges>;

async function check(situation: Situation, options: Changes = {}) {
  const { arn = `arn:aws:iam::${ACCOUNT}:role/operator`, accessPoints = [], simulation = 'allowed' } = situation;
  const iam = new IAMClient({ region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
  iam.send = (async () => {
    if (simulation instanceof Error) throw simulation;
    return { EvaluationResults: [{ EvalActionName: 's3:CreateBucket', EvalDecision: simulation }] };
  }) as never;
  return checkAccount({
    iam,
    findCaller: async () => ({ accountId: ACCOUNT, arn, userId: 'AIDA1' }),
    listAccessPoints: async () => accessPoints.map((Name) => ({ Name })),
  }, { ...OPTIONS, run: { ...RUN, ...options }, ...options });
}

describe('checkAccount', () => {
  test('accepts an account with access points of other names for the group hour', async () => {
    expect(await check({ accessPoints: ['media'] })).toEqual(
      { accountId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:role/operator`, userId: 'AIDA1', notes: [] });
  });

  const refusals: [string, Situation, Changes, string][] = [
    ['another account than the user typed', {}, { typedAccountId: '444455556666' }, 'you typed "444455556666"'],
    ['an empty account id', {}, { typedAccountId: '' }, 'you typed ""'],
    ['the account of another journal', {}, { journalAccountId: '444455556666' }, 'the journal belongs to account 44'],
    ['the root user', { arn: `arn:aws:iam::${ACCOUNT}:root` }, {}, 'the root user'],
    ['an access point under the prefix', { accessPoints: ['media', 'mrap-verify-1-2'] }, {}, ': mrap-verify-1-2. '],
    ['the group day without a confirmation', {}, { groups: ['day'] }, '--i-own-this-account'],
    ['the group day beside the group hour without a confirmation', {}, { groups: ['hour', 'day'] }, 'hour, day'],
    [
      'other access points for the group day', { accessPoints: ['media'] }, { groups: ['day'], ownsAccount: true },
      'has other access points: media. ',
    ],
    [
      'a run that needs more access points than the quota leaves',
      { accessPoints: Array.from({ length: 95 }, (_, index) => `media-${index}`) }, { accessPoints: 6 },
      'has 95 access points, and the run creates 6; expected at most 100 together',
    ],
    ['a denied action', { simulation: 'explicitDeny' }, {}, 'denies arn:aws:iam::111122223333:role/operator'],
  ];
  test.each(refusals)('refuses %s', async (_case, situation, options, text) => {
    const refusal = check(situation, options);
    await expect(refusal).rejects.toThrow(text);
    await expect(refusal).rejects.toThrow('Nothing was created. ');
  });

  test('reads all pages of the simulation', async () => {
    const iam = new IAMClient({ region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
    iam.send = (async ({ input }: { input: { Marker?: string } }) => ({
      IsTruncated: input.Marker === undefined,
      Marker: input.Marker === undefined ? 'next' : undefined,
      EvaluationResults: [{
        EvalActionName: 's3:CreateBucket', EvalDecision: input.Marker === undefined ? 'allowed' : 'explicitDeny',
      }],
    })) as never;
    const account = {
      iam,
      findCaller: async () => ({ accountId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:user/me`, userId: 'AIDA1' }),
      listAccessPoints: async () => [],
    };
    await expect(checkAccount(account, { ...OPTIONS, run: RUN })).rejects.toThrow('the actions s3:CreateBucket');
  });

  test('reads only the account of the credentials before a clean-up', async () => {
    const situation = { accessPoints: ['media', 'mrap-verify-1-2'], simulation: 'explicitDeny' };
    const progress: string[] = [];
    const onProgress = (text: string) => { progress.push(text); };
    const { notes } = await check(situation, { run: undefined, journalAccountId: ACCOUNT, onProgress });
    expect(notes).toEqual([]);
    expect(progress).toEqual(['reads the account of the credentials']);
  });

  test('says that a refused clean-up deleted nothing', async () => {
    for (const changes of [{ typedAccountId: '444455556666' }, { journalAccountId: '444455556666' }]) {
      await expect(check({}, { run: undefined, ...changes })).rejects.toThrow('Nothing was deleted. Choose');
    }
  });

  test('reports each call before it makes the call', async () => {
    const progress: string[] = [];
    await check({}, { onProgress: (text) => { progress.push(text); } });
    expect(progress).toEqual([
      'reads the account of the credentials',
      `lists the access points of account ${ACCOUNT}`,
      `simulates the permissions of arn:aws:iam::${ACCOUNT}:role/operator`,
    ]);
  });

  test('returns a note for actions about which IAM returned no decision', async () => {
    const { notes } = await check({}, { actions: ['s3:CreateBucket', 's3:DeleteBucket'] });
    expect(notes).toEqual(['IAM returned no decision about s3:DeleteBucket']);
  });

  test('accepts access points in the journal of the run', async () => {
    const ownResources = [{ kind: 'access-point' as const, name: 'mrap-verify-1-2', region: 'us-west-2' }];
    const { notes } = await check(
      { accessPoints: ['mrap-verify-1-2'] }, { ownResources, groups: ['day'], ownsAccount: true });
    expect(notes).toEqual([]);
  });

  test('does not accept an access point that has the name of a bucket in the journal', async () => {
    const ownResources = [{ kind: 'bucket' as const, name: 'mrap-verify-1-2', region: 'eu-west-1' }];
    await expect(check({ accessPoints: ['mrap-verify-1-2'] }, { ownResources })).rejects.toThrow('mrap-verify-1-2');
  });

  test.each<[string, Situation, string]>([
    ['a simulation that fails', { simulation: new Error('x') }, 'IAM did not simulate the policies of'],
    ['permissions for some resources', { simulation: 'implicitDeny' }, 'not allowed for all resources: s3:CreateBuck'],
    [
      'a session of IAM Identity Center',
      { arn: `arn:aws:sts::${ACCOUNT}:assumed-role/AWSReservedSSO_Admin_1/jane` }, 'IAM cannot simulate',
    ],
  ])('returns a note for %s', async (_case, situation, text) => {
    const { notes } = await check(situation);
    expect(notes).toEqual([expect.stringContaining(text)]);
  });
});

describe('findPrincipal', () => {
  test('returns the role of a session, and an IAM user as it is', () => {
    expect(findPrincipal('arn:aws:sts::111122223333:assumed-role/deploy/me'))
      .toBe('arn:aws:iam::111122223333:role/deploy');
    expect(findPrincipal('arn:aws:iam::111122223333:user/me')).toBe('arn:aws:iam::111122223333:user/me');
    expect(findPrincipal('arn:aws:sts::111122223333:federated-user/me')).toBeUndefined();
  });
});

describe('ASSUMPTIONS', () => {
  test('has probes of groups that the preflight knows', () => {
    const groups = new Set(ASSUMPTIONS.flatMap(({ verification }) =>
      ('group' in verification ? [verification.group] : [])));
    expect([...groups].sort()).toEqual(['day', 'hour']);
  });
});
