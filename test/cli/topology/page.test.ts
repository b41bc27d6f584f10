import { createHash } from 'node:crypto';
import { renderTopologyPage, renderTopologySvg } from '../../../cli/topology/page';
import { type LiveStatus } from '../../../cli/topology/page-live';
import { PAGE_LIST_PRICES } from '../../../cli/topology/prices';
import { renderTopologyAsMermaid } from '../../../cli/topology/render-mermaid';
import { type FindingView, type Topology } from '../../../cli/topology/topology';
import { FindingSeverity } from '../../../src/diagnostics/finding';
import { edge, group, member, PROVENANCE, topology } from './views';

const IRELAND = member('eu-west-1', { regionName: 'Europe (Ireland)' });
const PASSIVE = [{ accessPoint: 'Media/Media', declared: 'passive' as const }];
const VIRGINIA = member('us-east-1', { routes: PASSIVE });
const BOTH = [edge('eu-west-1', 'us-east-1'), edge('us-east-1', 'eu-west-1')];
const TWO = topology(group([VIRGINIA, IRELAND], BOTH));

const page = (shown: Topology, more: Partial<Parameters<typeof renderTopologyPage>[0]> = {}) =>
  renderTopologyPage({ topology: shown, prices: PAGE_LIST_PRICES, provenance: PROVENANCE, ...more });

function finding(more: Partial<FindingView> = {}): FindingView {
  return {
    ruleId: 'MRAP203',
    severity: FindingSeverity.ERROR,
    message: 'a bucket <b> appears twice',
    fix: 'name it once',
    sourceUrl: 'https://docs.aws.amazon.com/x',
    stack: 'Media',
    templatePath: 'Media.json',
    logicalId: 'Media',
    ...more,
  };
}

const ENDS = {
  source: { region: 'eu-west-1', bucket: 'media-eu-west-1' },
  destination: { region: 'us-east-1', bucket: 'media-us-east-1' },
};
const READ_AT = Date.parse('2026-11-30T01:00:00Z');
const LIVE: LiveStatus = {
  arn: 'arn:aws:s3::111122223333:accesspoint/media.mrap',
  readAt: READ_AT,
  agreed: false,
  controlRegions: [
    { region: 'us-east-1', tookMs: 210, routes: [] },
    { region: 'us-west-2', tookMs: 3000, failure: { kind: 'unavailable', code: 'ETIMEDOUT', message: '<no answer>' } },
  ],
  backlogs: [
    { ...ENDS, operations: 12, bytes: 300, latencySeconds: 20, at: READ_AT - 60_000 },
    { ...ENDS, operations: 0, bytes: 0, latencySeconds: 0, at: READ_AT },
  ],
  unknown: [{ what: 'policy', why: 'AccessDenied' }],
  members: [],
};

describe('renderTopologyPage', () => {
  test('returns the same bytes for the same input and loads no other resources', async () => {
    const text = await page(TWO);
    expect(await page(TWO)).toBe(text);
    expect(text).not.toMatch(/<script|<link|<img|@import|url\((?!#)/);
    expect(text.match(/(?:src|srcset|data)="[^"]*"/g)).toBeNull();
  });

  test('shows routing, pairs and options as graphics and as text', async () => {
    const text = await page(TWO);
    expect(text).toContain('<title>media – topology</title>');
    expect(text).toContain('aria-label="1 us-east-1, passive"');
    expect(text).toContain('aria-label="2 eu-west-1, active"');
    // One line in each of the two maps, and one in the legend.
    expect(text.match(/<path class="edge two-way/g)).toHaveLength(3);
    expect(text).not.toContain('<path class="edge one-way');
    expect(text).toContain('delete markers <small>in all 2 rules</small>');
    expect(text).toContain('<dt>1 TB replicated</dt><dd>$20.48</dd>');
  });

  test('draws one-way replication with an arrow', async () => {
    const text = await page(topology(group([VIRGINIA, IRELAND], [edge('eu-west-1', 'us-east-1')])));
    expect(
      text.match(/<path class="edge one-way m2 m1" d="[^"]+" marker-end="url\(#media-(wide|narrow)-arrow\)"/g),
    ).toHaveLength(2);
    expect(text).toContain('<dt>replicates to</dt><dd>1</dd>');
    expect(text).toContain('<dt>replicates from</dt><dd>2</dd>');
  });

  test('lists sets of options with their rules and shortens long lists', async () => {
    const regions = ['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'eu-west-1'];
    const edges = regions.flatMap((from) =>
      regions.filter((to) => to !== from).map((to) => edge(from, to, from === 'us-east-1' ? { options: [] } : {})),
    );
    const text = await page(topology(group(regions.map((region) => member(region)), edges)));
    expect(text).toContain('no options <small>1 → 2, 1 → 3, 1 → 4, 1 → 5</small>');
    expect(text).toMatch(/delete markers <small>2 → 1, .* and 4 more<\/small>/);
    expect(text).toContain('<dt>two-way with</dt><dd>all 4 others</dd>');
  });

  test('marks members with errors or warnings on the map and in the legend', async () => {
    const findings = [
      finding({ subject: 'media-us-east-1' }),
      finding({ subject: 'media-eu-west-1', severity: FindingSeverity.WARNING }),
    ];
    const text = await page({ ...TWO, findings });
    expect(text).toContain('aria-label="1 us-east-1, passive, error"');
    expect(text).toContain('aria-label="2 eu-west-1, active, warning"');
    // One mark in each of the two maps, and one in the legend.
    expect(text.match(/<path class="mark error"/g)).toHaveLength(3);
    expect(text).toContain('finding: warning</span>');
    expect(await page(TWO)).not.toContain('<path class="mark');
  });

  test('gives every element an id that does not depend on its number, and links each id at least once', async () => {
    const findings = [finding(), finding({ logicalId: 'Media' }), finding({ subject: 'media-us-east-1' })];
    const text = await page({ ...topology(TWO.groups[0], TWO.groups[0]), findings });
    const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining([
      'media-in-us-east-1', 'media-without-us-east-1', 'media-clients', 'media-2-in-us-east-1', 'findings',
      'finding-mrap203-media-media', 'finding-mrap203-media-media-2', 'stacks', 'costs',
    ]));
    const links = [...text.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(links.filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('contains a policy that allows only its own style', async () => {
    const text = await page(TWO);
    const [, style] = /<style>(.*?)<\/style>/s.exec(text)!;
    const hash = createHash('sha256').update(style).digest('base64');
    expect(text).toContain(`content="default-src &#39;none&#39;; style-src &#39;sha256-${hash}&#39;;`);
    expect(text).not.toMatch(/ style="| on[a-z]+="/);
  });

  test('lists readers, writers, alarms, notifications, runbooks and drills', async () => {
    const [view] = TWO.groups;
    const access = [{ kind: 'read' as const, isCertain: true }, { kind: 'write' as const, isCertain: false }];
    const client = { accessPoint: 'Media/Media', grantedBy: ['identity policy'] };
    const text = await page(topology({
      ...view,
      clients: [
        { ...client, kind: 'role', name: 'Media/<Reader>', access },
        { ...client, kind: 'everyone', name: 'everyone', access },
        ...Array.from({ length: 99 }, (_, index) => ({ ...client, kind: 'user' as const, name: `u${index}`, access })),
      ],
      operations: {
        alarms: [{
          name: 'late',
          region: 'us-east-1',
          metric: 'ReplicationLatency',
          threshold: 900,
          actions: 1,
          from: 'media-eu-west-1',
          to: 'media-us-east-1',
        }],
        notifications: [
          { kind: 'route changes', regions: [...'abcdefg'], targets: ['<on-call>'] },
          { kind: 'bucket changes', regions: ['eu-west-1', 'us-east-1'], targets: [] },
        ],
        runbooks: [{ name: 'media-failover', regions: ['us-east-1'] }],
        drills: [{ name: 'Drill', schedule: '', maxRpoSeconds: 90, reports: 's3://reports/' }],
      },
    }));
    const missing = [
      '<tr><td>role <code>Media/&lt;Reader&gt;</code></td>\n<td>read, write*</td><td>identity policy</td></tr>',
      '<strong class="bad">everyone</strong>',
      '1 more clients are not listed. * Conditions',
      '<td>1 for ReplicationLatency</td>',
      '<th scope="row">replication without an alarm</th><td>1 → 2</td>',
      '<th scope="row">alarm states</th><td>actions of 1 of 1 alarms</td>',
      '<th scope="row">route changes</th><td>notify <code>&lt;on-call&gt;</code>, from 7 Regions</td>',
      '<th scope="row">bucket changes</th><td>no target, from <span class="region-code">eu-west-1</span>, <span',
      '<th scope="row">access point changes</th><td>no notification in these templates</td>',
      '<th scope="row">runbook executions</th><td>no notification in these templates</td>',
      '<code>media-failover</code> in <span class="region-code">us-east-1</span>',
      'no schedule, accepted recovery point 90 s,\nreports in <code>s3://reports/</code>',
      'Alarms report a latency above 15 minutes. The drill Drill accepts 90 s.',
      'Start the runbook media-failover, or run the failover command.',
    ].filter((part) => !text.includes(part));
    expect(missing).toEqual([]);
    expect(await page(TWO)).toContain('The policies of the templates allow no client to use the access point.');
    expect(await page(TWO)).toContain('No option limits it: no replication has replication time control.');
  });

  test('escapes markup in texts of templates', async () => {
    const shown = topology(group([member('eu-west-1', { bucket: '<script>alert(1)</script>' })]));
    const text = await page({ ...shown, findings: [finding()] });
    expect(text).not.toContain('<script>');
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text).toContain('a bucket &lt;b&gt; appears twice; name it once.');
  });

  test('links findings to their member or access point', async () => {
    const findings = [
      finding({ subject: 'media-us-east-1', constructPath: 'Media/Bucket' }),
      finding({ subject: 'Media/Media', severity: FindingSeverity.WARNING }),
      finding({ subject: 'gone' }),
    ];
    const text = await page({ ...TWO, findings });
    expect(text).toContain('error · <a href="#media-in-us-east-1">1 us-east-1</a>\n· <code>Media/Bucket</code>');
    expect(text).toContain('warning · media\n· <code>Media/Media</code>');
    expect(text).toContain('<li class="bad"><a href="#findings">3 findings, 2 errors</a></li>');
    // The card of the member has a link to the findings.
    expect(text.match(/<dt>findings<\/dt><dd><a href="#findings">MRAP203<\/a><\/dd>/g)).toHaveLength(1);
    expect(await page(TWO)).toContain('No findings.');
  });

  test('lists the changes of a deployment with a baseline', async () => {
    const shown: Topology = {
      ...topology(
        group(
          [{ ...VIRGINIA, change: 'added' }, IRELAND, member(undefined, { change: 'removed', stack: undefined })],
          BOTH.map((one) => ({ ...one, change: 'added' })),
        ),
      ),
      stacks: [{ name: 'Media-mrap-us-east-1', region: 'us-east-1', wave: 1, after: [], change: 'added' }],
      losses: [finding({ ruleId: 'MRAP851' })],
    };
    const text = await page(shown, { propertyChanges: [{ what: 'routing to a', before: 'active', after: 'passive' }] });
    const missing = [
      '<strong class="change-added">added</strong> member 1, media-us-east-1 in us-east-1',
      '<strong class="change-removed">removed</strong> member 3, media-somewhere in an unknown Region',
      '<strong class="change-added">added</strong> replication 2 → 1',
      '<strong class="change-added">added</strong> stack Media-mrap-us-east-1 in us-east-1',
      'routing to a: active → <strong>passive</strong>',
      '<strong>MRAP851</strong>',
      'Not on the map, Region unknown: 3',
      'edge two-way m1 m2 added',
    ].filter((part) => !text.includes(part));
    expect(missing).toEqual([]);
    expect(await page({ ...TWO, losses: [] })).toContain('A deployment changes nothing on this page.');
    expect(await page(TWO)).not.toContain('Changes of a deployment');
  });

  test('shows the live routing beside the declared routing', async () => {
    const routes = [{ accessPoint: 'Media/Media', declared: 'active' as const, live: 'passive' as const }];
    const text = await page(topology(group([member('eu-west-1', { routes })])), { live: LIVE });
    expect(text).toContain('aria-label="1 eu-west-1, passive"');
    expect(text).toContain('<dd>live passive, declared active</dd>');
    expect(text).toContain(`Live routes of ${LIVE.arn} at 2026-11-30T01:00:00.000Z.`);
  });

  test('lists the control Regions, and the pairs with a backlog, of the live state', async () => {
    const text = await page(TWO, { live: LIVE });
    const missing = [
      '<td>us-east-1</td><td>routes</td><td class="amount">0.2 s</td>',
      '<td>us-west-2</td><td><span class="bad">ETIMEDOUT (&lt;no answer&gt;)</span></td>',
      '<td>eu-west-1</td><td>us-east-1</td>\n<td>12 operations, 300 bytes</td>\n<td class="amount">80 s</td>',
      'No replication is pending in 1 further pairs.',
      'Unknown: policy: AccessDenied',
      'Control Regions return different routes',
    ].filter((part) => !text.includes(part));
    expect(missing).toEqual([]);
    const [, empty] = LIVE.backlogs;
    expect(await page(TWO, { live: { ...LIVE, backlogs: [empty] } }))
      .toContain('No replication is pending in 1 pairs of members.');
    const many = Array.from({ length: 22 }, () => ({ ...LIVE.backlogs[0], unknown: 'no metrics' }));
    const long = await page(TWO, { live: { ...LIVE, backlogs: many } });
    expect(long).toContain('<td>unknown: no metrics</td>');
    expect(long).toContain('2 further pairs are not listed.');
  });

  test('shows the trend of stored drills as charts and as a table', async () => {
    const arn = 'arn:aws:s3::111122223333:accesspoint/media.mrap';
    const drills = [3, null, 120].map((rpoSeconds, index) => ({
      accessPointArn: arn,
      startedAt: `2026-11-0${index + 1}T10:00:00.000Z`,
      verdict: index === 1 ? 'degraded' as const : 'ready' as const,
      rpoSeconds,
      replicationSeconds: null,
      routesSeconds: 1,
    }));
    const text = await page(TWO, { drills });
    const missing = [
      `<code>${arn}</code>: 2 of 3 drills were ready.`,
      'aria-label="recovery point: last 2 minutes, largest 2 minutes"',
      '<path class="trend" d="M6.0 48.9M314.0 6.0"/>',
      '<td>2026-11-02 10:00</td><td class="bad">degraded</td><td class="amount">unknown</td>',
    ].filter((part) => !text.includes(part));
    expect(missing).toEqual([]);
    expect(text).not.toContain('aria-label="replication of a canary');
  });

  test('draws one map for each group and lists the routes of each access point', async () => {
    const second = { accessPoint: 'Media/New', declared: 'unknown' as const };
    const two = {
      ...group([member('eu-west-1', { routes: [...PASSIVE, second] })]),
      accessPoints: [...TWO.groups[0].accessPoints, { key: 'Media/New', label: 'new', stack: 'Media' }],
    };
    const text = await page(topology(two, group([member('sa-east-1', { routes: [] })])));
    expect(text).toContain('<dt>media</dt><dd>passive</dd><dt>new</dt><dd>unknown</dd>');
    expect(text).toContain('<h2 class="named" id="media-new-heading">media · new</h2>');
    expect(text.match(/<svg class="map wide"/g)).toHaveLength(2);
    expect(text).toContain('no access point');
    expect(text).toContain('routing known at deployment');
  });

  test('draws members of the same Region side by side', async () => {
    const text = await page(
      topology(group([member('eu-west-1'), member('eu-west-1', { bucket: 'media-backup', routes: [] })])),
    );
    const centers = [...text.matchAll(/<circle class="dot" cx="([\d.]+)"/g)].map(([, x]) => x);
    expect(new Set(centers.slice(0, 2)).size).toBe(2);
  });

  test('explains that templates contain no stack dependencies', async () => {
    expect(await page({ ...TWO, stacks: [{ name: 'A', region: 'eu-west-1', after: [] }] })).toContain(
      'Templates do not contain stack dependencies',
    );
  });
});

describe('renderTopologySvg', () => {
  test('returns the map as an image with its own style', async () => {
    const text = await renderTopologySvg(TWO);
    expect(text).toMatch(
      /^<svg class="map wide" viewBox="0 0 1120 540" [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg">\n?<style>/,
    );
    expect(text).toContain('prefers-color-scheme: dark');
    await expect(renderTopologySvg(topology())).rejects.toThrow('--svg has no map to draw');
  });
});

describe('renderTopologyPage', () => {
  test('renders a page for an application without an access point', async () => {
    expect(await page(topology())).toContain('<h1>no access point</h1>');
  });
});

describe('renderTopologyAsMermaid', () => {
  test('keeps a name with line ends within its label', () => {
    const shown = topology(group([member('eu-west-1', { bucket: 'media\n```\nend' })]));
    expect(renderTopologyAsMermaid(shown)).toContain('media\\n#96;#96;#96;\\nend');
  });

  // Mermaid 11.17 draws such diagrams of 2 to 17 members and shows quotes, brackets and ampersands of a name unchanged.
  test('renders members, routes and replication as a flowchart', () => {
    const shown = topology(
      group(
        [VIRGINIA, IRELAND, member(undefined, { bucket: 'a"b' })],
        [...BOTH, { ...edge('us-east-1', 'x'), to: 'a"b' }],
      ),
    );
    expect(renderTopologyAsMermaid(shown)).toBe([
      'flowchart TD',
      '  g1a1{{"media"}}',
      '  g1m1["us-east-1<br/>media-us-east-1"]',
      '  g1m2["eu-west-1<br/>media-eu-west-1"]',
      '  g1m3["Region unknown<br/>a#34;b"]',
      '  g1a1 -.->|passive| g1m1',
      '  g1a1 ==>|active| g1m2',
      '  g1a1 ==>|active| g1m3',
      '  g1m1 <--> g1m2',
      '  g1m1 --> g1m3',
      '',
    ].join('\n'));
  });
});
