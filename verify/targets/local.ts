import { type Probe } from '../model/probe';
import { type ProbeRun } from '../model/probe-run';
import { runOnDriver } from './driver';
import { runOnSimulator } from './simulator';

/** The program of this repository that a probe runs against. */
export function nameLocalTarget({ subject }: Probe): 'simulator' | 'driver' {
  return subject === 'service' ? 'simulator' : 'driver';
}

/** Runs a probe against the simulator or the driver. */
export async function runLocally(probe: Probe): Promise<ProbeRun> {
  return probe.subject === 'service' ? runOnSimulator(probe) : runOnDriver(probe);
}
