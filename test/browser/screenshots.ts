import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { renderTopologyPage } from '../../cli/topology/page';
import { PAGE_LIST_PRICES } from '../../cli/topology/prices';
import { buildTopology } from '../../cli/topology/run';
import { regionsFor, synthesizeOver } from '../cli/topology/applications';
import { PROVENANCE } from '../cli/topology/views';
import { launchChromium } from './chromium';

const FOLDER = 'docs/images';

/** Takes the screenshots for the README: the upper part of the topology page in both color schemes. */
async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'topology-'));
  synthesizeOver(regionsFor(6), path.join(folder, 'cdk.out'));
  const file = path.join(folder, 'topology.html');
  const shown = buildTopology([path.join(folder, 'cdk.out')]);
  writeFileSync(file, await renderTopologyPage({ ...shown, prices: PAGE_LIST_PRICES, provenance: PROVENANCE }));
  mkdirSync(FOLDER, { recursive: true });
  const browser = await launchChromium();
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 1010 }, colorScheme });
    await page.goto(pathToFileURL(file).href);
    await page.screenshot({ path: path.join(FOLDER, `topology-${colorScheme}.png`) });
  }
  await browser.close();
}

void main();
