import { type Simulator } from '../simulator';
import { type EdgeLags } from './edge-lags';
import { failOver } from './fail-over';

/** A simulator with the settings that users change while it runs. */
export interface SimulatorControls {
  /** The simulator, which a reset replaces. */
  readonly simulator: Simulator;
  readonly lags: EdgeLags;
  /** Advances the clock of the simulator. */
  advanceClock(ms: number): void;
  /** Restores the initial state. */
  reset(): Promise<void>;
}

/** A request for a control that cannot be executed. */
export class InvalidControlError extends Error {}

/** The body of a control, with any members. */
export type ControlInput = Readonly<Record<string, unknown>>;

const MAX_MILLISECONDS = 100 * 365 * 24 * 60 * 60 * 1_000;
/** The end of the last year of four digits, less the longest lag. */
const LATEST_TIME = Date.UTC(9_800, 0);

function listRegions({ buckets }: Simulator): string[] {
  return [...new Set(buckets.list().map(({ region }) => region))];
}

function readRegion({ simulator }: SimulatorControls, name: string, value: unknown): string {
  const regions = listRegions(simulator);
  if (typeof value !== 'string' || !regions.includes(value)) {
    const list = regions.length === 0 ? 'a Region of a bucket, and there is no bucket' : `one of ${regions.join(', ')}`;
    throw new InvalidControlError(`${name} is ${JSON.stringify(value)}, expected ${list}`);
  }
  return value;
}

function readMilliseconds(name: string, value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) {
    throw new InvalidControlError(`${name} is ${JSON.stringify(value)}, expected a number of milliseconds from 0`);
  }
  if (value > MAX_MILLISECONDS) {
    throw new InvalidControlError(`${name} is ${value}, expected at most ${MAX_MILLISECONDS} ms, a hundred years`);
  }
  return value;
}

/** The clock of a simulator must remain a date that documents can contain. */
function readAdvance({ simulator }: SimulatorControls, value: unknown): number {
  const advance = readMilliseconds('advance', value);
  const end = simulator.settings.clock.now() + advance;
  if (end <= LATEST_TIME) return advance;
  throw new InvalidControlError(
    `advance is ${advance}, which moves the clock behind ${new Date(LATEST_TIME).toISOString()}; reset the simulator`);
}

function readEdge(controls: SimulatorControls, { from, to }: ControlInput) {
  return {
    ...(from !== undefined && { from: readRegion(controls, 'from', from) }),
    ...(to !== undefined && { to: readRegion(controls, 'to', to) }),
  };
}

/** The controls that change the state of a simulator. */
export const CONTROLS: Readonly<Record<string, (
  controls: SimulatorControls, input: ControlInput) => void | Promise<void>>> = {
  lose: (controls, { region }) => controls.simulator.regions.lose(readRegion(controls, 'region', region)),
  hang: (controls, { region }) => controls.simulator.regions.hang(readRegion(controls, 'region', region)),
  slow: (controls, { region, delay }) => {
    controls.simulator.regions.slow(readRegion(controls, 'region', region), readMilliseconds('delay', delay));
  },
  restore: (controls, { region }) => {
    const regions = region === undefined
      ? listRegions(controls.simulator) : [readRegion(controls, 'region', region)];
    for (const restored of regions) controls.simulator.regions.restore(restored);
  },
  failover: async ({ simulator }, { accessPoint, active }) => {
    const regions = Array.isArray(active) ? active.map(String) : [];
    const problem = await failOver(simulator, String(accessPoint), regions);
    if (problem !== undefined) throw new InvalidControlError(problem);
  },
  lag: (controls, input) => controls.lags.set(readEdge(controls, input), readMilliseconds('lag', input.lag)),
  pause: (controls, input) => controls.simulator.replication.pause(readEdge(controls, input)),
  resume: (controls, input) => {
    const { simulator } = controls;
    simulator.replication.resume(simulator.settings.clock.now(), readEdge(controls, input));
  },
  clock: (controls, { advance }) => controls.advanceClock(readAdvance(controls, advance)),
  reset: async (controls) => controls.reset(),
};
