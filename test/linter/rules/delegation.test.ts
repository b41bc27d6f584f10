import {
  allow, applicationOf, applicationOfStacks, ARN, delegate, idsIn, make, READER, UNKNOWN, withTitles,
} from '../support';


describe('lint', () => {
  describe('delegation', () => {
    const app = (...statements: unknown[]) => ({
      Media: make.accessPoint({}, [{ Ref: 'Bucket' }, 'media-virginia']),
      Bucket: make.bucket('media-ireland'),
      Policy: make.bucketPolicy({ Ref: 'Bucket' }, ...statements),
    });
    const to = (fields: Record<string, unknown>) => app(delegate('media-ireland', fields));
    const when = (condition: unknown) => to({ Condition: condition });

    test.each(withTitles<Record<string, unknown>>(
      ['a delegation to the access point', when({ StringEquals: { 's3:DataAccessPointArn': ARN } }), []],
      [
        'a delegation to another access point',
        when({ StringEquals: { 's3:DataAccessPointArn': 'arn:aws:s3::111122223333:accesspoint/other.mrap' } }),
        ['MRAP555'],
      ],
      ['a delegation by a pattern and the account', when({
        StringLike: { 's3:DataAccessPointArn': 'arn:aws:s3::111122223333:accesspoint/*' },
        StringEquals: { 's3:DataAccessPointAccount': '111122223333' },
      }), []],
      ['a delegation by ArnEquals', when({ ArnEquals: { 's3:DataAccessPointArn': ARN } }), []],
      [
        'a delegation to an account from a parameter',
        when({ StringEquals: { 's3:DataAccessPointAccount': UNKNOWN } }),
        [],
      ],
      ['a delegation with a condition from a parameter', when(UNKNOWN), []],
      [
        'a delegation to one principal with IfExists',
        to({ Principal: READER, Condition: { StringEqualsIfExists: { 's3:DataAccessPointAccount': '111122223333' } } }),
        [],
      ],
      ['a delegation to all principals but one with IfExists', to({
        Principal: undefined,
        NotPrincipal: READER,
        Condition: { StringEqualsIfExists: { 's3:DataAccessPointAccount': '111122223333' } },
      }), ['MRAP552']],
      ['a delegation without a principal', to({
        Principal: undefined,
        Condition: { StringEqualsIfExists: { 's3:DataAccessPointAccount': '111122223333' } },
      }), []],
      [
        'a delegation with ForAnyValue',
        when({ 'ForAnyValue:StringEquals': { 's3:DataAccessPointAccount': '111122223333' } }),
        [],
      ],
      [
        'a delegation by StringNotEquals',
        when({ StringNotEquals: { 's3:DataAccessPointAccount': '444455556666' } }),
        ['MRAP552'],
      ],
      ['a delegation to a malformed ARN', when({ StringLike: { 's3:DataAccessPointArn': 'arn*' } }), ['MRAP553']],
      [
        'a delegation to any account of an organization',
        when({ StringLike: { 's3:DataAccessPointArn': '*' }, StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }),
        ['MRAP552 WARNING'],
      ],
      ['a delegation in two statements', app(
        delegate('media-ireland', { Action: 's3:ListBucket*', Resource: 'arn:aws:s3:::media-ireland' }),
        delegate('media-ireland', {
          Action: ['s3:*Object*', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
          Resource: 'arn:aws:s3:::media-ireland/*',
        }),
      ), []],
      ['a delegation with NotAction', to({ Action: undefined, NotAction: 's3:DeleteBucket' }), []],
      ['a delegation with NotResource', to({ Resource: undefined, NotResource: 'arn:aws:s3:::other/*' }), []],
      ['a delegation with a resource from a parameter', to({ Resource: UNKNOWN }), []],
      [
        'a delegation of two prefixes without the bucket',
        to({ Resource: ['arn:aws:s3:::media-ireland/a/*', 'arn:aws:s3:::media-ireland/b/*'] }),
        ['MRAP551'],
      ],
      ['a delegation with an effect from a parameter', to({ Effect: UNKNOWN }), []],
      ['a delegation beside a statement for server access logs', app(delegate('media-ireland'), {
        Effect: 'Allow',
        Principal: { Service: 'logging.s3.amazonaws.com' },
        Action: 's3:PutObject',
        Resource: 'arn:aws:s3:::media-ireland/*',
      }), []],
      ['a delegation beside a denial of plain HTTP', app(delegate('media-ireland'), {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: 'arn:aws:s3:::media-ireland/*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }), []],
      ['a delegation beside a statement for bucket configuration', app(delegate('media-ireland'), {
        Effect: 'Allow',
        Principal: READER,
        Action: 's3:GetBucketLocation',
        Resource: 'arn:aws:s3:::media-ireland',
      }), []],
      ['a delegation beside a statement with NotPrincipal', app(delegate('media-ireland'), {
        Effect: 'Allow',
        NotPrincipal: READER,
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::media-ireland/*',
      }), []],
      ['a missing delegation with a role that is allowed to read the bucket', {
        ...app(),
        Policy: make.role([{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::media-ireland/*' }]),
      }, []],
      [
        'a missing delegation with a bucket policy that allows to read',
        app({ Effect: 'Allow', Principal: READER, Action: 's3:Get*', Resource: 'arn:aws:s3:::media-ireland/*' }),
        [],
      ],
      ['a delegation by a call of PutBucketPolicy', {
        ...app(),
        Policy: make.call('putBucketPolicy', {
          Bucket: 'media-ireland',
          Policy: { Statement: delegate('media-ireland') },
        }),
      }, []],
      [
        'a missing delegation beside a call from a parameter',
        { ...app(), Policy: { Type: 'Custom::AWS', Properties: { Create: UNKNOWN } } },
        [],
      ],
      ['a delegation to any account in a policy without a bucket', {
        Policy: make.bucketPolicy(
          undefined, delegate('x', { Condition: { StringLike: { 's3:DataAccessPointArn': '*' } } }),
        ),
      }, ['MRAP553']],
    ))('checks %s', (_, resources, expected) => {
      expect(idsIn(applicationOf(resources))).toEqual(expected);
    });

    // An identity that is allowed to use the bucket itself needs no delegation.
    test.each(withTitles<unknown>(
      ['a role that reads the bucket', { Resource: 'arn:aws:s3:::media-ireland/*' }, []],
      ['a role that writes the bucket', { Action: 's3:PutObject', Resource: 'arn:aws:s3:::media-ireland/*' }, []],
      [
        'a role that reads the bucket among others',
        { Resource: ['arn:aws:s3:::other/*', 'arn:aws:s3:::media-ireland/films/*'] },
        [],
      ],
      ['a role that reads all resources', { Resource: '*' }, []],
      ['a role that reads buckets with the same prefix', { Resource: 'arn:aws:s3:::media-*' }, []],
      [
        'a role that reads all resources but another bucket',
        { Resource: undefined, NotResource: 'arn:aws:s3:::other/*' },
        [],
      ],
      ['a role that reads a resource from a parameter', { Resource: UNKNOWN }, []],
      ['a role that reads a bucket from a parameter', { Resource: { 'Fn::Sub': 'arn:aws:s3:::${Parameter}/*' } }, []],
      [
        'a role that is allowed an action from a parameter',
        { Action: UNKNOWN, Resource: 'arn:aws:s3:::media-ireland/*' },
        [],
      ],
      ['a role that reads another bucket', { Resource: 'arn:aws:s3:::other/*' }, ['MRAP555']],
      ['a role that reads buckets with another prefix', { Resource: 'arn:aws:s3:::other-*' }, ['MRAP555']],
      [
        'a role that reads a table',
        { Resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/media-ireland' },
        ['MRAP555'],
      ],
      [
        'a role that reads all resources but the bucket',
        { Resource: undefined, NotResource: 'arn:aws:s3:::media-*' },
        ['MRAP555'],
      ],
      [
        'a role that only lists the bucket',
        { Action: 's3:ListBucket', Resource: 'arn:aws:s3:::media-ireland' },
        ['MRAP555'],
      ],
      [
        'a role that is denied to read the bucket',
        { Effect: 'Deny', Resource: 'arn:aws:s3:::media-ireland/*' },
        ['MRAP555'],
      ],
    ))('checks %s and a bucket that delegates nothing', (_, statement, expected) => {
      const role = make.role([{ Effect: 'Allow', Action: 's3:GetObject', ...statement as object }]);
      expect(idsIn(applicationOf({ ...app(), Policy: role }))).toEqual(expected);
    });

    test.each(withTitles<unknown[]>(
      ['a policy that allows a delegated action', [allow()], []],
      [
        'a policy that allows actions that are not delegated',
        [allow({ Action: ['s3:PutObject', 'S3:deleteobject'] })],
        ['MRAP557'],
      ],
      ['a policy that denies an action that is not delegated', [allow({ Effect: 'Deny', Action: 's3:PutObject' })], []],
      ['a policy that allows NotAction', [allow({ Action: undefined, NotAction: 's3:PutObject' })], []],
      ['a policy that has no action', [allow({ Action: undefined })], ['MRAP508']],
    ))('checks %s and a bucket that delegates only reading', (_, statements, expected) => {
      const reading = delegate('media-ireland', { Action: ['s3:GetObject', 's3:ListBucket'] });
      expect(idsIn(applicationOf({ ...app(reading), Allowed: make.policy({ Ref: 'Media' }, ...statements) })))
        .toEqual(expected);
    });

    test('reports MRAP555 as error for a missing delegation of a bucket of another account', () => {
      const foreign = {
        Media: make.accessPoint({
          Regions: [{ Bucket: 'media-partner', BucketAccountId: '444455556666' }, { Bucket: 'media-virginia' }],
        }),
      };
      expect(idsIn(applicationOfStacks({
        'Main eu-west-1': foreign,
        'Partner us-east-1 444455556666': { Bucket: make.bucket('media-partner') },
      }))).toEqual(['MRAP555 ERROR']);
    });
  });
});
