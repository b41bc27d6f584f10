import { type Probe } from './probe';

/** A program cannot check the assumption. */
export interface NotAutomatable {
  /** The reason, which begins with "because". */
  readonly notAutomatable: string;
}

/** A behavior of AWS that the library relies on and that no document proves. */
export interface Assumption {
  readonly id: string;
  readonly statement: string;
  readonly evidence: string;
  readonly consequence: string;
  /** How a person checks it with the AWS CLI. */
  readonly manualCheck: string;
  readonly verification: Probe | NotAutomatable;
}

/** Returns the probe if it may run on AWS. */
export function findAwsProbe(assumption: Assumption): Probe | undefined {
  const probe = findProbe(assumption);
  return probe?.neverOnAws === undefined ? probe : undefined;
}

/** Returns the probe if a service on this computer can answer. */
export function findLocalProbe(assumption: Assumption): Probe | undefined {
  const probe = findProbe(assumption);
  return probe?.onlyOnAws === undefined ? probe : undefined;
}

export function findProbe({ verification }: Assumption): Probe | undefined {
  return 'notAutomatable' in verification ? undefined : verification;
}
