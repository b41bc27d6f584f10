import { type Simulation } from './simulation';
import { startSimulator, type StartOptions } from './start-simulator';

/** Makes a fixture for `test.extend` of Vitest. Each test that names the fixture has a simulator of its own. */
export function makeSimulationFixture(options: StartOptions = {}) {
  // Vitest requires the destructuring of the first parameter, which contains the other fixtures.
  return async ({}: object, use: (simulation: Simulation) => Promise<void>): Promise<void> => {
    const simulation = await startSimulator(options);
    try {
      await use(simulation);
    } finally {
      await simulation.stop();
    }
  };
}
