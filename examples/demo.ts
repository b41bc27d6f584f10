import Table from 'cli-table3';
import { Listr } from 'listr2';
import colors from 'picocolors';
import { ActivePassiveStack } from './active-passive/stack';
import { setStage, type Stage } from './demo/stage';
import { countTypes, synthesize } from './demo/synthesis';

/** S3 takes minutes; nobody wants to watch that. */
const SPEED = 25;

function print(text = ''): void {
  process.stdout.write(`${text}\n`);
}

function heading(text: string): void {
  print(`\n${colors.bold(text)}`);
}

function showSynthesis(): void {
  const { template, findings } = synthesize(['eu-west-1']);
  heading('Synthesized: an access point over three named buckets, Ireland active, Virginia and Tokyo passive');
  const table = new Table({ head: ['type', 'resources'], style: { head: [], border: [] } });
  table.push(...countTypes(template));
  print(table.toString());
  heading('What cdk synth says');
  for (const finding of findings) print(`  ${finding.length > 200 ? `${finding.slice(0, 200)}…` : finding}`);
}

/** What the account looks like now. */
function liveRoutes({ simulator }: Stage): string {
  const { dials } = simulator.snapshot().accessPoints[0].routes.at(-1)!;
  return Object.entries(dials).map(([region, dial]) => `${region} ${dial === 0 ? 'passive' : 'active'}`).join(', ');
}

/** The act, with a line for the end of the demo. */
function acts(stage: Stage, lines: string[]) {
  const { deployment, simulator } = stage;
  const deploy = async (activeRegions: string[], progress: (text: string) => void) => deployment.deploy(synthesize(activeRegions).template, progress);
  return [
    {
      title: 'Deploy: create the access point, its policy and its routes',
      run: async (progress: (text: string) => void) => {
        await deploy(['eu-west-1'], progress);
        lines.push(`created with its alias ${simulator.snapshot().accessPoints[0].alias}: ${liveRoutes(stage)}`);
      },
    },
    {
      title: 'Ireland is lost: deploy with Virginia active',
      run: async (progress: (text: string) => void) => {
        await deploy(['us-east-1'], progress);
        lines.push(`failed over: ${liveRoutes(stage)}`);
      },
    },
    {
      title: 'Ireland is back: deploy as before',
      run: async (progress: (text: string) => void) => {
        await deploy(['eu-west-1'], progress);
        lines.push(`failed back: ${liveRoutes(stage)}`);
      },
    },
    {
      title: 'Destroy',
      run: async (progress: (text: string) => void) => {
        await deployment.destroy(progress);
        const { retired, accessPoints } = simulator.snapshot();
        lines.push(`deleted: ${retired[0].alias}, which S3 gives to nobody again`);
        lines.push(accessPoints.length === 0 ? 'nothing left in the simulator' : `left in the simulator: ${accessPoints.map(({ name }) => name).join(', ')}`);
      },
    },
  ];
}

async function play(stage: Stage): Promise<string[]> {
  const lines: string[] = [];
  const times: [string, string, string][] = [];
  await new Listr(acts(stage, lines).map(({ title, run }) => ({
    title,
    task: async (_context, task) => {
      const [began, beganHere] = [stage.clock.now(), Date.now()];
      await run((text) => { task.output = text; });
      const [took, tookHere] = [stage.clock.now() - began, Date.now() - beganHere];
      times.push([title, `${(took / 1000).toFixed(0)} s`, `${(tookHere / 1000).toFixed(1)} s`]);
    },
  }))).run();

  heading('Times');
  const timeTable = new Table({ head: ['deployment', 'for S3', 'here'], style: { head: [], border: [] } });
  timeTable.push(...times);
  print(timeTable.toString());
  heading('Calls to S3 Control');
  const callTable = new Table({ head: ['operation', 'region', 'calls'], style: { head: [], border: [] } });
  const counts = new Map<string, number>();
  for (const { operation, region } of stage.simulator.journal.entries) counts.set(`${operation} ${region}`, (counts.get(`${operation} ${region}`) ?? 0) + 1);
  callTable.push(...[...counts].sort().map(([key, count]) => [...key.split(' '), count]));
  print(callTable.toString());
  return lines;
}

async function main(): Promise<void> {
  showSynthesis();
  heading(`Deployed to a simulated S3 Control, ${SPEED} times faster than real time`);
  const stage = await setStage(SPEED, ActivePassiveStack.BUCKETS);
  try {
    const lines = await play(stage);
    heading('In short');
    for (const line of lines) print(`  ${line}`);
  } finally {
    await stage.listening.close();
  }
}

void main();
