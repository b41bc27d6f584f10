import { renderAssumptionsDoc } from '../../projenrc/assumptions-doc';
import { ASSUMPTIONS } from '../../verify/assumptions';
import { findLocalProbe } from '../../verify/model/assumption';
import { runLocally } from '../../verify/targets/local';
import { readDocument } from './support';

const PROBES = ASSUMPTIONS.flatMap((assumption) => {
  const probe = findLocalProbe(assumption);
  return probe === undefined ? [] : [{ id: assumption.id, probe }];
});

describe('ASSUMPTIONS', () => {
  test('gives each assumption its own id', () => {
    const ids = ASSUMPTIONS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('contains at least 40 probes', () => {
    expect(PROBES.length).toBeGreaterThanOrEqual(40);
  });

  test('names the reason if no program can check an assumption', () => {
    const reasons = ASSUMPTIONS.flatMap(({ verification }) =>
      'notAutomatable' in verification ? [verification.notAutomatable] : []);
    expect(reasons.filter((reason) => !/^because \w/.test(reason))).toEqual([]);
  });

  test.each(PROBES)('confirms assumption $id by a probe that leaves nothing', async ({ probe }) => {
    const { decision, observation, left } = await runLocally(probe);
    expect({ decision, observation, left }).toEqual({ decision: 'confirmed', observation, left: [] });
  });
});

describe('docs/assumptions.md', () => {
  test('contains all assumptions', () => {
    expect(readDocument('assumptions.md')).toBe(renderAssumptionsDoc());
  });
});
