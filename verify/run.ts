import { type Assumption, findLocalProbe } from './model/assumption';
import { type Probe } from './model/probe';
import { type ProbeRun } from './model/probe-run';

/** A probe that has run. */
export interface ProbeResult extends ProbeRun {
  readonly assumption: Assumption;
  readonly probe: Probe;
}

/** Runs the probes of these assumptions on this computer one after another. A probe that throws cannot tell. */
export async function runProbes(
  assumptions: readonly Assumption[], run: (probe: Probe) => Promise<ProbeRun>,
): Promise<readonly ProbeResult[]> {
  const results: ProbeResult[] = [];
  for (const assumption of assumptions) {
    const probe = findLocalProbe(assumption);
    if (probe !== undefined) results.push({ assumption, probe, ...(await runOrAbstain(probe, run)) });
  }
  return results;
}

async function runOrAbstain(probe: Probe, run: (probe: Probe) => Promise<ProbeRun>): Promise<ProbeRun> {
  try {
    return await run(probe);
  } catch (error) {
    const observation = `the probe failed: ${(error as Error).stack ?? String(error)}`;
    return { decision: 'cannot tell', observation, steps: [], cleanUpSteps: [], left: [] };
  }
}
