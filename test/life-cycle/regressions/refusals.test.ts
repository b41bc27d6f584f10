import { faultForFirstMs, serviceFault } from '../../../simulator';
import { REGIONS } from '../../../src/facts/regions';
import { ACCESS_POINT_TYPE } from '../../../src/wire/resource-types';
import { type Attribute } from '../../driver/stack';
import { ACCOUNT } from '../../support/accounts';
import { declareStack, MINUTE, SECOND, StackUnderTest } from '../support';

const SEVENTEEN = REGIONS.filter(({ support }) => support === 'default').map(({ region }) => region);

describe('createHandlers', () => {
  test('returns a message within the limit with the cause and the complete fix for 17 Regions', async () => {
    const deployment = new StackUnderTest({
      asyncFailure: () => ({
        code: 'NoSuchBucket',
        message: 'The specified bucket does not exist. '.repeat(100),
        regions: Object.fromEntries(SEVENTEEN.map((region) => [region, 'FAILED'])),
      }),
    });
    for (const region of SEVENTEEN) deployment.simulator.buckets.add(`media-${region}`, region, ACCOUNT);
    const template = declareStack().map((resource) => ({
      ...resource,
      properties: (attribute: Attribute) => ({
        ...resource.properties(attribute),
        ...(resource.type === ACCESS_POINT_TYPE && {
          Buckets: SEVENTEEN.map((Region) => ({ Bucket: `media-${Region}`, Region })),
        }),
      }),
    }));
    const { reason } = await deployment.run(deployment.stack.deploy(template));
    expect(reason).toContain('[MRAP902] access point "media" could not be created: NoSuchBucket; in ');
    for (const region of SEVENTEEN) expect(reason).toContain(`${region}: FAILED`);
    expect(reason).toContain('create the bucket');
    expect(deployment.live).toEqual({});
  });

  test('waits for a role that S3 does not accept in a policy yet', async () => {
    const deployment = new StackUnderTest();
    const spread = deployment.clock.now() + 90 * SECOND;
    deployment.simulator.configure({ principalExists: (_principal, now) => now >= spread });
    expect(await deployment.deploy()).toMatchObject({ succeeded: true });
    expect(deployment.allowed).toEqual(['s3:GetObject']);
  });

  test('waits out AccessDenied for 40 s', async () => {
    const deployment = new StackUnderTest();
    deployment.simulator.faults.add(faultForFirstMs(40 * SECOND, serviceFault('AccessDenied', 403)));
    expect(await deployment.deploy()).toMatchObject({ succeeded: true });
  });

  test('fails after a minute of AccessDenied and leaves nothing', async () => {
    const deployment = new StackUnderTest({ authorize: ({ action }) => action !== 's3:CreateMultiRegionAccessPoint' });
    const began = deployment.clock.now();
    const { reason } = await deployment.deploy();
    expect(reason).toContain('[MRAP902] access point "media" could not be created: AccessDenied');
    expect(deployment.clock.now() - began).toBeLessThan(8 * MINUTE);
    expect(deployment.live).toEqual({});
  });

  test('fails for a disabled opt-in Region and leaves nothing', async () => {
    const deployment = new StackUnderTest({ disabledRegions: ['ap-northeast-1'] });
    const { reason } = await deployment.deploy();
    expect(reason).toContain('[MRAP902] access point "media" could not be created: InvalidRegion');
    expect(deployment.live).toEqual({});
  });

  test('uses another control Region if an SCP denies one, and reports it', async () => {
    const deployment = new StackUnderTest({
      authorize: ({ region, action }) => region !== 'us-east-1' || !action.includes('Routes'),
    });
    expect(await deployment.deploy()).toMatchObject({ succeeded: true });
    expect(deployment.active).toEqual(['eu-west-1']);
    expect(deployment.reports.map(({ message }) => message)).toEqual([
      expect.stringContaining('control Region "us-east-1" was skipped: AccessDenied'),
    ]);
  });
});
