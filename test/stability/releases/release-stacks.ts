import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { ACCOUNT } from '../../deploy/emulator/ministack';
import { readStacks, type SynthesizedStack } from '../../deploy/scenario/template';

const EXAMPLES = path.join(__dirname, '..', '..', '..', 'examples');
/** The types that the driver deploys, and the roles whose ARNs they contain. */
const DEPLOYED_TYPES = /^(Custom::S3|AWS::S3::Bucket$|AWS::IAM::Role$)/;

/** The examples that the driver can deploy, because they contain all buckets of their access point. */
export const UPGRADED_EXAMPLES: readonly string[] = ['minimal', 'active-passive', 'bring-your-own-buckets'];

/** Synthesizes an example like the CDK CLI, and returns the resources that the driver deploys. */
export function synthesizeReleaseStacks(example: string): readonly SynthesizedStack[] {
  const outdir = mkdtempSync(path.join(tmpdir(), 'release-'));
  process.env.CDK_OUTDIR = outdir;
  try {
    createRequire(__filename)(path.join(EXAMPLES, example, 'app.ts'));
    return readStacks(outdir).map(keepDeployedTypes).map(resolveAccount);
  } finally {
    delete process.env.CDK_OUTDIR;
    rmSync(outdir, { recursive: true });
  }
}

function keepDeployedTypes({ template, ...stack }: SynthesizedStack): SynthesizedStack {
  const resources = Object.entries(template.Resources).filter(([, { Type: type }]) => DEPLOYED_TYPES.test(type));
  return { ...stack, template: { Resources: Object.fromEntries(resources) } };
}

/** Replaces the account id and joins texts, because the driver expects names without references. */
function resolveAccount(stack: SynthesizedStack): SynthesizedStack {
  const resolve = (_key: string, value: unknown): unknown => {
    const { Ref: name, 'Fn::Join': join } = Object(value) as { readonly 'Ref'?: string; readonly 'Fn::Join'?: unknown };
    if (name === 'AWS::AccountId') return ACCOUNT;
    const [separator, parts] = (join ?? []) as [string, unknown[]];
    return parts?.every((part) => typeof part === 'string') ? parts.join(separator) : value;
  };
  return JSON.parse(JSON.stringify(stack), resolve) as SynthesizedStack;
}

/** Lists the members of access points that no stack creates. */
export function listExternalBuckets(stacks: readonly SynthesizedStack[]) {
  const resources = stacks.flatMap(({ template }) => Object.values(template.Resources));
  const created = resources.filter(({ Type: type }) => type === 'AWS::S3::Bucket')
    .map(({ Properties: { BucketName: name } }) => name);
  const members = resources.filter(({ Type: type }) => type === 'Custom::S3MultiRegionAccessPoint')
    .flatMap(({ Properties: { Buckets: buckets } }) => buckets as readonly { Bucket: string; Region: string }[]);
  return members.filter(({ Bucket: name }) => !created.includes(name))
    .map(({ Bucket: name, Region: region }) => ({ name, region }));
}

/** Lists the versions with recorded templates. */
export function listRecordedReleases(): readonly string[] {
  return readdirSync(__dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

export function readReleaseStacks(version: string, example: string): readonly SynthesizedStack[] {
  return JSON.parse(readFileSync(makePath(version, example), 'utf8')) as readonly SynthesizedStack[];
}

export function recordReleaseStacks(version: string, example: string, stacks: readonly SynthesizedStack[]): void {
  const file = makePath(version, example);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(stacks, undefined, 1)}\n`);
}

function makePath(version: string, example: string): string {
  return path.join(__dirname, version, `${example}.json`);
}
