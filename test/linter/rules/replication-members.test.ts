import { type TemplateModel } from '../../../src/linter/model/template-model';
import { applicationOf, applicationOfStacks, delegate, idsIn, make, UNKNOWN, withTitles } from '../support';
import { TO } from './replicated-buckets';


describe('lint', () => {
  describe('members', () => {
    const stacks = (ireland = {}, virginia = {}, main = {}) => applicationOfStacks({
      'Ireland eu-west-1': {
        Bucket: make.bucket('media-ireland', ireland),
        Policy: make.bucketPolicy('media-ireland', delegate('media-ireland')),
      },
      'Virginia us-east-1': {
        Bucket: make.bucket('media-virginia', virginia),
        Policy: make.bucketPolicy('media-virginia', delegate('media-virginia')),
      },
      'Main eu-west-1': { Media: make.accessPoint(), ...main },
    });
    const lifecycle = (...rules: unknown[]) => ({ LifecycleConfiguration: { Rules: rules } });
    const expire = { Id: 'x', Status: 'Enabled', ExpirationInDays: 7 };

    test.each(withTitles<[ireland: object, virginia: object]>(
      ['equal lifecycle rules with different ids', [lifecycle(expire), lifecycle({ ...expire, Id: 'y' })], []],
      [
        'lifecycle rules with different days',
        [lifecycle(expire), lifecycle({ ...expire, ExpirationInDays: 8 })],
        ['MRAP425'],
      ],
      ['a disabled lifecycle rule in one bucket', [lifecycle({ ...expire, Status: 'Disabled' }), {}], []],
      [
        'a lifecycle rule for incomplete uploads in one bucket',
        [lifecycle({ Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } }), {}],
        [],
      ],
      ['a lifecycle rule with days from a parameter', [lifecycle({ ...expire, ExpirationInDays: UNKNOWN }), {}], []],
      ['equal lifecycle rules in another order', [
        lifecycle(expire, { Status: 'Enabled', Transitions: [] }),
        lifecycle({ Transitions: [], Status: 'Enabled' }, expire),
      ], []],
    ))('checks %s', (_, [ireland, virginia], expected) => {
      expect(idsIn(stacks(ireland, virginia))).toEqual(expected);
    });

    const replicate = make.replication([make.rule(TO)]);

    test.each(withTitles<object>(
      ['one-way replication between two active members', {}, ['MRAP404']],
      ['one-way replication to a member that a route by Region makes passive', {
        Routes: make.call('submitMultiRegionAccessPointRoutes', {
          Mrap: { 'Fn::Sub': 'arn:aws:s3::111122223333:accesspoint/${Media.Alias}' },
          RouteUpdates: [{ Region: 'us-east-1', TrafficDialPercentage: 0 }],
        }),
      }, []],
      ['one-way replication from a member that a route makes passive', {
        Routes: make.call('submitMultiRegionAccessPointRoutes', {
          Mrap: { 'Fn::Sub': 'arn:aws:s3::111122223333:accesspoint/${Media.Alias}' },
          RouteUpdates: [{ Region: 'eu-west-1', TrafficDialPercentage: 0 }],
        }),
      }, ['MRAP404']],
      ['one-way replication with routes from a parameter', {
        Routes: make.call('submitMultiRegionAccessPointRoutes', {
          Mrap: { 'Fn::Sub': 'arn:aws:s3::111122223333:accesspoint/${Media.Alias}' },
          RouteUpdates: UNKNOWN,
        }),
      }, []],
      [
        'one-way replication with a call from a parameter',
        { Call: { Type: 'Custom::AWS', Properties: { Create: UNKNOWN } } },
        [],
      ],
    ))('checks %s', (_, main, expected) => {
      expect(idsIn(stacks(replicate, {}, main))).toEqual(expected);
    });

    const third = { 'Tokyo ap-northeast-1': { Bucket: make.bucket('media-tokyo') } };
    const threeOf = (extra: object, members: unknown[] = ['media-ireland', 'media-virginia', 'media-tokyo']) =>
      applicationOfStacks({
        'Main eu-west-1': { Media: make.accessPoint({}, members), ...extra },
        'Ireland eu-west-1': {
          Bucket: make.bucket('media-ireland', replicate),
          Policy: make.bucketPolicy('media-ireland', delegate('media-ireland')),
          Role: READING,
        },
        'Virginia us-east-1': { Bucket: make.bucket('media-virginia') },
        ...third,
      });
    const READING = make.role([{ Effect: 'Allow', Action: '*', Resource: '*' }], { RoleName: 'replication' });

    test.each(withTitles<TemplateModel>(
      ['gaps between three members that the application declares', threeOf({}), ['MRAP403']],
      [
        'gaps between members of which one belongs to another application',
        threeOf({}, ['media-ireland', 'media-virginia', 'media-elsewhere']),
        [],
      ],
      [
        'gaps between members of which one is a parameter',
        threeOf({}, ['media-ireland', 'media-virginia', UNKNOWN]),
        [],
      ],
      [
        'gaps in an application with rules from a parameter',
        threeOf({ Other: make.call('putBucketReplication', { Bucket: 'other', ReplicationConfiguration: UNKNOWN }) }),
        [],
      ],
      ['gaps between members of a custom resource, whose construct reports them', threeOf({
        Media: make.managed({ Buckets: ['ireland', 'virginia', 'tokyo'].map((name) => ({ Bucket: `media-${name}` })) }),
      }), []],
      ['gaps between members that are passive in another access point', threeOf({
        Other: make.accessPoint({ Name: 'other' }, ['media-virginia', 'media-tokyo']),
        Routes: make.call('submitMultiRegionAccessPointRoutes', {
          Mrap: { 'Fn::Sub': 'arn:aws:s3::111122223333:accesspoint/${Other.Alias}' },
          RouteUpdates: [
            { Bucket: 'media-tokyo', TrafficDialPercentage: 0 },
            { Bucket: 'media-virginia', TrafficDialPercentage: 100 },
          ],
        }),
      }), ['MRAP403']],
    ))('checks %s', (_, application, expected) => {
      expect(idsIn(application).filter((id) => /^MRAP40[34]/.test(id))).toEqual(expected);
    });
  });

  describe('alarms', () => {
    const alarm = (properties: object) => ({ Type: 'AWS::CloudWatch::Alarm', Properties: properties });
    const metric = (name: unknown, bucket: unknown, dimension = 'DestinationBucket', namespace = 'AWS/S3') =>
      ({ Namespace: namespace, MetricName: name, Dimensions: [{ Name: dimension, Value: bucket }] });
    const app = (properties: object) => applicationOfStacks({
      'Main eu-west-1': { Alarm: alarm(properties) },
      'Virginia us-east-1': { Bucket: make.bucket('media-virginia') },
    });

    test.each(withTitles<object>(
      [
        'an alarm in another Region than the destination',
        metric('BytesPendingReplication', 'media-virginia'),
        ['MRAP427'],
      ],
      ['an alarm with a list of metrics in another Region than the destination', {
        Metrics: [
          { Id: 'a', MetricStat: { Metric: metric('ReplicationLatency', 'media-virginia') } },
          { Id: 'b', Expression: 'a' },
        ],
      }, ['MRAP427']],
      [
        'an alarm on failures of the source bucket in another Region',
        metric('OperationsFailedReplication', 'media-virginia', 'SourceBucket'),
        ['MRAP427'],
      ],
      [
        'an alarm on failures with the destination bucket only',
        metric('OperationsFailedReplication', 'media-virginia'),
        [],
      ],
      ['an alarm on another metric', metric('NumberOfObjects', 'media-virginia'), []],
      [
        'an alarm on a metric of another service',
        metric('ReplicationLatency', 'media-virginia', 'DestinationBucket', 'AWS/DynamoDB'),
        [],
      ],
      ['an alarm on a bucket of another application', metric('ReplicationLatency', 'elsewhere'), []],
      ['an alarm on a metric from a parameter', metric(UNKNOWN, 'media-virginia'), []],
    ))('checks %s', (_, properties, expected) => {
      expect(idsIn(app(properties))).toEqual(expected);
    });

    test('reports nothing for an alarm of a stack without a Region', () => {
      expect(idsIn(applicationOf(
        { Alarm: alarm(metric('ReplicationLatency', { Ref: 'Bucket' })), Bucket: make.bucket('media-virginia') },
        {},
        { region: undefined },
      ))).toEqual([]);
    });
  });
});
