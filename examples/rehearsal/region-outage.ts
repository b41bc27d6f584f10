import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { MINUTE } from '../../control/clock';
import { ActivePassiveStack } from '../active-passive/stack';
import { RehearsalSimulation } from './rehearsal-simulation';

const [IRELAND, VIRGINIA, TOKYO] = ActivePassiveStack.REGIONS;
const RECORD = 'outage.json';

/** Rehearses an outage of a Region: failover, a deployment during the outage, and failback. Returns the transcript. */
export async function rehearseOutage(): Promise<string> {
  const lines: string[] = [];
  const print = (text: string) => lines.push(text);
  const folder = mkdtempSync(path.join(tmpdir(), 'rehearsal-'));
  const simulation = new RehearsalSimulation(print, folder);
  const { clock } = simulation;
  const comment = (text: string) => print(`\n${simulation.time} # ${text}`);
  const files = { [RECORD]: path.join(folder, RECORD) };
  try {
    await simulation.deploy([IRELAND]);
    for (const source of ActivePassiveStack.REGIONS) {
      const destinations = ActivePassiveStack.REGIONS.filter((region) => region !== source);
      for (const destination of destinations) simulation.publishMetrics(source, destination, 0, 0);
    }

    clock.advanceTo(Date.UTC(2026, 2, 14, 2, 0));
    comment('Ireland fails, with three pending operations.');
    simulation.simulated.deaths = [(region) => region === IRELAND];
    simulation.publishMetrics(IRELAND, VIRGINIA, 3, 4, clock.now());
    simulation.publishMetrics(IRELAND, TOKYO, 3, 5, clock.now());
    clock.advance(6 * MINUTE);
    await simulation.run(['status', simulation.arn]);

    comment('Fail over to Virginia.');
    const failover = ['failover', simulation.arn, '--activate', VIRGINIA, '--deactivate', IRELAND, '--record', RECORD];
    await simulation.run(failover, files);
    await simulation.run([...failover, '--accept-data-loss', '--yes'], files);

    clock.advance(40 * MINUTE);
    comment('A deployment also activates Tokyo. It keeps the manual failover.');
    await simulation.deploy([IRELAND, TOKYO]);

    clock.advanceTo(Date.UTC(2026, 2, 14, 5, 30));
    comment('Ireland is available again. S3 replicates the objects that were written during the outage.');
    simulation.simulated.deaths = [];
    simulation.publishMetrics(IRELAND, VIRGINIA, 0, 0);
    simulation.publishMetrics(IRELAND, TOKYO, 0, 0);
    simulation.publishMetrics(VIRGINIA, IRELAND, 812, 660);
    await simulation.run(['failback', '--record', RECORD, '--yes'], files);
    clock.advance(25 * MINUTE);
    simulation.publishMetrics(VIRGINIA, IRELAND, 0, 0);
    await simulation.run(['failback', '--record', RECORD, '--yes'], files);
    return `${lines.join('\n')}\n`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
