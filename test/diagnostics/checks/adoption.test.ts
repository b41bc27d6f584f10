import { checkAdoptedAccessPointDeletion } from '../../../src/diagnostics/checks/adoption';

const list = (...args: Parameters<typeof checkAdoptedAccessPointDeletion>) =>
  checkAdoptedAccessPointDeletion(...args).map(({ ruleId, severity }) => `${ruleId} ${severity}`);

describe('checkAdoptedAccessPointDeletion', () => {
  test('reports that another tool can delete the access point', () => {
    expect(list({ accessPointDestroyed: false, destroyedBuckets: [] })).toEqual(['MRAP743 WARNING']);
  });

  test('warns of an access point that the deletion of its stack leaves', () => {
    expect(list({ accessPointDestroyed: true, destroyedBuckets: [] })).toEqual(['MRAP741 WARNING', 'MRAP743 WARNING']);
  });

  test('names the members that are deleted with their stack', () => {
    const findings = checkAdoptedAccessPointDeletion({
      accessPointDestroyed: false,
      destroyedBuckets: ['media-eu', 'media-us'],
    });
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(['MRAP742', 'MRAP743']);
    expect(findings[0].message).toContain('media-eu');
    expect(findings[0].message).toContain('media-us');
  });
});
