import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type Page } from 'playwright-core';
import { renderPage } from '../../cli/topology/page';
import { LIST_PRICES } from '../../cli/topology/prices';
import { topologyOf } from '../../cli/topology/run';
import { regionsFor, synthesizeOver } from '../cli/topology/applications';
import { temporaryFolder } from '../support/temporary-folder';
import { launchChromium } from './chromium';

const SCRIPTS = [require.resolve('axe-core/axe.min.js'), path.join(__dirname, 'in-page.js')].map((file) => readFileSync(file, 'utf8'));
const WCAG_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const LAPTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const COUNTS = Array.from({ length: 16 }, (_, index) => index + 2);
const SHOWN = [2, 3, 6, 17];

let browser: Browser;
const files = new Map<number, string>();

async function write(count: number): Promise<string> {
  const folder = temporaryFolder();
  synthesizeOver(regionsFor(count), path.join(folder, 'cdk.out'));
  const file = path.join(folder, 'topology.html');
  writeFileSync(file, await renderPage({ ...topologyOf([path.join(folder, 'cdk.out')], {}), prices: LIST_PRICES }));
  return file;
}

beforeAll(async () => {
  browser = await launchChromium();
  for (const count of COUNTS) files.set(count, await write(count));
});

afterAll(() => browser.close());

interface Opened {
  readonly page: Page;
  /** Everything that the page asked for. */
  readonly requests: readonly string[];
}

async function open(count: number, viewport: typeof LAPTOP, colorScheme: 'light' | 'dark' = 'light'): Promise<Opened> {
  const page = await browser.newPage({ viewport, colorScheme });
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(files.get(count)!).href);
  for (const script of SCRIPTS) await page.evaluate(script);
  return { page, requests };
}

describe.each(SHOWN)('%d members', (count) => {
  test.each([
    ['a laptop in the light', LAPTOP, 'light'], ['a laptop in the dark', LAPTOP, 'dark'], ['a phone in the light', PHONE, 'light'], ['a phone in the dark', PHONE, 'dark'],
  ] as const)('%s: everybody can read it, and nothing is fetched', async (_name, viewport, scheme) => {
    const { page, requests } = await open(count, viewport, scheme);
    expect(await page.evaluate(`inPage.accessibilityViolations(${JSON.stringify(WCAG_AA)})`)).toEqual([]);
    expect(requests).toEqual([pathToFileURL(files.get(count)!).href]);
    await page.close();
  });

  test('one sheet of paper, and less than 500 kB', async () => {
    const { page } = await open(count, LAPTOP);
    const sheets = (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page[^s]/g);
    expect(sheets).toHaveLength(1);
    expect(Buffer.byteLength(readFileSync(files.get(count)!))).toBeLessThan(500_000);
    await page.close();
  });

  test('the keyboard reaches every member on the map, and from there its card', async () => {
    const { page } = await open(count, LAPTOP);
    const reached: string[] = [];
    for (let step = 0; step < count; step += 1) {
      await page.keyboard.press('Tab');
      reached.push(await page.evaluate('inPage.focused()'));
    }
    expect(reached.map((label) => Number(/^(\d+) [a-z]+-[a-z]+-\d, (active|passive)$/.exec(label)?.[1]))).toEqual(reached.map((_, index) => index + 1));
    await page.keyboard.press('Enter');
    expect(await page.evaluate('inPage.target()')).toBe(String(count));
    await page.close();
  });

  test('pointing at a member leaves its own lines alone to be seen', async () => {
    const { page } = await open(count, LAPTOP);
    await page.hover('.wide a.m1 .label');
    expect(await page.evaluate('inPage.wronglyDrawn("m1")')).toBe(0);
    await page.close();
  });
});

test.each([['a laptop', LAPTOP], ['a phone', PHONE]])('on %s no text touches another and nothing is cut off, from 2 to 17 members', async (_name, viewport) => {
  for (const count of COUNTS) {
    const { page } = await open(count, viewport);
    const [overlapping, hidden] = [await page.evaluate('inPage.overlappingTexts()'), await page.evaluate('inPage.hiddenWidth()')];
    expect({ count, overlapping, hidden }).toEqual({ count, overlapping: [], hidden: 0 });
    await page.close();
  }
});
