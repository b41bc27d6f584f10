import { App, RemovalPolicy } from 'aws-cdk-lib/core';
import { ActivePassiveStack } from '../active-passive/stack';
import { ACCOUNT } from './stage';
import { type Template } from './template';

/** One stack of the application, in the order in which they deploy. */
export interface SynthesizedStack {
  readonly name: string;
  readonly region: string;
  readonly after: readonly string[];
  readonly template: Template;
}

export interface Synthesis {
  /** Where the cloud assembly is. */
  readonly directory: string;
  readonly stacks: readonly SynthesizedStack[];
  /** Warnings and infos, as `cdk synth` would print them. */
  readonly findings: readonly string[];
}

/** The example, as its author would synthesize it; nothing of it is kept when the demo ends. */
export function synthesize(activeRegions: string[], home = 'eu-west-1'): Synthesis {
  const app = new App();
  new ActivePassiveStack(app, 'Media', { env: { account: ACCOUNT, region: home }, activeRegions, removalPolicy: RemovalPolicy.DESTROY });
  const { stacks, directory } = app.synth();
  return {
    directory,
    stacks: stacks.map(({ stackName, environment, dependencies, template }) => ({
      name: stackName,
      region: environment.region,
      after: dependencies.map(({ id }) => id).filter((id) => !id.endsWith('.assets')),
      template: template as Template,
    })),
    findings: stacks.flatMap(({ messages }) => messages.map((message) => `${message.level} ${String(message.entry.data)}`)),
  };
}

/** How many resources of each type there are, the custom resources of this library first. */
export function countTypes(template: Template): [string, number][] {
  const counts = new Map<string, number>();
  for (const { Type: type } of Object.values(template.Resources)) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => Number(b.startsWith('Custom')) - Number(a.startsWith('Custom')) || a.localeCompare(b));
}
