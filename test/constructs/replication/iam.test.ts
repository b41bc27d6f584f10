import { CASES } from '../../support/iam/cases';
import { conditionsHold } from '../../support/iam/conditions';
import { evaluate } from '../../support/iam/evaluate';

test('the table is large enough to trust what it judges', () => {
  expect(CASES.length).toBeGreaterThanOrEqual(60);
  expect(new Set(CASES.map(({ page, what }) => `${page} ${what}`)).size).toBe(CASES.length);
});

test.each(CASES)('$page: $what: $decision', ({ request, policies, decision }) => {
  expect(evaluate(request, policies)).toBe(decision);
});

test('an operator that nobody has taught it is an error, not a guess', () => {
  expect(() => conditionsHold({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, { 'aws:SourceIp': '10.0.0.1' })).toThrow('IpAddress');
});
