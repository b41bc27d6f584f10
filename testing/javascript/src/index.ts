export { type RedirectableClient } from './redirect';
export { type AccessPoint, type Member, Simulation } from './simulation';
export { makeSimulationFixture } from './simulation-fixture';
export { startSimulator, type StartOptions } from './start-simulator';
