import { checkOwnerRequirements } from '../../src/diagnostics/checks/owner-requirements';
import { MRAP208_MEMBER_OF_ANOTHER_ACCOUNT } from '../../src/diagnostics/definitions/members';

const [READ, WRITE, DECRYPT] = ['read', 'write', 'decrypt'].map((Sid) => ({ Sid }));

test('everything that is asked of one bucket is one finding, with what is asked alike said once', () => {
  const finding = checkOwnerRequirements({ bucket: 'media', needs: [{ bucketPolicy: [READ] }, { bucketPolicy: [READ, WRITE], keyPolicy: [DECRYPT] }] });
  expect(finding.ruleId).toBe('MRAP555');
  expect(finding.message).toContain('{"bucketPolicy":[{"Sid":"read"},{"Sid":"write"}],"keyPolicy":[{"Sid":"decrypt"}]}');
  expect(finding.fix).toContain([
    'needs.bucketPolicy.forEach((json) => bucket.addToResourcePolicy(iam.PolicyStatement.fromJson(json)));',
    'needs.keyPolicy.forEach((json) => key.addToResourcePolicy(iam.PolicyStatement.fromJson(json)));',
  ].join(' '));
});

test('what is not asked is not shown', () => {
  const { message, fix } = checkOwnerRequirements({ bucket: 'media', needs: [{ replication: { Role: 'r' } }] });
  expect(message).toContain('{"replication":{"Role":"r"}}');
  expect(fix).toContain('write cfnBucket.addPropertyOverride(\'ReplicationConfiguration\', needs.replication);, and');
  expect(fix).not.toContain('forEach');
});

test('of a bucket of another account its owner is asked', () => {
  const json = '{"keyPolicy":[{"Sid":"decrypt"}]}';
  const snippet = 'needs.keyPolicy.forEach((json) => key.addToResourcePolicy(iam.PolicyStatement.fromJson(json)));';
  expect(checkOwnerRequirements({ bucket: 'media', account: '444455556666', needs: [{ keyPolicy: [DECRYPT] }] }))
    .toEqual(MRAP208_MEMBER_OF_ANOTHER_ACCOUNT.create({ bucket: 'media', account: '444455556666', json, snippet }));
});
