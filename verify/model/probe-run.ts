import { type Step } from '../lab/step';
import { type Verdict } from './verdict';

/** A resource that the clean-up left, and the reason. */
export interface LeftResource {
  readonly name: string;
  readonly reason: string;
}

/** What a probe decided, the calls that it made, and what its clean-up left. */
export interface ProbeRun extends Verdict {
  readonly steps: readonly Step[];
  readonly cleanUpSteps: readonly Step[];
  readonly left: readonly LeftResource[];
}
