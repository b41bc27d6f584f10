import { App } from 'aws-cdk-lib/core';
import { ActivePassiveStack } from '../active-passive/stack';
import { ACCOUNT } from './stage';
import { type Template } from './template';

export interface Synthesis {
  readonly template: Template;
  /** Warnings and infos, as `cdk synth` would print them. */
  readonly findings: readonly string[];
}

/** The example, as its author would synthesize it. */
export function synthesize(activeRegions: string[]): Synthesis {
  const app = new App();
  const stack = new ActivePassiveStack(app, 'ActivePassive', { env: { account: ACCOUNT, region: 'eu-west-1' }, activeRegions });
  const artifact = app.synth().getStackArtifact(stack.artifactId);
  return { template: artifact.template as Template, findings: artifact.messages.map((message) => `${message.level} ${String(message.entry.data)}`) };
}

/** How many resources of each type there are, the custom resources of this library first. */
export function countTypes(template: Template): [string, number][] {
  const counts = new Map<string, number>();
  for (const { Type: type } of Object.values(template.Resources)) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => Number(b.startsWith('Custom')) - Number(a.startsWith('Custom')) || a.localeCompare(b));
}
