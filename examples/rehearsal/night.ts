import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { MINUTE } from '../../control/clock';
import { ActivePassiveStack } from '../active-passive/stack';
import { Stage } from './stage';

const [IRELAND, VIRGINIA, TOKYO] = ActivePassiveStack.REGIONS;

/** One night: a Region is lost, traffic moves, somebody deploys, the Region comes back, traffic returns. Answers the transcript. */
export async function playNight(): Promise<string> {
  const lines: string[] = [];
  const print = (text: string) => lines.push(text);
  const stage = new Stage(print);
  const tell = (text: string) => print(`\n${stage.time} # ${text}`);
  const folder = mkdtempSync(path.join(tmpdir(), 'rehearsal-'));
  const files = { 'night.json': path.join(folder, 'night.json') };
  try {
    await stage.deploy([IRELAND]);
    for (const source of ActivePassiveStack.REGIONS) {
      for (const destination of ActivePassiveStack.REGIONS) if (source !== destination) stage.publish(source, destination, 0, 0);
    }

    stage.clock.advanceTo(Date.UTC(2026, 2, 14, 2, 0));
    tell('Ireland is lost, with three writes on their way.');
    stage.simulated.deaths = [(region) => region === IRELAND];
    stage.publish(IRELAND, VIRGINIA, 3, 4, stage.clock.now());
    stage.publish(IRELAND, TOKYO, 3, 5, stage.clock.now());
    stage.clock.advance(6 * MINUTE);
    await stage.type(['status', stage.arn]);

    tell('Move the traffic.');
    const away = ['failover', stage.arn, '--activate', VIRGINIA, '--deactivate', IRELAND, '--record', 'night.json'];
    await stage.type(away, files);
    await stage.type([...away, '--accept-data-loss', '--yes'], files);

    stage.clock.advance(40 * MINUTE);
    tell('A deployment that was on its way declares Tokyo active, too. It leaves the routes as they are.');
    await stage.deploy([IRELAND, TOKYO]);

    stage.clock.advanceTo(Date.UTC(2026, 2, 14, 5, 30));
    tell('Ireland is back; what was written meanwhile is on its way there.');
    stage.simulated.deaths = [];
    stage.publish(IRELAND, VIRGINIA, 0, 0);
    stage.publish(IRELAND, TOKYO, 0, 0);
    stage.publish(VIRGINIA, IRELAND, 812, 660);
    await stage.type(['failback', '--record', 'night.json', '--yes'], files);
    stage.clock.advance(25 * MINUTE);
    stage.publish(VIRGINIA, IRELAND, 0, 0);
    await stage.type(['failback', '--record', 'night.json', '--yes'], files);
    return `${lines.join('\n')}\n`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
