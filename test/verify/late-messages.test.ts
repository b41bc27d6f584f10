import { ASSUMPTIONS } from '../../verify/assumptions';
import { type DeploymentLab, type ProbeStack } from '../../verify/lab/deployment-lab';
import { findProbe } from '../../verify/model/assumption';
import { type DeploymentProbe } from '../../verify/model/probe';
import { runOnDriver } from '../../verify/targets/driver';
import { makeFailedVerdict } from '../../verify/targets/shared-run';

const PROBES = ASSUMPTIONS.flatMap((assumption) => {
  const probe = findProbe(assumption);
  return probe?.subject === 'deployment' ? [{ id: assumption.id, probe }] : [];
});

/** Runs a probe that never receives the message about one request, and returns its decision. */
async function runWithout({ run, ...probe }: DeploymentProbe, missing: number) {
  let isMissing = false;
  const omit = (stack: ProbeStack): ProbeStack => ({
    get requests() {
      isMissing ||= stack.requests.length > missing;
      return stack.requests.filter((_request, index) => index !== missing);
    },
    deploy: async (...args) => stack.deploy(...args),
    destroy: async () => stack.destroy(),
    findRow: async (logicalId) => stack.findRow(logicalId),
    wait: async (seconds) => stack.wait(seconds),
  });
  const { decision, observation } = await runOnDriver({
    ...probe,
    run: async (lab: DeploymentLab) =>
      run({ createStack: () => omit(lab.createStack()) }).catch(makeFailedVerdict),
  });
  return { decision, observation, isMissing };
}

describe('ASSUMPTIONS', () => {
  test.each(PROBES)('does not refute assumption $id without the message about a request', async ({ probe }) => {
    const refutations: string[] = [];
    for (let missing = 0; ; missing += 1) {
      const { decision, observation, isMissing } = await runWithout(probe, missing);
      if (!isMissing) break;
      if (decision === 'refuted') refutations.push(`without request ${missing}: ${observation}`);
    }
    expect(refutations).toEqual([]);
  });
});
