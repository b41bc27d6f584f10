import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type Page } from 'playwright-core';
import { renderTopologyPage } from '../../cli/topology/page';
import { PAGE_LIST_PRICES } from '../../cli/topology/prices';
import { buildTopology } from '../../cli/topology/run';
import { regionsFor, synthesizeOver } from '../cli/topology/applications';
import { PROVENANCE } from '../cli/topology/views';
import { temporaryFolder } from '../support/temporary-folder';
import { launchChromium } from './chromium';

const SCRIPTS = [require.resolve('axe-core/axe.min.js'), path.join(__dirname, 'in-page.js')].map((file) =>
  readFileSync(file, 'utf8'),
);
const WCAG_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const LAPTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const MEMBER_COUNTS = Array.from({ length: 16 }, (_, index) => index + 2);
const DETAILED_COUNTS = [2, 3, 6, 17];

let browser: Browser;
const files = new Map<number, string>();

async function writePage(count: number): Promise<string> {
  const folder = temporaryFolder();
  synthesizeOver(regionsFor(count), path.join(folder, 'cdk.out'));
  const file = path.join(folder, 'topology.html');
  const shown = buildTopology([path.join(folder, 'cdk.out')]);
  writeFileSync(file, await renderTopologyPage({ ...shown, prices: PAGE_LIST_PRICES, provenance: PROVENANCE }));
  return file;
}

beforeAll(async () => {
  browser = await launchChromium();
  for (const count of MEMBER_COUNTS) files.set(count, await writePage(count));
});

afterAll(() => browser.close());

interface OpenedPage {
  readonly page: Page;
  /** The URLs that the page requested. */
  readonly requests: readonly string[];
}

async function openPage(
  count: number,
  viewport: typeof LAPTOP,
  colorScheme: 'light' | 'dark' = 'light',
): Promise<OpenedPage> {
  const page = await browser.newPage({ viewport, colorScheme });
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(files.get(count)!).href);
  for (const script of SCRIPTS) await page.evaluate(script);
  return { page, requests };
}

describe('renderTopologyPage', () => {
  describe.each(DETAILED_COUNTS)('with %d members', (count) => {
    test.each([
      ['laptop', 'light', LAPTOP],
      ['laptop', 'dark', LAPTOP],
      ['phone', 'light', PHONE],
      ['phone', 'dark', PHONE],
    ] as const)(
      'meets WCAG 2.2 AA on a %s in the %s color scheme and fetches nothing',
      async (_name, scheme, viewport) => {
        const { page, requests } = await openPage(count, viewport, scheme);
        expect(await page.evaluate(`inPage.accessibilityViolations(${JSON.stringify(WCAG_AA)})`)).toEqual([]);
        expect(requests).toEqual([pathToFileURL(files.get(count)!).href]);
        await page.close();
      },
    );

    test('renders a page that prints on one sheet and is smaller than 500 kB', async () => {
      const { page } = await openPage(count, LAPTOP);
      const sheets = (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page[^s]/g);
      expect(sheets).toHaveLength(1);
      expect(Buffer.byteLength(readFileSync(files.get(count)!))).toBeLessThan(500_000);
      await page.close();
    });

    test('makes all members on the map and their cards reachable with the keyboard', async () => {
      const { page } = await openPage(count, LAPTOP);
      const reached: string[] = [];
      for (let step = 0; step < count; step += 1) {
        await page.keyboard.press('Tab');
        reached.push(await page.evaluate('inPage.focusedLabel()'));
      }
      const numbers = reached.map((label) => Number(/^(\d+) [a-z]+-[a-z]+-\d, (active|passive)$/.exec(label)?.[1]));
      expect(numbers).toEqual(reached.map((_, index) => index + 1));
      await page.keyboard.press('Enter');
      expect(await page.evaluate('inPage.targetBadge()')).toBe(String(count));
      await page.close();
    });

    test('shows only the lines of the member under the pointer', async () => {
      const { page } = await openPage(count, LAPTOP);
      await page.hover('.wide a.m1 .label');
      expect(await page.evaluate('inPage.countWrongLines("m1")')).toBe(0);
      await page.close();
    });
  });

  test.each([
    ['laptop', LAPTOP],
    ['phone', PHONE],
  ])('avoids overlapping and clipped texts on a %s with 2 to 17 members', async (_name, viewport) => {
    for (const count of MEMBER_COUNTS) {
      const { page } = await openPage(count, viewport);
      const overlappingTexts = await page.evaluate('inPage.overlappingTexts()');
      const overflowWidth = await page.evaluate('inPage.overflowWidth()');
      expect({ count, overlappingTexts, overflowWidth }).toEqual({ count, overlappingTexts: [], overflowWidth: 0 });
      await page.close();
    }
  });
});
