import fc from 'fast-check';
import { type TopologyPageInput } from '../../../cli/topology/page';
import { PAGE_LIST_PRICES } from '../../../cli/topology/prices';
import { renderTopologyAsMarkdown } from '../../../cli/topology/render-markdown';
import { type FindingView, type Topology } from '../../../cli/topology/topology';
import { FindingSeverity } from '../../../src/diagnostics/finding';
import { edge, group, member, PROVENANCE, topology } from './views';

const IRELAND = member('eu-west-1');
const VIRGINIA = member('us-east-1', { routes: [{ accessPoint: 'Media/Media', declared: 'passive' }] });
const BOTH = [edge('eu-west-1', 'us-east-1'), edge('us-east-1', 'eu-west-1')];
const FINDING: FindingView = {
  ruleId: 'MRAP203',
  severity: FindingSeverity.ERROR,
  message: 'a bucket appears twice',
  fix: 'name it once',
  sourceUrl: 'https://docs.aws.amazon.com/x',
  stack: 'Media',
  templatePath: 'Media.json',
  logicalId: 'Access',
  subject: 'media-eu-west-1',
};

const render = (shown: Topology, more: Partial<TopologyPageInput> = {}) =>
  renderTopologyAsMarkdown({ topology: shown, prices: PAGE_LIST_PRICES, provenance: PROVENANCE, ...more });

/** Returns the cells of the tables, and the text that Markdown shows for each cell. */
function readTables(markdown: string): string[][] {
  return markdown.split('\n').filter((line) => line.startsWith('|')).map((line) => line.slice(1, -1)
    .split(/(?<!(?<!\\)(?:\\\\)*\\)\|/)
    .map((cell) => cell.trim().replace(/<!-- -->/g, '').replace(/\\([!-/:-@[-`{-~])/g, '$1')));
}

describe('renderTopologyAsMarkdown', () => {
  test('renders members, rules, the diagram, findings, cost and the origin', () => {
    const shown = { ...topology(group([IRELAND, VIRGINIA], BOTH)), findings: [FINDING] };
    const usage = { gigabytes: 1000, requests: 1_000_000 };
    expect(render(shown, { usage })).toBe(`### S3 Multi-Region Access Points: media

2 members · 1 active, 1 passive · 2 replication rules · 0 stacks · 1 finding, 1 error

| member | Region | bucket | account | routing | encryption | versioning | Object Lock | public access |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
| 1 | eu-west-1 | media-eu-west-1 | 111122223333 | active | SSE-S3 |  |  |  |
| 2 | us-east-1 | media-us-east-1 | 111122223333 | passive | SSE-S3 |  |  |  |

| options of the replication rules | rules |
| --- | --- |
| delete markers | in all 2 rules |

\`\`\`mermaid
flowchart TD
  g1a1{{"media"}}
  g1m1["eu-west-1<br/>media-eu-west-1"]
  g1m2["us-east-1<br/>media-us-east-1"]
  g1a1 ==>|active| g1m1
  g1a1 -.->|passive| g1m2
  g1m1 <--> g1m2
\`\`\`

#### Findings

| severity | rule | resource | finding |
| --- | --- | --- | --- |
| error | MRAP203 | Media/Access (1 eu-west-1) | a bucket appears twice; name it once |

#### Monthly cost of media

| 1,000 GB and 1,000,000 PUT requests in a month | US dollars |
| --- | --- |
| data routing | \\$3.30 |
| transfer of the replication | \\$20.00 |
| replication time control | \\$0.00 |
| PUT requests, with their replicas | \\$10.00 |
| storage of all copies for a month | \\$46.00 |
| total | \\$79.30 |

An estimate with list prices of 2026-09-20, without reads, KMS calls and transfer to the internet.

2026-11-30 01:20 UTC · commit 35e7f82c0123 · account 111122223333 · cdk-s3-mrap 1.2.3
`);
  });

  test('renders the changes of a deployment, in the table, the diagram and a list', () => {
    const changed = { ...VIRGINIA, change: 'added' as const };
    const shown = {
      ...topology(group([IRELAND, changed], BOTH.map((one) => ({ ...one, change: 'added' as const })))), losses: [],
    };
    const encryption = { what: 'member 1: encryption', before: 'SSE-S3', after: 'SSE-KMS' };
    const text = render(shown, { propertyChanges: [encryption] });
    expect(readTables(text)[0].at(-1)).toBe('change');
    expect(text).toContain('  g1m2["us-east-1<br/>media-us-east-1<br/>added"]\n');
    expect(text).toContain('  g1m1 <-->|added| g1m2\n');
    expect(text).toContain('\n- added member 2, media-us-east-1 in us-east-1\n- added replication 1 → 2\n');
    expect(text).toContain('\n- member 1: encryption: SSE-S3 → SSE-KMS\n');
    expect(render({ ...topology(group([IRELAND])), losses: [] }))
      .toContain('A deployment changes nothing in these tables.');
  });

  test('names each of several groups, and counts the findings that it does not list', () => {
    const other = { ...group([VIRGINIA]), accessPoints: [{ key: 'B', label: 'films', stack: 'Films' }] };
    const shown = { ...topology(group([IRELAND]), other), findings: Array.from({ length: 52 }, () => FINDING) };
    const text = render(shown);
    expect(text).toMatch(/^### S3 Multi-Region Access Points: media, films\n/);
    expect(text).toMatch(/\n#### media\n[^#]*\n#### films\n/);
    expect(text.match(/MRAP203/g)).toHaveLength(50);
    expect(text).toContain('\n2 more findings are not listed.\n');
    expect(render(topology())).toMatch(/^### S3 Multi-Region Access Points: no access point\n\n0 members/);
  });

  const pieces = fc.constantFrom(
    '|', '\\', '`', '```', '*', '_', '[', ']', '(x)', '<b>', '<!--', '-->', '&lt;', '~~', '$', '@octocat', '#1', '\n',
    '\r\n', 'https://example.com', 'www.example.com', '"', '#', '# ', '- ', 'a', ' ', '\u202e', 'é', '😀',
    '"]\n  x-->y["',
  );
  const oddNames = fc.array(pieces, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''));

  test('keeps every name in its cell, without links, mentions, markup and further lines', () => {
    fc.assert(fc.property(oddNames, (name) => {
      const odd = member('eu-west-1', { bucket: name, account: name, encryption: name });
      const view = { ...group([odd]), accessPoints: [{ key: 'A', label: name, stack: name }] };
      const shown = { ...topology(view), findings: [{ ...FINDING, message: name, fix: name, constructPath: name }] };
      const text = render(shown);
      const plain = render({
        ...topology(group([member('eu-west-1', { bucket: 'a' })])), findings: [{ ...FINDING, constructPath: 'a' }],
      });
      expect(text.split('\n')).toHaveLength(plain.split('\n').length);
      const escaped = name.replaceAll('\r', '\\u000d').replaceAll('\n', '\\n').replaceAll('\u202e', '\\u202e').trim();
      const [, , members, , , finding] = readTables(text);
      expect(members).toHaveLength(9);
      expect(members.slice(2, 6)).toEqual([escaped, escaped, 'active', escaped]);
      expect(finding).toHaveLength(4);
      const outside = text.replace(/```mermaid\n[^]*?\n```\n/, '');
      expect(outside).not.toMatch(/(?<!\\)[`<>](?!!-- -->|(?<=<!-- -->))|@\w|#\d|https?:\/\/|www\.e/);
      expect(text.match(/^```/gm)).toHaveLength(2);
      expect(/```mermaid\n([^]*?)\n```/.exec(text)![1].split('\n')).toHaveLength(4);
    }));
  });
});
