import { waitForSteadyVerdict } from '../../verify/lab/steady-verdict';
import { abstain, confirm, refute, type Verdict } from '../../verify/model/verdict';

/** Observes these verdicts one after another, and then the last one again. */
async function observe(...verdicts: readonly Verdict[]) {
  let now = 0;
  let observations = 0;
  const clock = { now: () => now, sleep: async (ms: number) => { now += ms; } };
  const verdict = await waitForSteadyVerdict({ clock }, async () => {
    observations += 1;
    return verdicts[Math.min(observations, verdicts.length) - 1];
  });
  return { ...verdict, observations };
}

describe('waitForSteadyVerdict', () => {
  test('confirms after three observations in a row', async () => {
    expect(await observe(abstain('new'), confirm('first'), refute('old'), confirm('steady')))
      .toEqual({ decision: 'confirmed', observation: 'steady', observations: 6 });
  });

  test('refutes only after the limit, because a policy can take minutes until it is in effect', async () => {
    expect(await observe(refute('steady'))).toEqual({ decision: 'refuted', observation: 'steady', observations: 31 });
  });

  test('does not decide if the last observations differ', async () => {
    const changing = Array.from({ length: 31 }, (_, index) => (index % 2 === 0 ? refute('no') : confirm('yes')));
    expect(await observe(...changing)).toEqual({ decision: 'cannot tell', observation: 'no', observations: 31 });
  });
});
