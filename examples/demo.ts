import { writeFileSync } from 'node:fs';
import Table from 'cli-table3';
import { Listr } from 'listr2';
import colors from 'picocolors';
import { renderPage } from '../cli/topology/page';
import { LIST_PRICES } from '../cli/topology/prices';
import { buildTopology } from '../cli/topology/run';
import { createBuckets, deleteBuckets } from './demo/buckets';
import { ACCOUNT, setStage, type Stage } from './demo/stage';
import { countTypes, synthesize } from './demo/synthesis';

/** S3 takes minutes; nobody wants to watch that. */
const SPEED = 25;

function print(text = ''): void {
  process.stdout.write(`${text}\n`);
}

function heading(text: string): void {
  print(`\n${colors.bold(text)}`);
}

function table(head: string[], rows: (string | number)[][]): void {
  const shown = new Table({ head, style: { head: [], border: [] } });
  shown.push(...rows);
  print(shown.toString());
}

function showSynthesis(): void {
  const { stacks, findings } = synthesize(['eu-west-1']);
  heading('Synthesized: buckets with keys in three Regions, replicated both ways, one access point; Ireland active, Virginia and Tokyo passive');
  table(['stack', 'region', 'deploys after', 'resources'], stacks.map(({ name, region, after, template }) => [
    name, region, after.join(', ') || 'nothing', countTypes(template).map(([type, count]) => `${count} ${type}`).join('\n'),
  ]));
  heading('What cdk synth says');
  for (const finding of findings) print(`  ${finding.length > 200 ? `${finding.slice(0, 200)}…` : finding}`);
  if (findings.length === 0) print('  nothing to report');
}

/** The rules as S3 has them, and the graph that they make. */
function showReplication({ simulator }: Stage): void {
  heading('Replication, as written into the buckets');
  const rules = simulator.snapshot().buckets.flatMap(({ name, replication }) => (replication?.Rules ?? []).map((rule) => ({ name, rule })));
  table(['from', 'to', 'priority', 'key for replicas', 'also'], rules.map(({ name, rule }) => [
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

/** What the account looks like now. */
function liveRoutes({ simulator }: Stage): string {
  const { dials } = simulator.snapshot().accessPoints[0].routes.at(-1)!;
  return Object.entries(dials).map(([region, dial]) => `${region} ${dial === 0 ? 'passive' : 'active'}`).join(', ');
}

/** Every stack after those it depends on: the buckets of other Regions, then home. */
async function deployAll({ deploymentOf, simulator }: Stage, activeRegions: string[], progress: (text: string) => void): Promise<void> {
  for (const stack of synthesize(activeRegions).stacks) {
    const made = createBuckets(simulator, stack, ACCOUNT);
    if (made.length > 0) progress(`stack ${stack.name}: created ${made.join(', ')}`);
    await deploymentOf(stack.name).deploy(stack.template, progress);
  }
}

/** The other way round: S3 keeps a bucket as long as the access point is there. */
async function destroyAll({ deploymentOf, simulator }: Stage, progress: (text: string) => void): Promise<void> {
  for (const stack of [...synthesize(['eu-west-1']).stacks].reverse()) {
    await deploymentOf(stack.name).destroy(progress);
    await deleteBuckets(simulator, stack, ACCOUNT);
  }
}

/** The act, with a line for the end of the demo. */
function acts(stage: Stage, lines: string[]) {
  const { simulator } = stage;
  return [
    {
      title: 'Deploy: buckets, replication, access point, policy, routes',
      run: async (progress: (text: string) => void) => {
        await deployAll(stage, ['eu-west-1'], progress);
        const { accessPoints, buckets } = simulator.snapshot();
        lines.push(`created with its alias ${accessPoints[0].alias}: ${liveRoutes(stage)}`);
        const replicated = buckets.flatMap(({ replication }) => replication ?? []);
        lines.push(`replicated: ${replicated.flatMap(({ Rules: rules }) => rules).length} rules among ${replicated.length} buckets`);
      },
    },
    {
      title: 'Ireland is lost: deploy with Virginia active',
      run: async (progress: (text: string) => void) => {
        await deployAll(stage, ['us-east-1'], progress);
        lines.push(`failed over: ${liveRoutes(stage)}`);
      },
    },
    {
      title: 'Ireland is back: deploy as before',
      run: async (progress: (text: string) => void) => {
        await deployAll(stage, ['eu-west-1'], progress);
        lines.push(`failed back: ${liveRoutes(stage)}`);
      },
    },
  ];
}

function finale(stage: Stage, lines: string[]) {
  return [{
    title: 'Destroy',
    run: async (progress: (text: string) => void) => {
      await destroyAll(stage, progress);
      const { retired, accessPoints, buckets } = stage.simulator.snapshot();
      lines.push(`deleted: ${retired[0].alias}, which S3 gives to nobody again`);
      const left = [...accessPoints, ...buckets].map(({ name }) => name);
      lines.push(left.length === 0 ? 'nothing left in the simulator' : `left in the simulator: ${left.join(', ')}`);
    },
  }];
}

type Act = ReturnType<typeof acts>[number];
type Times = [string, string, string][];

async function perform(stage: Stage, parts: readonly Act[], times: Times): Promise<void> {
  await new Listr(parts.map(({ title, run }) => ({
    title,
    task: async (_context, task) => {
      const [began, beganHere] = [stage.clock.now(), Date.now()];
      await run((text) => { task.output = text; });
      const [took, tookHere] = [stage.clock.now() - began, Date.now() - beganHere];
      times.push([title, `${(took / 1000).toFixed(0)} s`, `${(tookHere / 1000).toFixed(1)} s`]);
    },
  }))).run();
}

async function play(stage: Stage): Promise<string[]> {
  const lines: string[] = [];
  const times: Times = [];
  await perform(stage, acts(stage, lines), times);
  showReplication(stage);
  await perform(stage, finale(stage, lines), times);

  heading('Times');
  table(['deployment', 'for S3', 'here'], times);
  heading('Calls to S3 and S3 Control');
  const counts = new Map<string, number>();
  for (const { operation, region } of stage.simulator.journal.entries) counts.set(`${operation} ${region}`, (counts.get(`${operation} ${region}`) ?? 0) + 1);
  table(['operation', 'region', 'calls'], [...counts].sort().map(([key, count]) => [...key.split(' '), count]));
  return lines;
}

const PAGE = 'topology.html';

/** The application as `cdk-s3-mrap topology` draws it. */
async function drawTopology(): Promise<void> {
  const page = await renderPage({ ...buildTopology([synthesize(['eu-west-1']).directory]), prices: LIST_PRICES });
  writeFileSync(PAGE, page);
  print(`  to look at: ${PAGE}`);
}

async function main(): Promise<void> {
  showSynthesis();
  heading(`Deployed to a simulated S3, ${SPEED} times faster than real time`);
  const stage = await setStage(SPEED);
  try {
    const lines = await play(stage);
    heading('In short');
    for (const line of lines) print(`  ${line}`);
    await drawTopology();
  } finally {
    await stage.listening.close();
  }
}

void main();
