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
  const { application, clock, simulator: { regions, replication } } = simulation;
  const comment = (text: string) => print(`\n${simulation.time} # ${text}`);
  const files = { [RECORD]: path.join(folder, RECORD) };
  try {
    await simulation.deploy([IRELAND]);
    await application.write('alien.mp4');

    clock.advanceTo(Date.UTC(2026, 2, 14, 2, 0));
    await application.write('dune.mp4', 'heat.mp4', 'jaws.mp4');
    comment('Ireland fails before S3 has replicated three objects.');
    regions.hang(IRELAND);
    clock.advance(6 * MINUTE);
    await simulation.run(['status', simulation.arn]);

    comment('Fail over to Virginia.');
    const failover = ['failover', simulation.arn, '--activate', VIRGINIA, '--deactivate', IRELAND, '--record', RECORD];
    await simulation.run(failover, files);
    await simulation.run([...failover, '--accept-data-loss', '--yes'], files);
    await simulation.read('alien.mp4', 'dune.mp4');

    clock.advance(40 * MINUTE);
    comment('A deployment also activates Tokyo. It keeps the manual failover.');
    await simulation.deploy([IRELAND, TOKYO]);
    await application.write(...Array.from({ length: 812 }, (_, index) => `upload-${index}.mp4`));

    clock.advanceTo(Date.UTC(2026, 2, 14, 5, 30));
    comment('Ireland is available again. S3 replicates the objects that were written during the outage.');
    replication.pause({ from: VIRGINIA, to: IRELAND });
    regions.restore(IRELAND);
    await simulation.run(['failback', '--record', RECORD, '--yes'], files);
    clock.advance(25 * MINUTE);
    replication.resume(clock.now());
    await simulation.run(['failback', '--record', RECORD, '--yes'], files);
    await simulation.read('dune.mp4', 'upload-811.mp4');
    return `${lines.join('\n')}\n`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
