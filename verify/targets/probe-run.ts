import { type LeftResource } from '../lab/clean-up';
import { type Step } from '../lab/step';
import { type Verdict } from '../model/verdict';

/** What a probe decided, the calls that it made, and what its clean-up left. */
export interface ProbeRun extends Verdict {
  readonly steps: readonly Step[];
  readonly cleanUpSteps: readonly Step[];
  readonly left: readonly LeftResource[];
}
