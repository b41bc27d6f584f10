import { type Topology } from '../../../cli/topology/topology';
import { accessPoint, bucket, read, replicates, rule, stack } from './templates';

describe('readTopologyFromTemplates', () => {
  test('lists members from west to east with their bucket, Region and encryption', () => {
    const { groups, stacks } = read(
      stack('Ireland', 'eu-west-1', {
        Bucket: bucket('media-ireland', replicates(rule('media-virginia'))),
        Media: accessPoint('media', 'media-ireland', 'media-virginia', 'media-given'),
      }),
      stack('Virginia', 'us-east-1', {
        Key: { Type: 'AWS::KMS::Key' },
        Alias: {
          Type: 'AWS::KMS::Alias',
          Properties: { AliasName: 'alias/media', TargetKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } },
        },
        Bucket: bucket('media-virginia', {
          BucketEncryption: {
            ServerSideEncryptionConfiguration: [
              {
                ServerSideEncryptionByDefault: {
                  SSEAlgorithm: 'aws:kms',
                  KMSMasterKeyID: { 'Fn::GetAtt': ['Key', 'Arn'] },
                },
              },
            ],
          },
        }),
      }),
    );
    expect(groups).toHaveLength(1);
    expect(groups[0].accessPoints).toEqual([{ key: 'Ireland/Media', label: 'media', stack: 'Ireland' }]);
    const active = [{ accessPoint: 'Ireland/Media', declared: 'active' }];
    expect(groups[0].members).toEqual([
      {
        key: 'media-virginia',
        bucket: 'media-virginia',
        region: 'us-east-1',
        regionName: 'US East (N. Virginia)',
        account: '111122223333',
        encryption: 'SSE-KMS, alias/media',
        protection: { versioning: 'not enabled', objectLock: 'off', publicAccess: 'blocked by default' },
        stack: 'Virginia',
        routes: active,
      },
      {
        key: 'media-ireland',
        bucket: 'media-ireland',
        region: 'eu-west-1',
        regionName: 'Europe (Ireland)',
        account: '111122223333',
        encryption: 'SSE-S3',
        protection: { versioning: 'not enabled', objectLock: 'off', publicAccess: 'blocked by default' },
        stack: 'Ireland',
        routes: active,
      },
      {
        key: 'media-given',
        bucket: 'media-given',
        region: undefined,
        regionName: undefined,
        account: '111122223333',
        encryption: 'unknown, not in these templates',
        stack: undefined,
        routes: active,
      },
    ]);
    expect(groups[0].edges).toEqual([{ from: 'media-ireland', to: 'media-virginia', options: [], timeControl: false }]);
    expect(stacks).toEqual([
      { name: 'Ireland', region: 'eu-west-1', account: '111122223333', after: [] },
      { name: 'Virginia', region: 'us-east-1', account: '111122223333', after: [] },
    ]);
  });

  test.each([
    [{ SSEAlgorithm: 'AES256' }, 'SSE-S3'],
    [{ SSEAlgorithm: 'aws:kms' }, 'SSE-KMS, AWS managed key'],
    [
      { SSEAlgorithm: 'aws:kms:dsse', KMSMasterKeyID: 'arn:aws:kms:eu-west-1:111122223333:alias/own' },
      'DSSE-KMS, alias/own',
    ],
    [{ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: { 'Fn::GetAtt': ['Key', 'Arn'] } }, 'SSE-KMS, Ireland/Key'],
  ])('describes the encryption %j', (setting, text) => {
    const { groups } = read(
      stack('Ireland', 'eu-west-1', {
        Key: { Type: 'AWS::KMS::Key' },
        Bucket: bucket('media-ireland', {
          BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: setting }] },
        }),
        Media: accessPoint('media', 'media-ireland'),
      }),
    );
    expect(groups[0].members[0].encryption).toBe(text);
  });

  test('lists every option of a rule, filters first', () => {
    const all = rule(
      'copy',
      {
        Filter: { And: { Prefix: 'films/', TagFilters: [{ Key: 'keep', Value: 'yes' }] } },
        DeleteMarkerReplication: { Status: 'Enabled' },
        SourceSelectionCriteria: {
          ReplicaModifications: { Status: 'Enabled' },
          SseKmsEncryptedObjects: { Status: 'Enabled' },
        },
      },
      {
        Metrics: { Status: 'Enabled' },
        ReplicationTime: { Status: 'Enabled' },
        StorageClass: 'STANDARD_IA',
        AccessControlTranslation: { Owner: 'Destination' },
      },
    );
    const { groups } = read(
      stack('Ireland', 'eu-west-1', {
        Bucket: bucket(
          'media',
          replicates(
            all,
            rule('copy', { Filter: { TagFilter: { Key: 'new', Value: '1' } } }),
            rule('copy', {
              Filter: {
                And: { TagFilters: [], Not: { Or: { Prefixes: ['tmp/'], TagFilters: [{ Key: 'a', Value: 'b' }] } } },
              },
            }, { EncryptionConfiguration: { UseSourceMultiRegionKey: { Status: 'Enabled' } } }),
            rule('copy', { Filter: { Size: 1 } }),
            rule('gone', { Status: 'Disabled' }),
          ),
        ),
        Media: accessPoint('media', 'media'),
      }),
    );
    expect(groups[0].edges).toEqual([
      {
        from: 'media',
        to: 'copy',
        timeControl: true,
        options: [
          'rule 1: only films/*, only objects tagged keep=yes, delete markers, replica modifications, '
          + 'KMS encrypted objects, metrics, replication time control, stored as STANDARD_IA, owned by the destination',
          'rule 2: only objects tagged new=1',
          'rule 3: except tmp/*, except objects tagged a=b, replicas with the multi-Region key of the source',
          'rule 4: filter with Size, which this version does not know',
        ],
      },
    ]);
    expect(groups[0].members.map(({ key, routes }) => [key, routes.length])).toEqual([['media', 1], ['copy', 0]]);
    expect(groups).toHaveLength(1);
  });
});

describe('readTopologyFromTemplates', () => {
  test('shows a vault in the Region of a member, and the rules of one direction by their ids', () => {
    const makeId = (destination: string, id = '') => `cdk-s3-mrap/media-ireland/${destination}${id}`;
    const { groups } = read(
      stack('Ireland', 'eu-west-1', {
        Bucket: bucket('media-ireland', replicates(
          rule('media-virginia', { Id: makeId('media-virginia') }),
          rule('media-virginia', { Id: makeId('media-virginia', '/cold'), Filter: { Prefix: 'cold/' } }, {
            StorageClass: 'GLACIER_IR',
          }),
          rule('vault', { Id: makeId('vault', '/vault') }),
        )),
        Vault: bucket('vault'),
        Media: accessPoint('media', 'media-ireland', 'media-virginia'),
      }),
      stack('Virginia', 'us-east-1', { Bucket: bucket('media-virginia') }),
    );
    expect(groups).toHaveLength(1);
    expect(groups[0].members.map(({ key, region, routes }) => [key, region, routes.length])).toEqual([
      ['media-virginia', 'us-east-1', 1], ['media-ireland', 'eu-west-1', 1], ['vault', 'eu-west-1', 0],
    ]);
    expect(groups[0].edges.map(({ to, options }) => [to, options])).toEqual([
      ['media-virginia', ['rule (default): all objects', 'rule cold: only cold/*, stored as GLACIER_IR']],
      ['vault', []],
    ]);
  });
});

const call = (Mrap: unknown, ...RouteUpdates: unknown[]) => ({
  Type: 'Custom::AWS',
  Properties: {
    Create: JSON.stringify({
      service: 'S3Control',
      action: 'submitMultiRegionAccessPointRoutes',
      region: 'us-east-1',
      parameters: { Mrap, RouteUpdates },
    }),
  },
});

describe('readTopologyFromTemplates', () => {
  test('returns declared routing, and unknown routing for members that a declaration omits', () => {
    const arn = 'arn:aws:s3::111122223333:accesspoint/m.mrap';
    const media = {
      ...accessPoint('media', 'a', 'b'),
      Properties: { Name: 'media', Regions: [{ Bucket: 'a' }, { Bucket: 'b' }] },
    };
    const routes = {
      Type: 'Custom::S3MultiRegionAccessPointRoutes',
      Properties: {
        AccessPointArn: {
          'Fn::Join': [
            '',
            ['arn:aws:s3::', { Ref: 'AWS::AccountId' }, ':accesspoint/', { 'Fn::GetAtt': ['Media', 'Alias'] }],
          ],
        },
        Routes: [{ Region: 'eu-west-1', TrafficDialPercentage: '0' }],
      },
    };
    const routing = ({ groups }: Topology) =>
      Object.fromEntries(groups[0].members.map(({ key, routes: [{ declared }] }) => [key, declared]));
    const home = { A: bucket('a'), Media: media };
    const away = stack('Tokyo', 'ap-northeast-1', { B: bucket('b') });
    expect(routing(read(stack('Ireland', 'eu-west-1', { ...home, Routes: routes }), away))).toEqual({
      a: 'passive',
      b: 'active',
    });
    const symbolic = { 'Fn::Sub': 'arn:aws:s3::${AWS::AccountId}:accesspoint/${Media.Alias}' };
    const calls = (...updates: unknown[]) => {
      const { Type, Properties } = call('MRAP', ...updates);
      const [before, after] = Properties.Create.split('MRAP"');
      return { Type, Properties: { Create: { 'Fn::Join': ['', [before, symbolic, `"${after}`]] } } };
    };
    expect(
      routing(
        read(
          stack('Ireland', 'eu-west-1', { ...home, Call: calls({ Bucket: 'a', TrafficDialPercentage: 100 }) }),
          away,
        ),
      ),
    ).toEqual({ a: 'active', b: 'unknown' });
    expect(
      routing(
        read(
          stack('Ireland', 'eu-west-1', { ...home, Call: call(arn, { Bucket: 'a', TrafficDialPercentage: 0 }) }),
          away,
        ),
      ),
    ).toEqual({ a: 'active', b: 'active' });
  });

  test('groups access points that share a bucket', () => {
    const apart = read(
      stack('One', 'eu-west-1', {
        A: bucket('a'),
        B: bucket('b'),
        First: accessPoint('first', 'a'),
        Second: accessPoint('second', 'b'),
      }),
    );
    expect(apart.groups.map(({ accessPoints }) => accessPoints.map(({ label }) => label))).toEqual([
      ['first'],
      ['second'],
    ]);
    const joined = read(
      stack('One', 'eu-west-1', {
        A: bucket('a'),
        B: bucket('b'),
        First: accessPoint('first', 'a', 'b'),
        Second: accessPoint('second', 'b'),
      }),
    );
    expect(joined.groups).toHaveLength(1);
    expect(joined.groups[0].members.map(({ key, routes }) => [key, routes.length])).toEqual([['a', 1], ['b', 2]]);
  });

  test('sorts stacks into deployment waves', () => {
    const { stacks } = read(
      stack('Home', 'eu-west-1', {}, { dependsOn: ['Virginia', 'Keys'] }),
      stack('Virginia', 'us-east-1', {}, { dependsOn: ['Keys'] }),
      stack('Keys', undefined, {}, { dependsOn: [] }),
      stack('Inner', 'eu-west-1', {}, { parent: { stack: 'Home', logicalId: 'Inner' } }),
    );
    expect(stacks).toEqual([
      { name: 'Keys', region: 'any Region', account: '111122223333', wave: 1, after: [] },
      { name: 'Virginia', region: 'us-east-1', account: '111122223333', wave: 2, after: ['Keys'] },
      { name: 'Home', region: 'eu-west-1', account: '111122223333', wave: 3, after: ['Virginia', 'Keys'] },
    ]);
  });

  test('assigns each finding to the bucket or access point of its resource', () => {
    const { findings } = read(stack('Ireland', 'eu-west-1', {
      Bucket: bucket('media-ireland', replicates(rule('media-virginia'))),
      Media: accessPoint('-media-', 'media-ireland'),
      Queue: { Type: 'AWS::SQS::Queue' },
    }));
    const subjects = Object.fromEntries(findings.map(({ ruleId, subject }) => [ruleId, subject]));
    expect(subjects).toMatchObject({ MRAP101: 'Ireland/Media', MRAP401: 'media-ireland' });
  });
});
