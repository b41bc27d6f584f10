import { App, RemovalPolicy } from 'aws-cdk-lib/core';
import { ActivePassiveStack } from '../active-passive/stack';
import { ACCOUNT } from './simulation';
import { type Template } from './template';

/** One stack of the application. */
export interface SynthesizedStack {
  readonly name: string;
  readonly region: string;
  /** The stacks that deploy before this stack. */
  readonly after: readonly string[];
  readonly template: Template;
}

export interface Synthesis {
  /** The folder of the cloud assembly. */
  readonly directory: string;
  /** The stacks in the order of their deployment. */
  readonly stacks: readonly SynthesizedStack[];
  /** Warnings and infos, as `cdk synth` prints them. */
  readonly findings: readonly string[];
}

/** The stack is in a Region that remains available during the outage. */
const HOME = 'us-east-1';

/** Synthesizes the example with resources that are deleted at the end of the demo. */
export function synthesize(activeRegions: string[]): Synthesis {
  const app = new App();
  new ActivePassiveStack(app, 'Media', {
    env: { account: ACCOUNT, region: HOME }, activeRegions, removalPolicy: RemovalPolicy.DESTROY,
  });
  const { stacks, directory } = app.synth();
  return {
    directory,
    stacks: stacks.map(({ stackName, environment, dependencies, template }) => ({
      name: stackName,
      region: environment.region,
      after: dependencies.map(({ id }) => id).filter((id) => !id.endsWith('.assets')),
      template: template as Template,
    })),
    findings: stacks.flatMap(({ messages }) =>
      messages.map((message) => `${message.level} ${String(message.entry.data)}`)),
  };
}

/** Counts the resources of each type. The custom resources of this library are first. */
export function countTypes(template: Template): [string, number][] {
  const counts = new Map<string, number>();
  for (const { Type: type } of Object.values(template.Resources)) counts.set(type, (counts.get(type) ?? 0) + 1);
  const isCustom = (type: string) => Number(type.startsWith('Custom'));
  return [...counts].sort(([a], [b]) => isCustom(b) - isCustom(a) || a.localeCompare(b));
}
