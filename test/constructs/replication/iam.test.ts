import { CASES } from '../../support/iam/cases';
import { conditionsHold } from '../../support/iam/conditions';
import { evaluate } from '../../support/iam/evaluate';

describe('test/support/iam', () => {
  test('has at least 60 cases with different names', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(60);
    expect(new Set(CASES.map(({ page, what }) => `${page} ${what}`)).size).toBe(CASES.length);
  });

  test.each(CASES.map(({ what: situation, ...rest }) => ({ situation, ...rest })))(
    'evaluates $page: $situation to $decision', ({ request, policies, decision }) => {
      expect(evaluate(request, policies)).toBe(decision);
    });

  test('throws an error for an unknown condition operator', () => {
    expect(() => conditionsHold({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, { 'aws:SourceIp': '10.0.0.1' }))
      .toThrow('IpAddress');
  });
});
