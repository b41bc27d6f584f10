import { ASSUMPTIONS } from './assumptions';
import { PLANTED_DEVIATIONS } from './deviations';
import { findProbe } from './model/assumption';
import { type Probe } from './model/probe';
import { runProbes } from './run';
import { runOnDriver } from './targets/driver';
import { runOnSimulator } from './targets/simulator';

/** Runs all probes of services against each deviation. Each must be refuted by its probe and by no other one. */
async function main(): Promise<void> {
  const assumptions = ASSUMPTIONS.filter((assumption) => findProbe(assumption)?.subject === 'service');
  for (const { id, behavior, options } of PLANTED_DEVIATIONS) {
    const run = async (probe: Probe) =>
      (probe.subject === 'service' ? runOnSimulator(probe, options) : runOnDriver(probe));
    const found = (await runProbes(assumptions, run)).filter(({ decision }) => decision !== 'confirmed')
      .map(({ assumption, decision }) => `${assumption.id} ${decision}`);
    const isExpected = found.join() === `${id} refuted`;
    const result = isExpected ? 'ok    ' : 'FAILED';
    process.stdout.write(`${result} a service that ${behavior}: ${found.join(', ') || 'none'}\n`);
    if (!isExpected) process.exitCode = 1;
  }
}

void main();
