import { parseArgs } from 'node:util';
import { REGIONS } from './applications/declaration';
import { checkAwsTarget } from './aws-target/check-aws-target';
import { checkOwnHome, useOwnHome } from './emulator/ministack';
import { type Moto } from './emulator/moto';
import { install } from './emulator/python';
import { type Services, withServices } from './emulator/services';
import { findChanges, probe, type ProbeTable, readTable, writeTable } from './probe/probe';
import { type DeploymentBackend } from './scenario/deployment-backend';
import { DriverBackend } from './scenario/driver-backend';
import { createSimulatedServices } from './scenario/driver-services';
import { MinistackBackend } from './scenario/ministack-backend';
import { createMotoServices } from './scenario/moto-services';
import { type S3ControlProvider, type Scenario } from './scenario/scenario';
import { isSupported, ScenarioRun, selectBackend } from './scenario/scenario-run';
import { SCENARIOS } from './scenario/scenarios';

const { values: { record, only } } = parseArgs({
  options: {
    // Rewrites the probe table instead of comparing the results with it.
    record: { type: 'boolean', default: false },
    // Runs only the scenarios whose title contains one of these texts, without the probes.
    only: { type: 'string', multiple: true, default: [] },
  },
});

function printTimed(seconds: number, text: string): void {
  process.stdout.write(`${seconds.toFixed(1).padStart(7)} s  ${text}\n`);
}

async function timed<T>(text: string, run: () => Promise<T>): Promise<T> {
  const startedAt = Date.now();
  const result = await run();
  printTimed((Date.now() - startedAt) / 1000, text);
  return result;
}

/** Returns the changed rows of the table. */
async function checkProbeTable({ probed, moto }: Services): Promise<string[]> {
  const rows = await timed('probed the emulators', () => probe(probed, moto));
  if (record) writeTable(rows);
  const changed = findChanges(readTable(), rows);
  const hint = 'test/deploy/probe/table.json is out of date; run again with --record to update it';
  return changed.length > 0 ? [`${hint}\n${changed.join('\n')}`] : [];
}

/** Runs a scenario and returns the message of a failure. */
async function runScenario(scenario: Scenario, backend: DeploymentBackend): Promise<string[]> {
  const lines: string[] = [];
  try {
    await new ScenarioRun(scenario, backend).execute(({ step, seconds }) => {
      lines.push(`${seconds.toFixed(1).padStart(7)} s  ${step}\n`);
    });
    return [];
  } catch (error) {
    lines.push('           FAILED\n');
    return [(error as Error).message];
  } finally {
    // The scenarios run side by side, so a scenario prints its lines together.
    process.stdout.write(`\n${scenario.title} [${backend.name}]\n${lines.join('')}`);
  }
}

/** Deploys one scenario after the other with `cdk`, and returns the messages of the failed ones. */
async function runWithCdk(backend: MinistackBackend, provider: S3ControlProvider): Promise<string[]> {
  const failures: string[] = [];
  try {
    await timed(`bootstrapped ${REGIONS.join(', ')} of ${backend.name}`, () => backend.bootstrap(REGIONS));
    for (const scenario of selectScenarios(provider)) {
      if (isSupported(scenario, backend)) failures.push(...await runScenario(scenario, backend));
    }
  } finally {
    backend.close();
  }
  return failures;
}

/** Executes the scenarios that no emulator supports with the driver. It has state, so each scenario gets a new one. */
async function runWithDriver(backends: readonly DeploymentBackend[]): Promise<string[]> {
  const failures: string[] = [];
  for (const scenario of SCENARIOS.filter(isSelected)) {
    const selected = selectBackend(scenario, [...backends, new DriverBackend(createSimulatedServices())]);
    if (!backends.includes(selected)) failures.push(...await runScenario(scenario, selected));
  }
  return failures;
}

/** Executes the handlers in the provider framework, with moto as S3 and S3 Control. */
async function runOnMoto(moto: Moto, table: ProbeTable): Promise<string[]> {
  const services = createMotoServices(moto, table);
  const failures: string[] = [];
  try {
    for (const scenario of selectScenarios('moto')) {
      failures.push(...await runScenario(scenario, new DriverBackend(services)));
    }
  } finally {
    services.close();
  }
  return failures;
}

/** Runs the command that runs the probes on AWS against local services. */
async function checkVerification(): Promise<string[]> {
  const print = (text: string) => process.stdout.write(`           ${text}\n`);
  return timed('checked verify --target aws', () => checkAwsTarget(print));
}

function isSelected({ title }: Scenario): boolean {
  return only.length === 0 || only.some((text) => title.includes(text));
}

function selectScenarios(provider: S3ControlProvider): readonly Scenario[] {
  return SCENARIOS.filter((scenario) => isSelected(scenario) && scenario.s3Control.includes(provider));
}

/** Runs everything that is independent side by side, because most of the time is waiting. */
async function runAll(services: Services): Promise<string[]> {
  // The table selects the backends of the scenarios.
  if (record) await checkProbeTable(services);
  const table = readTable();
  const withSimulator = new MinistackBackend(services.withSimulator, table, services.simulator);
  const alone = new MinistackBackend(services.alone, table);
  const results = await Promise.all([
    record || only.length > 0 ? [] : checkProbeTable(services),
    runWithCdk(withSimulator, 'simulator'),
    runWithCdk(alone, 'ministack'),
    runWithDriver([withSimulator, alone]),
    runOnMoto(services.moto, table),
    only.length > 0 ? [] : checkVerification(),
  ]);
  return results.flat();
}

async function main(): Promise<void> {
  await timed('installed the emulators', install);
  useOwnHome();
  const failures = await withServices(runAll);
  if (failures.length > 0) throw new Error(failures.join('\n\n'));
  checkOwnHome();
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
void timed('total', main).catch((error: Error) => {
  process.stderr.write(`\n${error.message}\n`);
  process.exitCode = 1;
});
