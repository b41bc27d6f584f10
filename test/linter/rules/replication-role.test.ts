import { lint } from '../../../src/linter/engine/engine';
import { LINTER_RULES } from '../../../src/linter/rules/all-rules';
import { applicationOf, applicationOfStacks, idsIn, make, UNKNOWN, withTitles } from '../support';
import { TO, source, one, kms, ENCRYPTED, key, KEY } from './replicated-buckets';


describe('lint', () => {
  describe('role', () => {
    const arn = 'arn:aws:s3:::media-ireland';
    const annotations = 's3:GetObjectVersionAnnotationForReplication';
    const reads = [
      { Effect: 'Allow', Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'], Resource: arn },
      {
        Effect: 'Allow',
        Action: [
          's3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging', annotations,
        ],
        Resource: `${arn}/*`,
      },
    ];
    const withoutAnnotations = { ...reads[1], Action: reads[1].Action.filter((action) => action !== annotations) };
    const writes = { Effect: 'Allow', Action: ['s3:ReplicateObject', 's3:ReplicateDelete'], Resource: `${TO}/*` };
    const app = (statements: unknown[], { rule = {}, target = {}, bucket = {}, role = {} } = {}) => ({
      Bucket: source([make.rule(TO, rule, target)], bucket, { 'Fn::GetAtt': ['Role', 'Arn'] }),
      Role: make.role(statements, role),
    });
    const decrypt = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: 'arn:aws:kms:eu-west-1:111122223333:key/1' };
    const encrypt = { Effect: 'Allow', Action: 'kms:Encrypt', Resource: KEY };
    const withKeys = { rule: ENCRYPTED, target: key(KEY), bucket: kms('arn:aws:kms:eu-west-1:111122223333:key/1') };

    test.each(withTitles<Record<string, unknown>>(
      ['a role with all permissions', app([...reads, writes]), []],
      ['a role with all permissions by wildcards', app([{ Effect: 'Allow', Action: 's3:*', Resource: '*' }]), []],
      [
        'a role without permissions',
        app([]),
        [...new Array<string>(5).fill('MRAP415'), ...new Array<string>(2).fill('MRAP415 WARNING'), 'MRAP442'],
      ],
      ['a role without permission for annotations', app([reads[0], withoutAnnotations, writes]), ['MRAP442']],
      ['a role that denies the replication of annotations', app([
        reads[0], withoutAnnotations, writes,
        { Effect: 'Deny', Action: 's3:ReplicateObjectAnnotation', Resource: '*' },
      ]), []],
      ['a role that denies the replication of annotations to another bucket', app([
        reads[0], withoutAnnotations, writes,
        { Effect: 'Deny', Action: 's3:ReplicateObjectAnnotation', Resource: 'arn:aws:s3:::other/*' },
      ]), ['MRAP442']],
      ['a role that denies the replication of tags', app([
        reads[0], withoutAnnotations, writes, { Effect: 'Deny', Action: 's3:ReplicateTags', Resource: '*' },
      ]), ['MRAP442']],
      ['a role that reads with s3:GetObjectVersion', app([
        reads[0],
        {
          ...reads[1],
          Action: ['s3:GetObjectVersion', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging', annotations],
        },
        writes,
      ]), []],
      ['a role that reads encrypted objects with s3:GetObjectVersion', app([
        reads[0],
        {
          ...reads[1],
          Action: ['s3:GetObjectVersion*Acl', 's3:GetObjectVersion', 's3:GetObjectVersionTagging', annotations],
        },
        writes,
        { ...encrypt, Resource: '*' },
      ], { rule: ENCRYPTED, target: key('arn:aws:kms:us-east-1:111122223333:alias/media') }), ['MRAP415']],
      ['a role with resources from a parameter', app([...reads, { ...writes, Resource: UNKNOWN }]), []],
      ['a role without s3:ReplicateDelete if delete markers are not replicated', app([
        ...reads, { ...writes, Action: 's3:ReplicateObject' },
      ], { rule: { DeleteMarkerReplication: { Status: 'Disabled' } } }), []],
      ['the role of a disabled rule', app(reads, { rule: { Status: 'Disabled' } }), []],
      ['a role without s3:ObjectOwnerOverrideToBucketOwner if the rule overrides the owner', app([
        ...reads, writes,
      ], { target: { Account: '444455556666', AccessControlTranslation: { Owner: 'Destination' } } }), ['MRAP415']],
      [
        'a role without permissions for Object Lock',
        app([...reads, writes], { bucket: { ObjectLockEnabled: true } }),
        ['MRAP415', 'MRAP415'],
      ],
      ['a role with permissions for both keys', app([...reads, writes, decrypt, encrypt], withKeys), []],
      ['a role without permission for the source key', app([...reads, writes, encrypt], withKeys), ['MRAP415']],
      [
        'a role of a rule with a key alias',
        app([...reads, writes], { rule: ENCRYPTED, target: key('arn:aws:kms:us-east-1:111122223333:alias/media') }),
        ['MRAP415'],
      ],
      [
        'a role of a rule with an alias that AWS manages',
        app([...reads, writes], { rule: ENCRYPTED, target: key('arn:aws:kms:us-east-1:111122223333:alias/aws/s3') }),
        [],
      ],
      [
        'a role with an alias as resource',
        app([...reads, writes, { ...encrypt, Resource: 'arn:aws:kms:us-east-1:111122223333:alias/media' }], {
          rule: ENCRYPTED, target: key('arn:aws:kms:us-east-1:111122223333:alias/media'),
        }),
        ['MRAP415'],
      ],
      [
        'a role with the keys of an alias as resource',
        app([...reads, writes, {
          ...encrypt,
          Resource: 'arn:aws:kms:us-east-1:111122223333:key/*',
          Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/media' } },
        }], { rule: ENCRYPTED, target: key('arn:aws:kms:us-east-1:111122223333:alias/media') }),
        [],
      ],
      [
        'a role with an AWS managed policy',
        app([], { role: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/x'] } }),
        [],
      ],
      ['a role that trusts every principal', app([...reads, writes], {
        role: {
          AssumeRolePolicyDocument: { Statement: { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' } },
        },
      }), []],
      ['a role that does not trust S3', app([...reads, writes], {
        role: {
          AssumeRolePolicyDocument: {
            Statement: [{ Effect: 'Deny', Principal: { Service: 's3.amazonaws.com' } }, { Effect: 'Allow' }],
          },
        },
      }), ['MRAP416']],
      [
        'a role with a trust policy from a parameter',
        app([...reads, writes], { role: { AssumeRolePolicyDocument: UNKNOWN } }),
        [],
      ],
      ['a role of another application', { Bucket: source([make.rule(TO)]), Role: make.role([]) }, []],
      [
        'a role of a configuration without rules',
        { Bucket: source([], {}, { 'Fn::GetAtt': ['Role', 'Arn'] }), Role: make.role([]) },
        [],
      ],
    ))('checks %s', (_, resources, expected) => {
      expect(idsIn(applicationOf(resources))).toEqual(expected);
    });

    test.each<[string, unknown[] | undefined, string[]]>([
      ['allows all actions', [{ Effect: 'Allow', Action: '*', Resource: '*' }], []],
      ['allows no write', reads, ['MRAP415', 'MRAP415 WARNING']],
      [
        'denies a write',
        [
          { Effect: 'Allow', Action: '*', Resource: '*' },
          { Effect: 'Deny', Action: 's3:ReplicateObject', Resource: '*' },
        ],
        ['MRAP415'],
      ],
      ['contains a statement from a parameter', [UNKNOWN], []],
    ])('checks a permissions boundary that %s', (_, statements, expected) => {
      const Boundary = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Statement: statements } } };
      const role = { PermissionsBoundary: { Ref: 'Boundary' } };
      expect(idsIn(applicationOf({ ...app([...reads, writes], { role }), Boundary }))).toEqual(expected);
    });

    test('names the permissions boundary in the message', () => {
      const PolicyDocument = { Statement: reads };
      const Boundary = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument } };
      const role = { PermissionsBoundary: { Ref: 'Boundary' } };
      const [finding] = lint(applicationOf({ ...app([...reads, writes], { role }), Boundary }), LINTER_RULES);
      expect(finding.message)
        .toMatch(/^permissions boundary does not allow the replication role s3:ReplicateObject on /);
      expect(finding.fix).toBe('allow s3:ReplicateObject in the permissions boundary of the role');
    });

    test('reports MRAP415 for a role with an unknown boundary and a denial', () => {
      const deny = { Effect: 'Deny', Action: 's3:ReplicateObject', Resource: '*' };
      const role = { PermissionsBoundary: 'arn:aws:iam::111122223333:policy/boundary', ManagedPolicyArns: [UNKNOWN] };
      expect(idsIn(applicationOf(app([...reads, writes, deny], { role })))).toEqual(['MRAP415']);
    });

    describe('policy of a resource', () => {
      const roleArn = { 'Fn::GetAtt': ['Role', 'Arn'] };
      const grant = { ...writes, Principal: { AWS: roleArn } };
      const destination = (...statements: unknown[]) => ({
        Policy: make.bucketPolicy('media-virginia', ...statements),
      });
      const missing = ['MRAP415', 'MRAP415 WARNING'];

      test.each<[string, Record<string, unknown>, string[]]>([
        ['allows the role', destination(grant), []],
        ['allows a principal from a parameter', destination({ ...grant, Principal: { AWS: UNKNOWN } }), []],
        ['allows a list of principals from a parameter', destination({ ...grant, Principal: UNKNOWN }), []],
        ['allows every principal', destination({ ...grant, Principal: '*' }), []],
        [
          'allows all principals but another one',
          destination({ ...grant, Principal: undefined, NotPrincipal: { AWS: 'x' } }),
          [],
        ],
        ['contains no principal', destination({ ...grant, Principal: undefined }), missing],
        [
          'allows the account, which only permits policies of the role',
          destination({ ...grant, Principal: { AWS: 'arn:aws:iam::111122223333:root' } }),
          missing,
        ],
        [
          'allows another role',
          {
            ...destination({ ...grant, Principal: { AWS: { 'Fn::GetAtt': ['Other', 'Arn'] } } }),
            Other: make.role([]),
          },
          missing,
        ],
        ['allows a part of the actions', destination({ ...grant, Action: 's3:ReplicateObject' }), ['MRAP415 WARNING']],
        ['allows another bucket', destination({ ...grant, Resource: 'arn:aws:s3:::other/*' }), missing],
        ['denies the role', destination({ ...grant, Effect: 'Deny' }), missing],
        ['contains no effect', destination({ ...grant, Effect: undefined }), missing],
        ['contains an effect from a parameter', destination({ ...grant, Effect: UNKNOWN }), []],
        [
          'allows the role from a network of AWS',
          destination({ ...grant, Condition: { StringEquals: { 'aws:PrincipalArn': roleArn } } }),
          [],
        ],
        [
          'allows the role from a VPC only',
          destination({ ...grant, Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } }),
          missing,
        ],
      ])('accepts or refuses as a permission of the role one that %s', (_, resources, expected) => {
        const found = idsIn(applicationOf({ ...app(reads), ...resources }));
        expect(found.filter((id) => id.startsWith('MRAP415'))).toEqual(expected);
      });

      test('accepts no policy of a bucket of another account', () => {
        const role = {
          Type: 'AWS::IAM::Role',
          Properties: { ...make.role(reads).Properties, RoleName: 'replication' },
        };
        const principal = { AWS: 'arn:aws:iam::111122223333:role/replication' };
        const found = idsIn(applicationOfStacks({
          'Main eu-west-1': { ...app([]), Role: role },
          'Partner us-east-1 444455556666': {
            Bucket: make.bucket('media-virginia'),
            Policy: make.bucketPolicy('media-virginia', { ...grant, Principal: principal }),
          },
        }));
        expect(found).toEqual(missing);
      });

      test('accepts the policy of the source for annotations', () => {
        const Policy = make.bucketPolicy('media-ireland', { ...reads[1], Principal: { AWS: roleArn } });
        expect(idsIn(applicationOf({ ...app([reads[0], withoutAnnotations, writes]), Policy }))).toEqual([]);
      });

      test.each<[string, unknown, string[]]>([
        ['the role', { AWS: roleArn }, []],
        ['only the account', { AWS: 'arn:aws:iam::111122223333:root' }, ['MRAP415']],
      ])('reads a key policy that allows %s', (_, Principal, expected) => {
        const statement = { Effect: 'Allow', Principal, Action: 'kms:Encrypt', Resource: '*' };
        const resources = {
          ...app([...reads, writes], { rule: ENCRYPTED, target: key({ 'Fn::GetAtt': ['Key', 'Arn'] }) }),
          Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: [statement] } } },
        };
        expect(idsIn(applicationOf(resources)).filter((id) => id === 'MRAP415')).toEqual(expected);
      });

      test.each<[string, unknown]>([
        ['a key policy', UNKNOWN],
        ['a statement of a key policy', { Statement: [UNKNOWN] }],
      ])('reports nothing if a parameter decides %s', (_, KeyPolicy) => {
        const resources = {
          ...app([...reads, writes], { rule: ENCRYPTED, target: key({ 'Fn::GetAtt': ['Key', 'Arn'] }) }),
          Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy } },
        };
        expect(idsIn(applicationOf(resources)).filter((id) => id === 'MRAP415')).toEqual([]);
      });

      test('reports a role without permissions for a key without a policy', () => {
        const resources = {
          ...app([...reads, writes], { rule: ENCRYPTED, target: key({ 'Fn::GetAtt': ['Key', 'Arn'] }) }),
          Key: { Type: 'AWS::KMS::Key', Properties: {} },
        };
        expect(idsIn(applicationOf(resources))).toEqual(['MRAP415']);
      });
    });

    describe('key policy', () => {
      const keyArn = { 'Fn::GetAtt': ['Key', 'Arn'] };
      const own = {
        Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*', Resource: '*',
      };
      const withKey = (...statements: unknown[]) => ({
        ...app([...reads, writes, { Effect: 'Allow', Action: 'kms:*', Resource: '*' }], {
          rule: ENCRYPTED, target: key(keyArn),
        }),
        Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: statements } } },
      });

      test.each<[string, unknown[], string[]]>([
        ['allows the account', [own], []],
        ['allows nothing', [], ['MRAP443']],
        ['allows another action', [{ ...own, Action: 'kms:Decrypt' }], ['MRAP443']],
        ['allows another service', [{ ...own, Condition: { StringEquals: { 'kms:ViaService': 'ec2' } } }], ['MRAP443']],
        ['allows S3', [{ ...own, Condition: { StringLike: { 'kms:ViaService': 's3.*.amazonaws.com' } } }], []],
        ['denies the action', [own, { ...own, Effect: 'Deny', Principal: '*', Action: 'kms:Encrypt' }], ['MRAP443']],
        ['denies the action to another role', [own, { ...own, Effect: 'Deny', Principal: { AWS: 'other' } }], []],
        ['allows a principal from a parameter', [{ ...own, Principal: { AWS: UNKNOWN } }], []],
        ['allows the role', [{ ...own, Principal: { AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } } }], []],
        ['allows another role', [{ ...own, Principal: { AWS: { 'Fn::GetAtt': ['Key', 'Arn'] } } }], ['MRAP443']],
        ['allows the account by its id', [{ ...own, Principal: { AWS: ['111122223333'] } }], []],
        ['contains a statement from a parameter', [UNKNOWN], []],
      ])('checks one that %s', (_, statements, expected) => {
        expect(idsIn(applicationOf(withKey(...statements))).filter((id) => id === 'MRAP443')).toEqual(expected);
      });
    });

    test('reports MRAP415 for the role of a call of PutBucketReplication', () => {
      const parameters = {
        Bucket: 'media-ireland',
        ReplicationConfiguration: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] }, Rules: [make.rule(TO)] },
      };
      expect(idsIn(applicationOf({ Call: make.call('putBucketReplication', parameters), Role: make.role(reads) })))
        .toEqual(['MRAP415', 'MRAP415 WARNING']);
    });
  });

  describe('destination in another account', () => {
    const statement = (fields = {}) => ({
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:role/replication' },
      Action: 's3:Replicate*',
      Resource: 'arn:aws:s3:::media-virginia/*',
      ...fields,
    });
    const app = (...statements: unknown[]) => applicationOfStacks({
      'Main eu-west-1': one(),
      'Partner us-east-1 444455556666': {
        Bucket: make.bucket('media-virginia'),
        Policy: make.bucketPolicy('media-virginia', ...statements),
      },
    });

    test.each(withTitles<unknown[]>(
      ['a bucket policy that allows the role', [statement()], []],
      [
        'a bucket policy that allows the account of the role',
        [statement({ Principal: { AWS: 'arn:aws:iam::111122223333:root' } })],
        [],
      ],
      ['a bucket policy that allows every principal', [statement({ Principal: '*' })], []],
      [
        'a bucket policy that allows all principals but another one',
        [statement({ Principal: undefined, NotPrincipal: { AWS: 'x' } })],
        [],
      ],
      ['a bucket policy that allows a principal from a parameter', [statement({ Principal: { AWS: [UNKNOWN] } })], []],
      [
        'a bucket policy that allows an account from a parameter',
        [statement({ Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${Parameter}:root' } } })],
        [],
      ],
      [
        'a bucket policy that allows all actions but deletion',
        [statement({ Action: undefined, NotAction: 's3:DeleteObject' })],
        [],
      ],
      [
        'a bucket policy that allows another account',
        [statement({ Principal: { AWS: 'arn:aws:iam::777788889999:root' } })],
        ['MRAP423', 'MRAP423'],
      ],
      [
        'a bucket policy that denies the role',
        [statement({ Effect: 'Deny' })],
        ['MRAP423', 'MRAP423', 'MRAP556'],
      ],
      ['a bucket policy without s3:ReplicateDelete', [statement({ Action: 's3:ReplicateObject' })], ['MRAP423']],
      ['a bucket policy with a statement from a parameter', [UNKNOWN], []],
    ))('checks %s', (_, statements, expected) => {
      expect(idsIn(app(...statements))).toEqual(expected);
    });

    test('reports MRAP414 for the AWS managed key', () => {
      expect(idsIn(applicationOfStacks({
        'Main eu-west-1': one(ENCRYPTED, key('alias/aws/s3')),
        'Partner us-east-1 444455556666': {
          Bucket: make.bucket('media-virginia'),
          Policy: make.bucketPolicy('media-virginia', statement()),
        },
      }))).toEqual(['MRAP414']);
    });
  });
});
