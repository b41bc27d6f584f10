import { checkOwnerRequirements } from '../../../src/diagnostics/checks/owner-requirements';

const [READ, WRITE, DECRYPT] = ['read', 'write', 'decrypt'].map((Sid) => ({ Sid }));

describe('checkOwnerRequirements', () => {
  test('merges all requirements for a bucket into one finding without duplicates', () => {
    const needs = [{ bucketPolicy: [READ] }, { bucketPolicy: [READ, WRITE], keyPolicy: [DECRYPT] }];
    const finding = checkOwnerRequirements({ bucket: 'media', needs });
    expect(finding.ruleId).toBe('MRAP555');
    expect(finding.message)
      .toContain('{"bucketPolicy":[{"Sid":"read"},{"Sid":"write"}],"keyPolicy":[{"Sid":"decrypt"}]}');
    expect(finding.fix).toBe('add the statements of bucketPolicy to the bucket policy '
      + 'and add the statements of keyPolicy to the policy of the KMS key, and acknowledge this finding if another '
      + 'application does this');
  });

  test('names the file with the requirements instead of the JSON', () => {
    const needs = [{ bucketPolicy: [READ] }];
    const { message } = checkOwnerRequirements({ bucket: 'media', needs }, 'owner-requirements/media.json');
    expect(message).toMatch(/expected the content of owner-requirements\/media\.json in cdk\.out$/);
  });

  test('describes only the given requirements', () => {
    const { message, fix } = checkOwnerRequirements({
      bucket: 'media',
      needs: [{ replication: { Role: 'r' }, keyPolicy: undefined }],
    });
    expect(message).toContain('{"replication":{"Role":"r"}}');
    expect(fix).toMatch(/^set replication as the replication configuration of the bucket, and acknowledge/);
  });

  test('addresses the owner of a bucket in another account', () => {
    const finding = checkOwnerRequirements({
      bucket: 'media',
      account: '444455556666',
      needs: [{ replicationRole: { Arn: 'a' }, replication: {} }],
    });
    expect(finding).toMatchObject({
      ruleId: 'MRAP208',
      message: 'bucket "media" belongs to account 444455556666, whose owner must add '
        + '{"replicationRole":{"Arn":"a"},"replication":{}}',
      fix: expect.stringContaining(
        'let the owner of the account create the role of replicationRole and set replication as',
      ),
    });
  });
});
