import { makeRequestContext } from '../../../cli/simulate/request-context';
import { type AuthorizationRequest } from '../../../simulator';

const ACCOUNT = '111122223333';
const OTHER = '444455556666';
const CALLER = { accountId: ACCOUNT, arns: [`arn:aws:iam::${ACCOUNT}:user/AKID`], actsAsService: false };
const NOON = Date.parse('2026-11-30T12:00:00Z');
const REQUEST: AuthorizationRequest = {
  action: 's3:GetObject', resource: 'arn:aws:s3:::media/a', region: 'eu-west-1', accountId: ACCOUNT, caller: 'AKID',
};
const KEY = `arn:aws:kms:eu-west-1:${OTHER}:key/1`;
const USE: AuthorizationRequest = {
  ...REQUEST, action: 'kms:Decrypt', resource: KEY, required: { name: KEY, accountId: OTHER },
};

const makeContext = (more: Partial<AuthorizationRequest> = {}) =>
  makeRequestContext({ ...REQUEST, ...more }, CALLER, NOON);

describe('makeRequestContext', () => {
  test('describes a client that no service of AWS acts for', () => {
    expect(makeContext()).toMatchObject({
      'aws:calledvia': [],
      'aws:principalisawsservice': ['false'],
      'aws:sourceaccount': [],
      'aws:sourcearn': [],
      'aws:sourcevpc': [],
      'aws:viaawsservice': ['false'],
      's3:tlsversion': ['1.3'],
    });
  });

  test('contains the time of the simulator', () => {
    expect(makeContext()).toMatchObject({
      'aws:currenttime': ['2026-11-30T12:00:00.000Z'], 'aws:epochtime': [String(NOON / 1_000)],
    });
  });

  test('has the key of multi-factor authentication only for sessions', () => {
    const session = { roleArn: `arn:aws:iam::${ACCOUNT}:role/r`, arn: `arn:aws:sts::${ACCOUNT}:assumed-role/r/s` };
    expect([makeContext(), makeContext({ session })].map((context) => context['aws:multifactorauthpresent']))
      .toEqual([[], ['false']]);
  });

  test('has the account of the bucket, of the key or of the role as account of the resource', () => {
    const account = (more: Partial<AuthorizationRequest>) => makeContext(more)['aws:resourceaccount'];
    expect(account({ bucket: { name: 'media', accountId: OTHER } })).toEqual([OTHER]);
    expect(account(USE)).toEqual([OTHER]);
    expect(account({})).toEqual([]);
  });

  test('names S3 as the service of a key only if S3 uses the key', () => {
    const via = (more: Partial<AuthorizationRequest>) => makeContext({ ...USE, ...more })['kms:viaservice'];
    expect(via({ encryptionContext: 'arn:aws:s3:::media/a' })).toEqual(['s3.eu-west-1.amazonaws.com']);
    expect(via({ action: 'kms:DescribeKey' })).toEqual([]);
  });

  test('keeps the condition keys of the request', () => {
    expect(makeContext({ conditions: { 's3:prefix': ['a'] } })['s3:prefix']).toEqual(['a']);
  });
});
