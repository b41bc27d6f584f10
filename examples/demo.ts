import { writeFileSync } from 'node:fs';
import Table from 'cli-table3';
import { Listr } from 'listr2';
import colors from 'picocolors';
import { renderTopologyPage } from '../cli/topology/page';
import { PAGE_LIST_PRICES } from '../cli/topology/prices';
import { buildTopology } from '../cli/topology/run';
import { version } from '../package.json';
import { Application } from './demo/application';
import { createBuckets, deleteBuckets } from './demo/buckets';
import { ACCOUNT, type Simulation, startSimulation } from './demo/simulation';
import { countTypes, synthesize } from './demo/synthesis';

/** The operations of S3 take minutes. The demo is this many times faster. */
const SPEED = 25;
const MAX_FINDING_LENGTH = 200;

type Progress = (text: string) => void;

function print(text = ''): void {
  process.stdout.write(`${text}\n`);
}

function printHeading(text: string): void {
  print(`\n${colors.bold(text)}`);
}

function printTable(head: string[], rows: (string | number)[][]): void {
  const table = new Table({ head, style: { head: [], border: [] } });
  table.push(...rows);
  print(table.toString());
}

function printSynthesis(): void {
  const { stacks, findings } = synthesize(['eu-west-1']);
  printHeading('Synthesis: encrypted buckets in three Regions, two-way replication, one access point; '
    + 'Ireland is active, Virginia and Tokyo are passive');
  printTable(['stack', 'region', 'deploys after', 'resources'], stacks.map(({ name, region, after, template }) => [
    name,
    region,
    after.join(', ') || 'nothing',
    countTypes(template).map(([type, count]) => `${count} ${type}`).join('\n'),
  ]));
  printHeading('Findings of cdk synth');
  for (const finding of findings) print(`  ${truncate(finding)}`);
  if (findings.length === 0) print('  no findings');
}

function truncate(text: string): string {
  return text.length > MAX_FINDING_LENGTH ? `${text.slice(0, MAX_FINDING_LENGTH)}…` : text;
}

/** Prints the replication rules of all buckets. */
function printReplication({ simulator }: Simulation): void {
  printHeading('Replication rules of the buckets');
  const rules = simulator.snapshot().buckets.flatMap(({ name, replication }) =>
    (replication?.Rules ?? []).map((rule) => ({ name, rule })));
  printTable(['from', 'to', 'priority', 'key for replicas', 'also'], rules.map(({ name, rule }) => [
    name,
    rule.Destination.Bucket.replace('arn:aws:s3:::', ''),
    rule.Priority ?? '',
    (rule.Destination.EncryptionConfiguration?.ReplicaKmsKeyID ?? '').replace(/^.*:alias/, 'alias'),
    [
      ...(rule.DeleteMarkerReplication?.Status === 'Enabled' ? ['delete markers'] : []),
      ...(rule.SourceSelectionCriteria?.ReplicaModifications?.Status === 'Enabled' ? ['changes of replicas'] : []),
      ...(rule.Destination.Metrics?.Status === 'Enabled' ? ['metrics'] : []),
    ].join(', '),
  ]));
}

/** Describes the live routes. */
function describeRoutes({ simulator }: Simulation): string {
  const { dials } = simulator.snapshot().accessPoints[0].routes.at(-1)!;
  return Object.entries(dials).map(([region, dial]) => `${region} ${dial === 0 ? 'passive' : 'active'}`).join(', ');
}

/** Deploys every stack after its dependencies: first the buckets of other Regions, then the home stack. */
async function deployAll(
  { findDeployment, simulator }: Simulation, activeRegions: string[], progress: Progress,
): Promise<void> {
  for (const stack of synthesize(activeRegions).stacks) {
    const created = createBuckets(simulator, stack, ACCOUNT);
    if (created.length > 0) progress(`stack ${stack.name}: created ${created.join(', ')}`);
    await findDeployment(stack.name).deploy(stack.template, progress);
  }
}

/** Destroys the stacks in reverse order, because S3 does not delete the buckets of an access point. */
async function destroyAll({ findDeployment, simulator }: Simulation, progress: Progress): Promise<void> {
  for (const stack of [...synthesize(['eu-west-1']).stacks].reverse()) {
    await findDeployment(stack.name).destroy(progress);
    await deleteBuckets(simulator, stack, ACCOUNT);
  }
}

async function waitForReplication({ clock, simulator }: Simulation): Promise<void> {
  while (simulator.replication.pending.length > 0) await clock.sleep(1_000);
}

/** A step of the demo. */
interface Step {
  readonly title: string;
  readonly run: (progress: Progress) => Promise<void>;
}

/** Makes the deployments of the demo. Each adds lines to the summary. */
function makeDeployments(simulation: Simulation, summary: string[]): Step[] {
  const { simulator } = simulation;
  const application = new Application(simulator);
  return [
    {
      title: 'Deploy: buckets, replication, access point, policy, routes',
      run: async (progress) => {
        await deployAll(simulation, ['eu-west-1'], progress);
        const { accessPoints, buckets } = simulator.snapshot();
        summary.push(`created with its alias ${accessPoints[0].alias}: ${describeRoutes(simulation)}`);
        const configurations = buckets.flatMap(({ replication }) => replication ?? []);
        const rules = configurations.flatMap(({ Rules }) => Rules);
        summary.push(`replicated: ${rules.length} rules among ${configurations.length} buckets`);
      },
    },
    {
      title: 'Write in Ireland, which fails before S3 has replicated the second object',
      run: async () => {
        await application.write('alien.mp4');
        await waitForReplication(simulation);
        await application.write('dune.mp4');
        simulator.regions.lose('eu-west-1');
      },
    },
    {
      title: 'Outage of Ireland: deploy with Virginia active',
      run: async (progress) => {
        await deployAll(simulation, ['us-east-1'], progress);
        const answers = [await application.read('alien.mp4'), await application.read('dune.mp4')];
        summary.push(`failed over: ${[describeRoutes(simulation), ...answers].join('; ')}`);
      },
    },
    {
      title: 'Ireland is available again: deploy as before',
      run: async (progress) => {
        simulator.regions.restore('eu-west-1');
        await waitForReplication(simulation);
        await deployAll(simulation, ['eu-west-1'], progress);
        summary.push(`failed back: ${describeRoutes(simulation)}; ${await application.read('dune.mp4')}`);
      },
    },
  ];
}

function makeDestruction(simulation: Simulation, summary: string[]): Step {
  return {
    title: 'Destroy',
    run: async (progress) => {
      await destroyAll(simulation, progress);
      const { retired, accessPoints, buckets } = simulation.simulator.snapshot();
      summary.push(`deleted: ${retired[0].alias}, which S3 never reuses`);
      const left = [...accessPoints, ...buckets].map(({ name }) => name);
      const remaining = left.length === 0 ? 'nothing' : left.join(', ');
      summary.push(`left in the simulator: ${remaining}`);
    },
  };
}

type Times = [title: string, simulated: string, real: string][];

async function runSteps(simulation: Simulation, steps: readonly Step[], times: Times): Promise<void> {
  await new Listr(steps.map(({ title, run }) => ({
    title,
    task: async (_context, task) => {
      const [simulatedStart, realStart] = [simulation.clock.now(), Date.now()];
      await run((text) => { task.output = text; });
      const [simulated, real] = [simulation.clock.now() - simulatedStart, Date.now() - realStart];
      times.push([title, `${(simulated / 1000).toFixed(0)} s`, `${(real / 1000).toFixed(1)} s`]);
    },
  }))).run();
}

async function runDemo(simulation: Simulation): Promise<string[]> {
  const summary: string[] = [];
  const times: Times = [];
  await runSteps(simulation, makeDeployments(simulation, summary), times);
  printReplication(simulation);
  await runSteps(simulation, [makeDestruction(simulation, summary)], times);

  printHeading('Times');
  printTable(['deployment', 'simulated', 'real'], times);
  printHeading('Calls to S3 and S3 Control');
  printTable(['operation', 'region', 'calls'], countCalls(simulation));
  return summary;
}

function countCalls({ simulator }: Simulation): (string | number)[][] {
  const counts = new Map<string, number>();
  for (const { operation, region } of simulator.journal.entries) {
    const key = `${operation} ${region}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].sort().map(([key, count]) => [...key.split(' '), count]);
}

const PAGE = 'topology.html';

/** Writes the page of `cdk-s3-mrap topology` for the application. */
async function writeTopology(): Promise<void> {
  const page = await renderTopologyPage({
    ...buildTopology([synthesize(['eu-west-1']).directory]),
    prices: PAGE_LIST_PRICES,
    provenance: { writtenAt: new Date().toISOString(), accounts: [], version },
  });
  writeFileSync(PAGE, page);
  print(`  topology page: ${PAGE}`);
}

async function main(): Promise<void> {
  printSynthesis();
  printHeading(`Deployments to a simulated S3, ${SPEED} times faster than real time`);
  const simulation = await startSimulation(SPEED);
  try {
    const summary = await runDemo(simulation);
    printHeading('Summary');
    for (const line of summary) print(`  ${line}`);
    await writeTopology();
  } finally {
    await simulation.listening.close();
  }
}

void main();
