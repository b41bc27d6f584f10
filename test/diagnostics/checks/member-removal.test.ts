import { checkRemovalPoliciesOfMembers } from '../../../src/diagnostics/checks/member-removal';
import { ids } from './support';

const REMOVAL = { bucket: 'media', bucketDestroyed: true, accessPointRetained: false, accessPointDeletedFirst: true };

describe('checkRemovalPoliciesOfMembers', () => {
  test.each([
    ['a bucket that is deleted after the access point', REMOVAL, []],
    [
      'a bucket and an access point that are retained',
      { ...REMOVAL, bucketDestroyed: false, accessPointRetained: true }, [],
    ],
    ['a bucket that is deleted without its access point', { ...REMOVAL, accessPointRetained: true }, ['MRAP212 ERROR']],
    ['a bucket that may be deleted first', { ...REMOVAL, accessPointDeletedFirst: false }, ['MRAP210 ERROR']],
  ])('checks %s', (_name, removal, expected) => {
    expect(ids(checkRemovalPoliciesOfMembers(removal))).toEqual(expected);
  });
});
