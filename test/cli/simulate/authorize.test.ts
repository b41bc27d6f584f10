import { Authorizer, type AuthorizationMode } from '../../../cli/simulate/authorize';
import { readStatements } from '../../../cli/simulate/evaluate-statements';
import { type SimulatedRole } from '../../../cli/simulate/identities';
import { type AuthorizationRequest, type RoleSession } from '../../../simulator';

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

  test('compares the values of a request', () => {
    const Condition = { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } };
    const put = (encryption: readonly string[]) => decide({
      ...makeRequest({ bucket: allow({ Condition }, 'Deny') }),
      conditions: { 's3:x-amz-server-side-encryption': encryption },
    });
    expect([put(['aws:kms']), put(['AES256']), put([])])
      .toEqual([true, ...Array<unknown>(2).fill(expect.stringContaining('bucket media denies'))]);
  });

  test('takes a key with the characters of wildcards as the key itself', () => {
    const bucket = allow({ Resource: 'arn:aws:s3:::media/private/a' }, 'Deny');
    const get = (key: string) => decide({ ...makeRequest({ bucket }), resource: `${ARN}/object/${key}` });
    expect(get('private/a')).toContain('bucket media denies');
    expect([get('private/*'), get('*'), get('private/?')]).toEqual([true, true, true]);
  });

  test('distinguishes users and roles', () => {
    const deny = (principalType: string) => decide(makeRequest({
      bucket: allow({ Condition: { StringEquals: { 'aws:PrincipalType': principalType } } }, 'Deny'),
    }));
    expect([deny('User'), deny('AssumedRole')]).toEqual([expect.stringContaining('denies'), true]);
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

  test('passes the account that owns the bucket to conditions', () => {
    const Condition = { StringNotEquals: { 's3:ResourceAccount': ACCOUNT } };
    expect(decide(makeRequest({ bucket: allow({ Condition }, 'Deny') }))).toBe(true);
    expect(decide(makeRequest({ bucketOwner: OTHER, bucket: allow({ Condition }, 'Deny') }))).toContain('denies');
  });
});

describe('Authorizer.authorize', () => {
  const ROLE = `arn:aws:iam::${ACCOUNT}:role/reader`;
  const STATEMENTS = readStatements(READ);
  const session: RoleSession = {
    credentials: { accessKeyId: 'ASIA', secretAccessKey: 's', sessionToken: 't' },
    roleArn: ROLE,
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/reader/test`,
    accountId: ACCOUNT,
    expiresAt: Infinity,
  };

  function decideAsRole(
    role: Partial<SimulatedRole>, request: Partial<AuthorizationRequest> = {}, mode: AuthorizationMode = 'resource',
  ) {
    const authorizer = new Authorizer(mode, new Map());
    authorizer.setRoles([{ arn: ROLE, accountId: ACCOUNT, statements: STATEMENTS, isComplete: true, ...role }]);
    const decision = authorizer.authorize({ ...makeRequest({}), caller: 'ASIA', session, ...request });
    return typeof decision === 'object' ? decision.denial : decision;
  }

  test('decides by the policies of an assumed role, in both modes', () => {
    expect([decideAsRole({}), decideAsRole({}, {}, 'full')]).toEqual([true, true]);
    const put = { action: 's3:PutObject' };
    const denial = `no identity policy of role ${ROLE} allows s3:PutObject, and access point ${ARN} has no policy`;
    expect(decideAsRole({}, put)).toBe(denial);
    expect(decideAsRole({}, put, 'off')).toBe(true);
    expect(decideAsRole({ statements: readStatements(DENY_READ) }))
      .toBe(`the identity policy of role ${ROLE} denies s3:GetObject`);
    expect(decideAsRole({ isComplete: false }, put))
      .toContain('whose policies the templates do not contain completely');
    const unknown = { ...put, session: { ...session, roleArn: 'arn:aws:iam::1:role/other' } };
    expect(decideAsRole({}, unknown)).toBe(true);
    expect(decideAsRole({}, unknown, 'full')).toContain(
      'no identity policy of role arn:aws:iam::1:role/other (which the templates do not contain) allows s3:PutObject');
  });

  test('names the permissions boundary and the session policy that do not allow a request', () => {
    const open = makeRequest({ accessPoint: allow({}), bucket: allow({}) });
    expect(decideAsRole({ boundary: [] }, open))
      .toBe(`the permissions boundary of role ${ROLE} does not allow s3:GetObject`);
    expect(decideAsRole({ boundary: STATEMENTS }, open)).toBe(true);
    const limited = { ...session, policy: JSON.stringify({ Statement: [] }) };
    expect(decideAsRole({}, { ...open, session: limited }))
      .toBe(`the session policy of role ${ROLE} does not allow s3:GetObject`);
    expect(decideAsRole({ statements: [] }, { ...open, session: { ...session, policy: READ } })).toBe(true);
  });

  test('matches the role and the session as principals', () => {
    const only = (AWS: string) => allow({ Principal: { AWS } }, 'Deny');
    expect(decideAsRole({}, makeRequest({ bucket: only(ROLE) }))).toContain('bucket media denies');
    expect(decideAsRole({}, makeRequest({ bucket: only(session.arn) }))).toContain('bucket media denies');
    expect(decideAsRole({}, makeRequest({ bucket: only(`arn:aws:iam::${ACCOUNT}:user/ASIA`) }))).toBe(true);
  });

  test('simulates the policies of a role', () => {
    const authorizer = new Authorizer('full', new Map());
    authorizer.setRoles([{ arn: ROLE, accountId: ACCOUNT, statements: STATEMENTS, isComplete: true }]);
    const simulate = (action: string) =>
      authorizer.decideByIdentity({ principalArn: ROLE, action, resource: '*', context: {} });
    expect([simulate('s3:GetObject'), simulate('s3:PutObject')]).toEqual(['allowed', 'not-allowed']);
  });

  describe('with a key or role whose policy must allow', () => {
    const KEY_ARN = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`;
    const DECRYPT = readStatements(JSON.stringify({ Statement: { Effect: 'Allow', Action: 'kms:*', Resource: '*' } }));
    const root = { AWS: `arn:aws:iam::${ACCOUNT}:root` };
    const keyPolicy = (more: object, effect?: string) => allow({ Action: 'kms:Decrypt', ...more }, effect);

    function decideKey(policy: string | undefined, statements = DECRYPT, owner = ACCOUNT) {
      return decideAsRole({ statements }, {
        action: 'kms:Decrypt',
        resource: KEY_ARN,
        accessPoint: undefined,
        bucket: undefined,
        required: { name: KEY_ARN, accountId: owner, policy },
        encryptionContext: 'arn:aws:s3:::media/a',
      });
    }

    test('needs the key policy, and the identity policy if the key policy allows the account', () => {
      expect(decideKey(keyPolicy({ Principal: root }))).toBe(true);
      expect(decideKey(keyPolicy({ Principal: root }), [])).toBe(
        `no identity policy of role ${ROLE} allows kms:Decrypt on ${KEY_ARN}`);
      expect(decideKey(keyPolicy({ Principal: { AWS: ROLE } }), [])).toBe(true);
      expect(decideKey(keyPolicy({ Principal: { AWS: 'arn:aws:iam::1:role/other' } }))).toBe(
        `no statement of the policy of ${KEY_ARN} allows kms:Decrypt to account ${ACCOUNT}`);
      expect(decideKey(keyPolicy({}, 'Deny'))).toBe(`the policy of ${KEY_ARN} denies kms:Decrypt`);
    });

    test('needs both policies for a key of another account', () => {
      expect(decideKey(keyPolicy({ Principal: root }), DECRYPT, OTHER)).toBe(true);
      expect(decideKey(keyPolicy({ Principal: { AWS: ROLE } }), [], OTHER)).toContain('no identity policy of role');
      expect(decideKey(undefined, DECRYPT, OTHER)).toContain('no statement of the policy of');
    });

    test('lets the identity policy decide about a key without a policy', () => {
      expect([decideKey(undefined), decideKey(undefined, [])]).toEqual([true, expect.stringContaining('no identity')]);
    });

    test('compares the Region of the key with the service that uses it', () => {
      const via = (region: string) => keyPolicy({
        Principal: root, Condition: { StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` } },
      });
      expect([decideKey(via('eu-west-1')), decideKey(via('us-east-1'))])
        .toEqual([true, expect.stringContaining('no statement')]);
    });

    test('compares the encryption context, which S3 sends to KMS', () => {
      const scoped = readStatements(JSON.stringify({
        Statement: {
          Effect: 'Allow',
          Action: 'kms:Decrypt',
          Resource: KEY_ARN,
          Condition: { StringLike: { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::media/*' } },
        },
      }));
      const decideIn = (encryptionContext?: string) => decideAsRole({ statements: scoped }, {
        action: 'kms:Decrypt',
        resource: KEY_ARN,
        accessPoint: undefined,
        bucket: undefined,
        required: { name: KEY_ARN, accountId: ACCOUNT },
        encryptionContext,
      });
      expect(decideIn('arn:aws:s3:::media/a')).toBe(true);
      expect([decideIn('arn:aws:s3:::other/a'), decideIn()])
        .toEqual(Array(2).fill(expect.stringContaining('no identity')));
    });

    test('evaluates the trust policy of a role, and lets only one access key use the roles of services', () => {
      const trust = (Principal: object) => JSON.stringify({
        Statement: { Effect: 'Allow', Principal, Action: 'sts:AssumeRole' },
      });
      const authorizer = new Authorizer('resource', new Map(), KEY);
      const assume = (policy: string, caller: string) => {
        authorizer.setRoles([{ arn: ROLE, accountId: ACCOUNT, statements: [], isComplete: true, trust: policy }]);
        const required = authorizer.findRole(ROLE);
        return authorizer.authorize({
          action: 'sts:AssumeRole', resource: ROLE, region: 'us-east-1', accountId: ACCOUNT, caller, required,
        });
      };
      expect([KEY, 'AKIDOTHER'].map((caller) => assume(trust(root), caller))).toEqual([true, true]);
      const lambda = trust({ Service: 'lambda.amazonaws.com' });
      expect([KEY, 'AKIDOTHER'].map((caller) => assume(lambda, caller)))
        .toEqual([true, { denial: expect.stringContaining(`no statement of the policy of ${ROLE}`) }]);
      authorizer.setRoles([{ arn: ROLE, accountId: ACCOUNT, statements: [], isComplete: true }]);
      expect(authorizer.findRole(ROLE)).toEqual({ name: ROLE, accountId: ACCOUNT, policy: '' });
      expect(authorizer.findRole('arn:aws:iam::1:role/other')).toBeUndefined();
      expect(new Authorizer('off', new Map()).findRole('arn:aws:iam::1:role/other')).toEqual({
        name: 'arn:aws:iam::1:role/other', accountId: '1', maxSessionSeconds: 43_200,
      });
    });
  });
});
