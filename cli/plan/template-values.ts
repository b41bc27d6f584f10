import { isDeepStrictEqual } from 'node:util';

/** The values with which one version of the templates declares routes, a policy or rules. */
export interface TemplateValues {
  /** Whether the template contains all values. Otherwise, only a deployment determines some of them. */
  readonly isComplete: boolean;
  /** The properties, with the expressions that only a deployment evaluates. */
  readonly source: unknown;
}

/** Whether values that only a deployment determines decide if it changes something. */
export function dependsOnDeployment(next: TemplateValues | undefined, deployed: TemplateValues | undefined): boolean {
  const isComplete = [next, deployed].every((values) => values?.isComplete !== false);
  return !isComplete && !isDeepStrictEqual(next?.source, deployed?.source);
}
