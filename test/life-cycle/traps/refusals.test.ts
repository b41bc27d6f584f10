import { forMs, serviceFault } from '../../../simulator';
import { REGIONS } from '../../../src/facts/regions';
import { ACCESS_POINT_TYPE } from '../../../src/wire/resource-types';
import { type Attribute } from '../../driver/stack';
import { ACCOUNT } from '../../support/accounts';
import { declared, MINUTE, SECOND, StackUnderTest } from '../support';

const SEVENTEEN = REGIONS.filter(({ support }) => support === 'default').map(({ region }) => region);

test('17 Regions failing with long messages: the answer fits, cause first, the fix never cut off', async () => {
  const one = new StackUnderTest({
    asyncFailure: () => ({
      code: 'NoSuchBucket', message: 'The specified bucket does not exist. '.repeat(100), regions: Object.fromEntries(SEVENTEEN.map((region) => [region, 'FAILED'])),
    }),
  });
  for (const region of SEVENTEEN) one.simulator.buckets.add(`media-${region}`, region, ACCOUNT);
  const template = declared().map((resource) => ({
    ...resource,
    properties: (attribute: Attribute) => ({
      ...resource.properties(attribute),
      ...(resource.type === ACCESS_POINT_TYPE && { Buckets: SEVENTEEN.map((Region) => ({ Bucket: `media-${Region}`, Region })) }),
    }),
  }));
  const { reason } = await one.run(one.stack.deploy(template));
  expect(reason).toContain('[MRAP902] access point "media" could not be created: NoSuchBucket; in ');
  for (const region of SEVENTEEN) expect(reason).toContain(`${region}: FAILED`);
  expect(reason).toContain('create the bucket');
  expect(one.live).toEqual({});
});

test('a role that IAM has not spread yet, in the policy: waited for', async () => {
  const one = new StackUnderTest();
  const spread = one.clock.now() + 90 * SECOND;
  one.simulator.configure({ principalExists: (_principal, now) => now >= spread });
  expect(await one.deploy()).toMatchObject({ succeeded: true });
  expect(one.allowed).toEqual(['s3:GetObject']);
});

test('AccessDenied for the first 40 s, as with a new role: waited out', async () => {
  const one = new StackUnderTest();
  one.simulator.faults.add(forMs(40 * SECOND, serviceFault('AccessDenied', 403)));
  expect(await one.deploy()).toMatchObject({ succeeded: true });
});

test('AccessDenied for good: told after a minute, and nothing is left', async () => {
  const one = new StackUnderTest({ authorize: ({ action }) => action !== 's3:CreateMultiRegionAccessPoint' });
  const began = one.clock.now();
  const { reason } = await one.deploy();
  expect(reason).toContain('[MRAP902] access point "media" could not be created: AccessDenied');
  expect(one.clock.now() - began).toBeLessThan(8 * MINUTE);
  expect(one.live).toEqual({});
});

test('opt-in Region disabled: told with what to do, and nothing is left', async () => {
  const one = new StackUnderTest({ disabledRegions: ['ap-northeast-1'] });
  const { reason } = await one.deploy();
  expect(reason).toContain('[MRAP902] access point "media" could not be created: InvalidRegion');
  expect(one.live).toEqual({});
});

test('SCP denial of one control Region: another one does it, and that is reported', async () => {
  const one = new StackUnderTest({ authorize: ({ region, action }) => region !== 'us-east-1' || !action.includes('Routes') });
  expect(await one.deploy()).toMatchObject({ succeeded: true });
  expect(one.active).toEqual(['eu-west-1']);
  expect(one.reports.map(({ message }) => message)).toEqual([expect.stringContaining('control Region "us-east-1" was skipped: AccessDenied')]);
});
