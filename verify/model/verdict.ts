export type Decision = 'confirmed' | 'refuted' | 'cannot tell';

/** The decision of a probe, and the observation that it rests on. */
export interface Verdict {
  readonly decision: Decision;
  readonly observation: string;
}

export function confirm(observation: string): Verdict {
  return { decision: 'confirmed', observation };
}

export function refute(observation: string): Verdict {
  return { decision: 'refuted', observation };
}

/** The service did not come into the state in which the assumption can be observed. */
export function abstain(observation: string): Verdict {
  return { decision: 'cannot tell', observation };
}

/** Confirms or refutes with the same observation. */
export function decide(holds: boolean, observation: string): Verdict {
  return holds ? confirm(observation) : refute(observation);
}
