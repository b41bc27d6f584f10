import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import * as path from 'node:path';
import { type Browser, type Page } from 'playwright-core';
import { makeSetupOfMembers } from '../../cli/simulate/setup-of-members';
import { type Simulation, startSimulation } from '../../cli/simulate/simulation';
import { launchChromium } from './chromium';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const IN_PAGE = readFileSync(path.join(__dirname, 'in-page.js'), 'utf8');
const WCAG_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const REGIONS = ['eu-west-1', 'us-east-1', 'ap-northeast-1'];

let browser: Browser;
let simulation: Simulation;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

beforeEach(async () => {
  simulation = await startSimulation({ setup: makeSetupOfMembers(REGIONS), lagMs: 60_000, authorization: 'off' });
});
afterEach(() => simulation.close());

async function control(name: string, input: object): Promise<void> {
  const response = await fetch(`${simulation.endpoint}/_simulator/${name}`, {
    method: 'POST', headers: { 'x-simulator-token': simulation.token }, body: JSON.stringify(input),
  });
  expect(response.status).toBe(200);
}

interface State {
  readonly now: string;
  readonly regions: readonly { readonly region: string; readonly condition: { readonly kind: string } }[];
  readonly accessPoints: readonly { readonly members: readonly { readonly active: boolean }[] }[];
}

async function readState(): Promise<State> {
  const response = await fetch(`${simulation.endpoint}/_simulator/state`, {
    headers: { 'x-simulator-token': simulation.token },
  });
  return await response.json() as State;
}

async function readCondition(wanted: string): Promise<string | undefined> {
  return (await readState()).regions.find(({ region }) => region === wanted)?.condition.kind;
}

interface OpenedPage {
  readonly page: Page;
  readonly requests: readonly string[];
  /** Errors of the script, and violations of the policy. */
  readonly problems: readonly string[];
}

async function openPage(
  { width = 1440, colorScheme = 'light' as 'light' | 'dark', url = simulation.pageUrl } = {},
): Promise<OpenedPage> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
  const [requests, problems]: string[][] = [[], []];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(url);
  return { page, requests, problems };
}

async function openConnectedPage(options: Parameters<typeof openPage>[0] = {}): Promise<OpenedPage> {
  const opened = await openPage(options);
  await opened.page.waitForSelector('#connection.connected');
  return opened;
}

describe('renderLivePage', () => {
  test.each([
    ['light', 390], ['light', 1440], ['dark', 390], ['dark', 1440],
  ] as const)('meets WCAG 2.2 AA in the %s color scheme with a width of %d pixels', async (colorScheme, width) => {
    await control('lose', { region: 'us-east-1' });
    await control('slow', { region: 'ap-northeast-1', delay: 2000 });
    await control('pause', { from: 'eu-west-1', to: 'ap-northeast-1' });
    await control('failover', { accessPoint: simulation.accessPoints[0].arn, active: ['eu-west-1'] });
    const { page, requests, problems } = await openConnectedPage({ colorScheme, width });
    // The policy forbids scripts of other origins, so the tests do not add elements.
    for (const script of [AXE, IN_PAGE]) await page.evaluate(script);
    expect(await page.evaluate(`inPage.accessibilityViolations(${JSON.stringify(WCAG_AA)})`)).toEqual([]);
    expect(await page.evaluate('inPage.overflowWidth()')).toBe(0);
    expect(await page.evaluate('inPage.overlappingTexts()')).toEqual([]);
    expect(problems).toEqual([]);
    expect(requests.filter((url) => !url.startsWith(`${simulation.endpoint}/_simulator/`))).toEqual([]);
    expect(requests.filter((url) => url.includes(simulation.token) && url !== simulation.pageUrl)).toEqual([]);
    await page.close();
  });

  test('shows Regions, queues and routes, and changes them with its buttons', async () => {
    const { page, problems } = await openConnectedPage();
    const press = async (name: string, done: string) => {
      await page.getByRole('button', { name, exact: true }).click();
      await page.getByRole('status').getByText(done).waitFor();
    };
    await press('Lose us-east-1', 'us-east-1 resets all connections.');
    expect(await readCondition('us-east-1')).toBe('lost');
    expect(await page.getByRole('button', { name: 'Lose us-east-1' }).getAttribute('aria-pressed')).toBe('true');
    await press('Hang us-east-1', 'us-east-1 does not answer.');
    expect(await readCondition('us-east-1')).toBe('hanging');
    await press('Slow us-east-1', 'us-east-1 answers two seconds later.');
    expect(await readCondition('us-east-1')).toBe('slow');
    await press('Restore us-east-1', 'us-east-1 is available.');
    expect(await readCondition('us-east-1')).toBe('available');
    await press('Fail over to this Region, us-east-1', 'Only us-east-1 is active in media.');
    expect((await readState()).accessPoints[0].members.map(({ active }) => active)).toEqual([false, true, false]);
    await press('Make all members active in media', 'All members of media are active.');
    expect((await readState()).accessPoints[0].members.map(({ active }) => active)).toEqual([true, true, true]);
    await press('Pause the replication from eu-west-1 to us-east-1', 'has stopped.');
    expect(await page.locator('#edges').getByText('paused').count()).toBe(1);
    await press('Resume the replication from eu-west-1 to us-east-1', 'continues.');
    await press('Pause all', 'Replication has stopped.');
    expect(await page.locator('#edges').getByText('paused').count()).toBe(6);
    await press('Resume all', 'Replication continues.');
    const before = Date.parse((await readState()).now);
    await press('Advance the clock by 1 hour', 'The clock advanced by 1 hour.');
    expect(Date.parse((await readState()).now) - before).toBeGreaterThanOrEqual(3_600_000);
    expect(problems).toEqual([]);
    await page.close();
  });

  test('resets the simulator only after a confirmation', async () => {
    await control('lose', { region: 'us-east-1' });
    const { page } = await openConnectedPage();
    page.once('dialog', (dialog) => { void dialog.dismiss(); });
    await page.getByRole('button', { name: 'Reset' }).click();
    expect(await readCondition('us-east-1')).toBe('lost');
    page.once('dialog', (dialog) => { void dialog.accept(); });
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.getByText('The simulator has the state of its start.').waitFor();
    expect(await readCondition('us-east-1')).toBe('available');
    await page.close();
  });

  test('keeps the keyboard focus on a button while the page changes', async () => {
    const { page } = await openConnectedPage();
    const findFocus = () => page.evaluate<string>('document.activeElement.getAttribute("aria-label") ?? ""');
    const reached: string[] = [];
    while (reached.at(-1) !== 'Lose ap-northeast-1') {
      await page.keyboard.press('Tab');
      reached.push(await findFocus());
    }
    expect(reached).toEqual(['Restore', 'Slow', 'Hang', 'Lose'].map((name) => `${name} ap-northeast-1`));
    await page.keyboard.press('Enter');
    await page.getByText('ap-northeast-1 resets all connections.').waitFor();
    await control('lose', { region: 'us-east-1' });
    await page.locator('.region.lost').nth(1).waitFor();
    expect(await findFocus()).toBe('Lose ap-northeast-1');
    await page.keyboard.press('Tab');
    expect(await findFocus()).toBe('Fail over to this Region, ap-northeast-1');
    await page.close();
  });

  test('shows no state without the token, and the end of the connection', async () => {
    const missing = await openPage({ url: `${simulation.endpoint}/_simulator/` });
    await missing.page.getByText('The token is missing.').waitFor();
    expect(missing.requests).toEqual([`${simulation.endpoint}/_simulator/`]);
    const wrong = await openPage({ url: `${simulation.endpoint}/_simulator/#token=wrong` });
    await wrong.page.getByText('Not connected: the header x-simulator-token is wrong').waitFor();
    expect(await wrong.page.locator('.region').count()).toBe(0);
    const { page } = await openConnectedPage();
    await page.route('**/_simulator/**', (route) => route.abort());
    await page.waitForSelector('#connection.disconnected');
    for (const opened of [missing.page, wrong.page, page]) await opened.close();
  });

  test('lets no other web page press a button, read the state or show the page in a frame', async () => {
    const origin = createServer((_, response) => {
      response.setHeader('content-type', 'text/html');
      response.end(`<iframe src="${simulation.pageUrl}"></iframe>
        <form method="post" action="${simulation.endpoint}/_simulator/lose" enctype="text/plain" target="other">
        <input name='{"region":"us-east-1","x":"' value='"}'></form><iframe name="other"></iframe>`);
    });
    await new Promise<void>((resolve) => { origin.listen(0, '127.0.0.1', resolve); });
    const { page } = await openPage({ url: `http://127.0.0.1:${(origin.address() as AddressInfo).port}/` });
    const attempt = (init: string) => page.evaluate<string>(`fetch('${simulation.endpoint}/_simulator/lose', {
      method: 'POST', body: '{"region":"us-east-1"}', ${init} }).then(() => 'sent', (error) => error.message)`);
    expect(await attempt(`headers: { 'x-simulator-token': '${simulation.token}' }`)).toBe('Failed to fetch');
    expect(await attempt('mode: "no-cors"')).toBe('sent');
    await page.evaluate('document.querySelector("form").submit()');
    await page.waitForTimeout(500);
    expect(await page.frames()[1].evaluate<string>('document.documentElement.textContent'))
      .not.toContain('Regions');
    expect(await readCondition('us-east-1')).toBe('available');
    await page.close();
    origin.close();
  });
});
