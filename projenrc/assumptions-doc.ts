import { OBSERVED_BEHAVIORS } from '../src/facts/observed-behavior';
import { ASSUMPTIONS } from '../verify/assumptions';
import { type Assumption, findProbe } from '../verify/model/assumption';
import { renderMarkdownTable } from '../verify/report/markdown-table';
import { type Report } from '../verify/report/report';
import { type MinistackDecisions, readAwsReport, readMinistackDecisions } from '../verify/reports/recorded-reports';
import { nameLocalTarget } from '../verify/targets/local';

const HEAD = `<!-- Written from verify/assumptions by "npm run docs:assumptions"; edit the files there. -->

# Assumptions

This page lists AWS behavior that the library relies on and that no document proves. Each assumption is likely, and you
can check each one in minutes with an AWS account. A false assumption cannot cause data loss. The consequence is a wrong
message, a delay, or a deployment that fails and can be repeated.

\`npm run verify\` runs a probe of each assumption that a program can check, against the simulator and the driver of the
tests. It proves that both behave as the assumptions say. [verifying.md](verifying.md) describes a run on AWS.
\`npm run verify -- --target aws --plan\` prints the calls and the permissions that it needs. STATUS

The last column says what is known:

- **confirmed on AWS** or **refuted on AWS**: the decision of the last run on AWS, with its date
- **documented**: a public source answers the question; a probe checks the simulator
- **simulator** or **driver**: a probe runs against it, and no run on AWS has decided
- **driver and ministack**: the probe also runs against the CloudFormation of the emulator ministack VERSION
- **ministack differs**: the probe runs against ministack and does not confirm the assumption, with its observation
- **AWS only**: a probe runs only on AWS, with the reason, and no run on AWS has decided
- **by hand**: no program can check it here, with the reason

To check an assumption by hand, use two buckets in two Regions and the AWS CLI, with \`--region us-west-2\` unless the
table names another Region.`;

interface Chapter {
  readonly title?: string;
  readonly text?: string;
  /** The beginning of the ids. */
  readonly ids: RegExp;
}

const CHAPTERS: readonly Chapter[] = [
  { ids: /^\d/ },
  {
    title: 'Status of the stack',
    text: 'Custom resources see these rows of the table "Status of the stack" in [architecture.md](architecture.md).',
    ids: /^C/,
  },
  { title: 'CloudFront and VPC endpoints', ids: /^I/ },
  {
    title: 'Linter',
    text: 'If one of these assumptions is false, a finding is wrong. Users can acknowledge the finding, and the rule '
      + 'must be\nremoved.',
    ids: /^L/,
  },
  { title: 'Command line', ids: /^O/ },
  { title: 'Security', ids: /^S/ },
];

/** What the generated columns need besides the assumptions. */
export interface Evidence {
  readonly awsReport?: Report;
  readonly onMinistack: MinistackDecisions;
}

export function readEvidence(): Evidence {
  return { awsReport: readAwsReport(), onMinistack: readMinistackDecisions() };
}

/** Describes what is known about an assumption. A decision on AWS counts most. */
export function describeKnowledge(assumption: Assumption, { awsReport, onMinistack }: Evidence): string {
  const { id, verification } = assumption;
  if ('notAutomatable' in verification) return `by hand, ${verification.notAutomatable}`;
  const decision = awsReport?.probes.find((probe) => probe.id === id)?.decision;
  if (awsReport !== undefined && decision !== undefined && decision !== 'cannot tell') {
    return `${decision} on AWS (${awsReport.date.slice(0, 10)})`;
  }
  if (id in OBSERVED_BEHAVIORS) return 'documented';
  const probe = findProbe(assumption)!;
  if (probe.onlyOnAws !== undefined) return `AWS only, ${probe.onlyOnAws}`;
  const target = nameLocalTarget(probe);
  const { confirmed, differing } = onMinistack;
  if (confirmed.includes(id)) return `${target} and ministack`;
  return id in differing ? `${target}; ministack differs: ${differing[id]}` : target;
}

function describeStatus({ awsReport }: Evidence): string {
  return awsReport === undefined
    ? '**The probes have not\nrun on AWS yet.**'
    : `The last\nrun on AWS was on ${awsReport.date.slice(0, 10)}.`;
}

function renderChapter({ title, text, ids }: Chapter, evidence: Evidence): string {
  const rows = ASSUMPTIONS.filter(({ id }) => ids.test(id)).map((assumption) => [
    assumption.id, assumption.statement, assumption.evidence, assumption.consequence, assumption.manualCheck,
    describeKnowledge(assumption, evidence),
  ]);
  return [
    ...(title === undefined ? [] : [`## ${title}`]),
    ...(text === undefined ? [] : [text]),
    renderMarkdownTable(
      ['#', 'assumption', 'evidence', 'consequence if false', 'how to check by hand', 'known from'], rows),
  ].join('\n\n');
}

/** Renders docs/assumptions.md. */
export function renderAssumptionsDoc(evidence = readEvidence()): string {
  const head = HEAD.replace('STATUS', describeStatus(evidence)).replace('VERSION', evidence.onMinistack.version);
  return `${[head, ...CHAPTERS.map((chapter) => renderChapter(chapter, evidence))].join('\n\n')}\n`;
}
