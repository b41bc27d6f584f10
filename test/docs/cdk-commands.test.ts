import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib/core';
import picomatch from 'picomatch';
import { PipelineStack } from '../../examples/pipelines/stack';
import { FailoverRunbook, ReplicatedMultiRegionAccessPoint } from '../../src';
import { ACCOUNT } from '../support/accounts';

const ROOT = path.join(__dirname, '..', '..');
const COMMAND = /\bcdk (deploy|destroy|diff|synth|rollback|watch|import|drift)\b([^`#;|\n]*)/g;

/** A command of the CDK CLI in a document, or in a message or comment of the code. */
interface DocumentedCommand {
  readonly file: string;
  readonly text: string;
  /** The patterns of stacks. */
  readonly selectors: readonly string[];
  readonly options: readonly string[];
}

function listFiles(folder: string, extension: RegExp): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => extension.test(file) && !file.includes('node_modules'))
    .map((file) => path.join(folder, file));
}

function parseCommands(file: string): DocumentedCommand[] {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  // Only code contains commands: code spans, code blocks and lines with a prompt.
  const code = file.endsWith('.md') ? text.match(/```[^]*?```|`[^`\n]+`/g)?.join('\n') ?? '' : text;
  return [...code.matchAll(COMMAND)].filter(([, , rest]) => /^( |'|,|$)/.test(rest)).map(([whole, , rest]) => {
    const words = (rest.match(/"[^"]*"|'[^']*'|[^\s"']+/g) ?? []).map((word) => word.replace(/^['"]|['"]$/g, ''));
    const isValue = (index: number) => ['--app', '--context', '--output'].includes(words[index - 1]);
    return {
      file,
      text: whole.trim(),
      selectors: words.filter((word, index) => /^[A-Z*][\w*/-]*$/.test(word) && !isValue(index)),
      options: words.filter((word) => word.startsWith('--')),
    };
  });
}

/** Synthesizes the application of the README with a runbook, and lists its stacks as `cdk ls` prints them. */
function listStacks(): string[] {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Main', { env: { account: ACCOUNT, region: 'eu-west-1' } });
  const media = new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: 'media', regions: ['eu-west-1', 'us-east-1'],
  });
  new FailoverRunbook(stack, 'Failover', {
    runbookName: 'media-failover', multiRegionAccessPoint: media.accessPoint, replication: media.replication,
  });
  return app.synth().stacksRecursively.map(({ hierarchicalId }) => hierarchicalId).sort();
}

/** Lists the stacks of the example with a pipeline. */
function listStacksOfPipeline(): string[] {
  const app = new App({ analyticsReporting: false });
  new PipelineStack(app, 'Pipeline', { env: { account: ACCOUNT, region: 'eu-west-1' } });
  return app.synth().stacksRecursively.map(({ hierarchicalId }) => hierarchicalId).sort();
}

const COMMANDS = [
  'README.md', ...listFiles('docs', /\.md$/), ...listFiles('examples', /\.(md|ts|json)$/), ...listFiles('src', /\.ts$/),
  ...listFiles('cli', /\.ts$/), ...listFiles('lambda', /\.ts$/),
].flatMap(parseCommands);

/** The CDK CLI compares the paths of stacks with each pattern. */
const select = (stacks: readonly string[], pattern: string) => stacks.filter((stack) => picomatch(pattern)(stack));

describe('docs', () => {
  const stacks = listStacks();
  const stacksOfPipeline = listStacksOfPipeline();
  const withSelectors = COMMANDS.filter(({ selectors }) => selectors.length > 0);

  test('prints the paths of all stacks of the application in the README', () => {
    expect(stacks).toEqual([
      'Main', 'Main/Failover/ap-northeast-1', 'Main/Failover/ap-southeast-2', 'Main/Failover/us-east-1',
      'Main/Failover/us-west-2', 'Main/Media/Buckets/us-east-1',
    ]);
  });

  test('is the source of the stacks in commands of README and runbook', () => {
    const files = new Set(withSelectors.map(({ file }) => file));
    expect([...files]).toEqual(expect.arrayContaining(['README.md', 'docs/runbook.md']));
    expect(COMMANDS.length).toBeGreaterThan(15);
  });

  test.each([...new Map(withSelectors.map((command) => [command.text, command])).values()])(
    'prints a stack for each pattern of $text in $file', ({ selectors, options }) => {
      for (const selector of selectors) {
        const selected = select(selector.startsWith('Pipeline') ? stacksOfPipeline : stacks, selector);
        expect(selected.length).toBeGreaterThan(0);
        // Without the option, the CLI adds the stacks that a stack depends on.
        if (options.includes('--exclusively')) expect(selected).toEqual([selector]);
      }
    },
  );

  test('prints more stacks than the top ones, so the pattern * selects fewer than **', () => {
    expect(select(stacks, '**')).toEqual(stacks);
    expect(select(stacks, '*')).toEqual(['Main']);
  });
});
