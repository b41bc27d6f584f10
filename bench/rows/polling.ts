import { ACCESS_POINT, Deployment, MINUTE, SECOND } from '../../test/lambda/support';
import { type Result, type Row } from '../row';
import { median, seconds } from '../statistics';

/** When someone else would look: seconds after the beginning. */
type Schedule = (index: number) => number;

const OTHERS: Readonly<Record<string, Schedule>> = {
  'Terraform': (index) => (index === 0 ? 15 * SECOND : (10 + 10 * index) * SECOND),
  'Provider': (index) => 5 * SECOND * (index + 1),
  'every 15 s': (index) => 15 * SECOND * (index + 1),
};
const BANDS = [
  { what: 'up to a minute', from: 2 * SECOND, to: MINUTE, budget: 3 * SECOND },
  { what: 'up to ten minutes', from: MINUTE, to: 10 * MINUTE, budget: 10 * SECOND },
  // The handler gives up at 55 minutes, and does not look once more.
  { what: 'up to 54 minutes', from: 10 * MINUTE, to: 54 * MINUTE, budget: 30 * SECOND },
];
const STEPS = 60;
const MOST_QUESTIONS = 170;
const FOREVER = 24 * 60 * MINUTE;

/** How long after its end an operation is seen to have ended, and what that takes; by the real handlers on a virtual clock. */
async function wait(durationMs: number, code?: string) {
  const deployment = new Deployment({ duration: () => durationMs, asyncFailure: () => (code === undefined ? undefined : { code }) });
  const began = deployment.clock.now();
  const answer = await deployment.run(deployment.cloudFormation.send({
    type: 'Create', resourceType: 'Custom::S3MultiRegionAccessPoint', logicalId: 'Media', properties: ACCESS_POINT,
  }));
  const questions = deployment.simulator.journal.count('DescribeMultiRegionAccessPointOperation');
  return { succeeded: answer.status === 'SUCCESS', lag: deployment.clock.now() - began - durationMs, questions };
}

function lagOf(schedule: Schedule, durationMs: number): number {
  let index = 0;
  while (schedule(index) < durationMs) index += 1;
  return schedule(index) - durationMs;
}

function questionsOf(schedule: Schedule, durationMs: number): number {
  let index = 0;
  while (schedule(index) <= durationMs) index += 1;
  return index;
}

const ofOthers = (figure: (schedule: Schedule) => string) =>
  Object.entries(OTHERS).map(([name, schedule]) => `${name} ${figure(schedule)}`).join(', ');

async function lagResult({ what, from, to, budget }: (typeof BANDS)[number]): Promise<Result> {
  const durations = Array.from({ length: STEPS }, (_, index) => Math.round(from + ((to - from) * index) / (STEPS - 1)));
  const waits = await Promise.all(durations.map((duration) => wait(duration)));
  if (!waits.every(({ succeeded }) => succeeded)) throw new Error(`an operation of ${what} did not end well`);
  const lag = median(waits.map((one) => one.lag));
  return {
    what: `seeing the end of an operation of ${what}`,
    measured: `${seconds(lag)} (at most ${seconds(Math.max(...waits.map((one) => one.lag)))})`,
    against: ofOthers((schedule) => seconds(median(durations.map((duration) => lagOf(schedule, duration))))),
    budget: seconds(budget),
    kept: lag <= budget,
    figures: { medianLagMs: lag, maximumLagMs: Math.max(...waits.map((one) => one.lag)) },
  };
}

/** The longest pause between two questions, by which a failure may be late. */
async function failureResult(): Promise<Result> {
  const lags = await Promise.all(BANDS.flatMap(({ from, to, budget }) => [from, (from + to) / 2, to].map(async (duration) => {
    const { succeeded, lag } = await wait(duration, 'InternalErrors');
    if (succeeded) throw new Error('an operation that failed was taken for a success');
    return { lag, budget };
  })));
  // An invocation that ends between two questions may hand over to the next one, which takes up to five seconds.
  const late = lags.filter(({ lag, budget }) => lag > budget + 5 * SECOND);
  const longest = Math.max(...lags.map(({ lag }) => lag));
  return {
    what: 'telling that an operation has failed',
    measured: `${seconds(longest)} at most`,
    against: 'Terraform: at its time-out',
    budget: 'one poll: 3, 10, 30 s',
    kept: late.length === 0,
    figures: { maximumLagMs: longest },
  };
}

async function questionsResult(): Promise<Result> {
  const { questions } = await wait(FOREVER);
  return {
    what: 'questions in a wait of 55 minutes',
    measured: String(questions),
    against: ofOthers((schedule) => String(questionsOf(schedule, 55 * MINUTE))),
    budget: String(MOST_QUESTIONS),
    kept: questions <= MOST_QUESTIONS,
    figures: { questions },
  };
}

export const polling: Row = {
  name: 'polling',
  measure: async () => [...await Promise.all(BANDS.map(lagResult)), await failureResult(), await questionsResult()],
};
