import { MINUTE, SECOND } from '../../control/clock';
import { abstain, type Decision, type Verdict } from '../model/verdict';
import { poll } from './poll';
import { type ServiceLab } from './service-lab';

/** A policy can need minutes until it is in effect everywhere, and a private name until it resolves. */
const EFFECT_LIMIT = 15 * MINUTE;
const INTERVAL = 30 * SECOND;
/** During a change of a policy, one answer can come from a server with the former policy. */
const REPETITIONS = 3;

/** Repeats an observation until it confirms several times in a row. After the limit, the last observations decide. */
export async function waitForSteadyVerdict(
  { clock }: Pick<ServiceLab, 'clock'>, observe: () => Promise<Verdict>,
): Promise<Verdict> {
  const verdicts: Verdict[] = [];
  const isSteady = (decision: Decision) => {
    const last = verdicts.slice(-REPETITIONS);
    return last.length === REPETITIONS && last.every((verdict) => verdict.decision === decision);
  };
  await poll(clock, { every: INTERVAL, limit: EFFECT_LIMIT }, async () => {
    verdicts.push(await observe());
    return isSteady('confirmed') || undefined;
  });
  const last = verdicts[verdicts.length - 1];
  return isSteady(last.decision) ? last : abstain(last.observation);
}
