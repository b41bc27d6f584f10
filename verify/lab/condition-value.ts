import { abstain, confirm, refute, type Verdict } from '../model/verdict';
import { DENIED, getObjectFromOutside } from './access-point-objects';
import { type AccessPoint } from './access-points';
import { DENIED_ALWAYS, OPEN, putDeniedObjects } from './denied-objects';
import { type ServiceLab } from './service-lab';
import { waitForSteadyVerdict } from './steady-verdict';

/** The objects that the policy denies if the key has the value, and if it has no value or another one. */
const EQUAL = 'denied-if-equal';
const OTHER = 'denied-if-other';

/**
 * Decides whether a condition key of requests for objects of an access point has a value.
 *
 * @param condition the key and the value
 */
export async function decideConditionValue(
  lab: ServiceLab, accessPoint: AccessPoint, condition: Readonly<Record<string, string>>,
): Promise<Verdict> {
  await putDeniedObjects(lab, accessPoint, {
    [EQUAL]: { StringEquals: condition }, [OTHER]: { StringNotEquals: condition },
  });
  return waitForSteadyVerdict(lab, async () => {
    const answers = new Map<string, string>();
    for (const key of [OPEN, DENIED_ALWAYS, EQUAL, OTHER]) {
      answers.set(key, await getObjectFromOutside(lab, accessPoint, key));
    }
    const observation = [...answers].map(([key, answer]) => `${key}: ${answer}`).join(', ');
    if (answers.get(OPEN) !== '200' || answers.get(DENIED_ALWAYS) !== DENIED) return abstain(observation);
    const [equal, other] = [answers.get(EQUAL), answers.get(OTHER)];
    if (equal === '200' && other === DENIED) return refute(observation);
    return equal === DENIED && other === '200' ? confirm(observation) : abstain(observation);
  });
}
