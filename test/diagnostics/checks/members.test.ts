import {
  checkAccountId, checkBucketName, checkMembers, type DeclaredBucket,
} from '../../../src/diagnostics/checks/members';
import { REGIONS } from '../../../src/facts/regions';
import { ids } from './support';

const EU: DeclaredBucket = { bucket: 'media-eu', region: 'eu-west-1' };
const US: DeclaredBucket = { bucket: 'media-us', region: 'us-east-1' };
const of = (region: string): DeclaredBucket => ({ bucket: `media-${region}`, region });
const SUPPORTED = REGIONS.filter((entry) => entry.support !== 'unsupported').map((entry) => of(entry.region));

describe('checkMembers', () => {
  test.each<[string, DeclaredBucket[], string[]]>([
    ['two Regions', [EU, US], []],
    ['no bucket', [], ['MRAP201 ERROR']],
    ['one bucket', [EU], ['MRAP211 WARNING']],
    ['one bucket in an unknown Region', [{}], ['MRAP211 WARNING']],
    ['17 Regions', SUPPORTED.slice(0, 17), []],
    ['18 Regions', SUPPORTED.slice(0, 18), ['MRAP201 ERROR', 'MRAP205 WARNING']],
    ['a Region twice', [EU, US, { bucket: 'other', region: 'eu-west-1' }], ['MRAP202 ERROR']],
    ['a Region twice, with one unknown bucket name', [EU, US, { region: 'eu-west-1' }], ['MRAP202 ERROR']],
    ['a bucket twice', [EU, { ...EU, region: 'eu-west-2' }], ['MRAP203 ERROR']],
    ['unknown names and Regions', [{}, {}], []],
    ['another bucket type', [EU, { bucket: 'media--use1-az4--x-s3', region: 'us-east-1' }], ['MRAP209 ERROR']],
    ['a malformed account', [EU, { ...US, account: '123' }], ['MRAP207 ERROR']],
    ['a malformed account of an unknown bucket', [EU, { region: 'us-east-1', account: 'x' }], ['MRAP207 ERROR']],
    ['a valid account', [EU, { ...US, account: '444455556666' }], []],
    ['an opt-in Region', [EU, of('af-south-1')], ['MRAP205 WARNING']],
    ['an unsupported Region', [EU, of('mx-central-1')], ['MRAP204 ERROR']],
    ['another partition', [EU, of('cn-north-1')], ['MRAP204 ERROR']],
    ['a new Region', [EU, of('eu-new-9')], ['MRAP204 WARNING']],
    ['a text that is no Region code', [EU, of('eu-west-1a')], ['MRAP204 ERROR']],
    ['a Region with a newline', [EU, of('us-east-1\n')], ['MRAP206 ERROR', 'MRAP204 ERROR']],
  ])('checks %s', (_name, members, expected) => {
    expect(ids(checkMembers(members))).toEqual(expected);
  });
});

describe('checkMembers', () => {
  test.each(['me-south-1', 'me-central-1'])('mentions the statement of AWS about %s', (region) => {
    const [finding] = checkMembers([EU, of(region)]);
    expect(finding.message).toMatch(/opt-in Region.*AWS stated in March 2026 that the Region cannot support/);
  });

  test('accepts Regions from the context of the application', () => {
    const rules = { additionalRegions: ['eu-new-9', 'ap-southeast-5'] };
    expect(ids(checkMembers([of('eu-new-9'), of('ap-southeast-5')], rules))).toEqual([]);
  });

  test.each(['cn-north-1', 'foo'])('reports %s although the context adds it', (region) => {
    const findings = checkMembers([EU, of(region)], { additionalRegions: [region] });
    expect(ids(findings)).toEqual(['MRAP204 ERROR']);
    expect(findings[0].fix).toBe('choose a supported Region');
  });

  test('reports a Region that the context does not allow', () => {
    const rules = { allowedRegions: ['eu-west-1', 'eu-central-1'] };
    const findings = checkMembers([EU, US], rules);
    expect(ids(findings)).toEqual(['MRAP213 WARNING']);
    expect(findings[0].message).toBe('Region "us-east-1" is not in the context value "cdk-s3-mrap:allowedRegions", '
      + 'expected one of ["eu-west-1", "eu-central-1"]');
  });

  test('creates a finding with the received values and a fix', () => {
    expect(checkMembers([{ bucket: 'a-1', region: 'eu-west-1' }, { bucket: 'b-1', region: 'eu-west-1' }])).toEqual([{
      ruleId: 'MRAP202',
      severity: 'ERROR',
      message: 'Region "eu-west-1" is declared for more than one bucket, got ["a-1", "b-1"], expected one',
      fix: 'declare each Region once, with one bucket',
      sourceUrl: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/multi-region-access-point-buckets.html',
    }]);
  });
});

describe('checkBucketName', () => {
  test.each([
    ['media', []], ['media.eu-1', []], ['a'.repeat(63), []], ['123', []],
    ['ab', ['MRAP206 ERROR']], ['a'.repeat(64), ['MRAP206 ERROR']], ['Media', ['MRAP206 ERROR']],
    ['me_dia', ['MRAP206 ERROR']], ['-media', ['MRAP206 ERROR']], ['media.', ['MRAP206 ERROR']],
    ['me..dia', ['MRAP206 ERROR']], ['192.168.5.4', ['MRAP206 ERROR']], ['xn--media', ['MRAP206 ERROR']],
    ['sthree-media', ['MRAP206 ERROR']], ['amzn-s3-demo-x', ['MRAP206 ERROR']], ['media-s3alias', ['MRAP206 ERROR']],
    ['media--ol-s3', ['MRAP206 ERROR']], ['media.mrap', ['MRAP206 ERROR']], ['media\n', ['MRAP206 ERROR']],
    ['media--use1-az4--x-s3', ['MRAP209 ERROR']], ['media--table-s3', ['MRAP209 ERROR']],
    ['arn:aws:s3-outposts:us-west-2:111122223333:outpost/op-1/bucket/b', ['MRAP209 ERROR']],
    ['arn:aws:s3express:us-east-1:111122223333:bucket/b', ['MRAP209 ERROR']],
    ['arn:aws:s3tables:us-east-1:111122223333:bucket/b', ['MRAP209 ERROR']],
    ['arn:aws:s3:us-east-1:111122223333:accesspoint/b', ['MRAP209 ERROR']], ['arn:aws:s3:::media', ['MRAP206 ERROR']],
  ])('checks %j and reports %j', (name, expected) => {
    expect(ids(checkBucketName(name))).toEqual(expected);
  });
});

describe('checkAccountId', () => {
  test.each([
    ['111122223333', 0], ['11112222333', 1], ['111122223333\n', 1], ['abc', 1],
  ])('checks %j and reports %d findings', (account, count) => {
    expect(checkAccountId('media', account)).toHaveLength(count);
  });
});
