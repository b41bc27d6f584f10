import { Authorizer, type AuthorizationMode } from '../../../cli/simulate/authorize';
import { type AuthorizationRequest } from '../../../simulator';

const ACCOUNT = '111122223333';
const OTHER = '444455556666';
const ARN = `arn:aws:s3::${ACCOUNT}:accesspoint/mabc.mrap`;
const KEY = 'AKIDREADER';

function allow(more: object, effect = 'Allow'): string {
  return JSON.stringify({
    Statement: [{ Effect: effect, Principal: '*', Action: 's3:*', Resource: '*', ...more }],
  });
}

const REQUEST: AuthorizationRequest = {
  action: 's3:GetObject', resource: `${ARN}/object/a/b`, region: '*', accountId: ACCOUNT, caller: KEY,
};

function makeRequest(policies: {
  accessPoint?: string; bucket?: string; accessPointOwner?: string; bucketOwner?: string;
}): AuthorizationRequest {
  return {
    ...REQUEST,
    accessPoint: { name: ARN, accountId: policies.accessPointOwner ?? ACCOUNT, policy: policies.accessPoint },
    bucket: { name: 'media', accountId: policies.bucketOwner ?? ACCOUNT, policy: policies.bucket },
  };
}

function decide(request: AuthorizationRequest, mode: AuthorizationMode = 'resource', identity?: string) {
  const identities = new Map(identity === undefined ? [] : [[KEY, identity]]);
  const decision = new Authorizer(mode, identities).authorize(request);
  return typeof decision === 'object' ? decision.denial : decision;
}

const READ = JSON.stringify({ Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' } });
const DENY_READ = JSON.stringify({ Statement: { Effect: 'Deny', Action: 's3:Get*', Resource: '*' } });

describe('Authorizer', () => {
  test('allows everything if authorization is off', () => {
    expect(decide(makeRequest({ bucket: allow({}, 'Deny') }), 'off')).toBe(true);
  });

  test('allows requests of the own account without resource policies', () => {
    expect(decide(makeRequest({}))).toBe(true);
    expect(decide(REQUEST)).toBe(true);
  });

  test.each([
    ['accessPoint', `the policy of access point ${ARN} denies s3:GetObject`],
    ['bucket', 'the policy of bucket media denies s3:GetObject'],
  ])('states the policy that denies: %s', (resource, message) => {
    expect(decide(makeRequest({ [resource]: allow({}, 'Deny') }))).toBe(message);
  });

  test('compares the resources of each policy with its own name of the object', () => {
    const denied = (Resource: string) => allow({ Resource }, 'Deny');
    expect(decide(makeRequest({ bucket: denied('arn:aws:s3:::media/a/*') }))).toContain('bucket media denies');
    expect(decide(makeRequest({ bucket: denied('arn:aws:s3:::media/b/*') }))).toBe(true);
    expect(decide(makeRequest({ accessPoint: denied(`${ARN}/object/a/*`) }))).toContain('denies');
    const list = { ...makeRequest({ bucket: denied('arn:aws:s3:::media') }), action: 's3:ListBucket', resource: ARN };
    expect(decide(list)).toContain('denies s3:ListBucket');
  });

  test('requires that the owner of a bucket in another account delegates to the access point', () => {
    expect(decide(makeRequest({ bucketOwner: OTHER }))).toBe(
      `bucket media has no policy to account ${ACCOUNT}; delegate with the condition s3:DataAccessPointArn ${ARN}`);
    const delegate = (arn: string) => allow({ Condition: { StringEquals: { 's3:DataAccessPointArn': arn } } });
    expect(decide(makeRequest({ bucketOwner: OTHER, bucket: delegate(ARN) }))).toBe(true);
    expect(decide(makeRequest({ bucketOwner: OTHER, bucket: delegate('arn:aws:s3::1:accesspoint/other') }))).toContain(
      'no statement of the policy of bucket media allows s3:GetObject to account');
  });

  test('requires that an access point of another account allows the caller', () => {
    const bucket = allow({});
    expect(decide(makeRequest({ accessPointOwner: OTHER, bucket }))).toContain(`access point ${ARN} has no policy`);
    const accessPoint = allow({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } });
    expect(decide(makeRequest({ accessPointOwner: OTHER, bucket, accessPoint }))).toBe(true);
  });

  test('does not apply statements with conditions that the simulator does not know', () => {
    const Condition = { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } };
    expect(decide(makeRequest({ bucket: allow({ Condition }, 'Deny') }))).toBe(true);
    expect(decide(makeRequest({ bucketOwner: OTHER, bucket: allow({ Condition }) }))).toContain('no statement');
  });

  test('counts clients as clients with TLS', () => {
    const Condition = { Bool: { 'aws:SecureTransport': 'false' } };
    expect(decide(makeRequest({ bucket: allow({ Condition }, 'Deny') }))).toBe(true);
  });

  test('excludes principals of NotPrincipal from a denial', () => {
    const except = (AWS: string) => allow({ Principal: undefined, NotPrincipal: { AWS } }, 'Deny');
    expect(decide(makeRequest({ bucket: except(`arn:aws:iam::${ACCOUNT}:user/${KEY}`) }))).toBe(true);
    expect(decide(makeRequest({ bucket: except(`arn:aws:iam::${ACCOUNT}:user/other`) }))).toContain('denies');
    expect(decide(makeRequest({ bucket: allow({ Principal: undefined }, 'Deny') }))).toBe(true);
  });

  describe('with identity policies', () => {
    test('needs the identity policy or the resource policies', () => {
      expect(decide(makeRequest({}), 'full')).toBe(
        `no identity policy of ${ACCOUNT}/${KEY} allows s3:GetObject, and access point ${ARN} has no policy`);
      expect(decide(makeRequest({}), 'full', READ)).toBe(true);
      expect(decide(makeRequest({ accessPoint: allow({}), bucket: allow({}) }), 'full')).toBe(true);
      expect(decide(makeRequest({ accessPoint: allow({}) }), 'full')).toContain('and bucket media has no policy');
    });

    test('does not take the account as principal for a permission of its identities', () => {
      const root = allow({ Principal: { AWS: ACCOUNT } });
      expect(decide(makeRequest({ accessPoint: root, bucket: root }), 'full')).toContain('no statement of the policy');
    });

    test('needs the identity policy and the policy of another account', () => {
      const policies = { bucketOwner: OTHER, bucket: allow({}), accessPoint: allow({}) };
      expect(decide(makeRequest(policies), 'full')).toContain(`no identity policy of ${ACCOUNT}/${KEY} allows`);
      expect(decide(makeRequest(policies), 'full', READ)).toBe(true);
    });

    test('denies by the identity policy', () => {
      expect(decide(makeRequest({ bucket: allow({}) }), 'full', DENY_READ))
        .toBe(`the identity policy of ${ACCOUNT}/${KEY} denies s3:GetObject`);
    });

    test('decides requests without resource policies by the identity policy', () => {
      expect(decide(REQUEST, 'full')).toBe(`no identity policy of ${ACCOUNT}/${KEY} allows s3:GetObject`);
      expect(decide({ ...REQUEST, caller: undefined }, 'full')).toContain(`${ACCOUNT}/ allows`);
      expect(decide(REQUEST, 'full', READ)).toBe(true);
    });

    test('simulates the identity policy of a principal', () => {
      const authorizer = new Authorizer('full', new Map([[KEY, READ], ['AKIDDENIED', DENY_READ]]));
      const simulate = (caller: string) => authorizer.decideByIdentity({
        principalArn: `arn:aws:iam::${ACCOUNT}:user/${caller}`, action: 's3:GetObject', resource: '*', context: {},
      });
      expect([KEY, 'AKIDDENIED', 'AKIDOTHER'].map(simulate)).toEqual(['allowed', 'denied', 'not-allowed']);
    });
  });
});
