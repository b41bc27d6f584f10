import { ACCESS_POINT, Deployment, MINUTE, SECOND } from '../../test/lambda/support';
import { type Result, type Row } from '../row';
import { median, formatSeconds } from '../statistics';

/** The time of each poll of another tool, after the beginning of an operation. */
type Schedule = (index: number) => number;

const OTHER_SCHEDULES: Readonly<Record<string, Schedule>> = {
  'Terraform': (index) => (index === 0 ? 15 * SECOND : (10 + 10 * index) * SECOND),
  'provider framework': (index) => 5 * SECOND * (index + 1),
  'every 15 s': (index) => 15 * SECOND * (index + 1),
};
const BANDS = [
  { duration: 'up to a minute', from: 2 * SECOND, to: MINUTE, budget: 3 * SECOND },
  { duration: 'up to ten minutes', from: MINUTE, to: 10 * MINUTE, budget: 10 * SECOND },
  // The handler gives up after 55 minutes without another poll.
  { duration: 'up to 54 minutes', from: 10 * MINUTE, to: 54 * MINUTE, budget: 30 * SECOND },
];
const STEPS = 60;
const MAXIMUM_POLLS = 170;
const FOREVER = 24 * 60 * MINUTE;

/** Runs an operation with the real handlers on a virtual clock, and returns the lag until they see its end. */
async function runOperation(durationMs: number, code?: string) {
  const deployment = new Deployment({
    duration: () => durationMs,
    asyncFailure: () => (code === undefined ? undefined : { code }),
  });
  const began = deployment.clock.now();
  const answer = await deployment.run(deployment.cloudFormation.send({
    type: 'Create', resourceType: 'Custom::S3MultiRegionAccessPoint', logicalId: 'Media', properties: ACCESS_POINT,
  }));
  const polls = deployment.simulator.journal.count('DescribeMultiRegionAccessPointOperation');
  return { succeeded: answer.status === 'SUCCESS', lag: deployment.clock.now() - began - durationMs, polls };
}

function computeLag(schedule: Schedule, durationMs: number): number {
  let index = 0;
  while (schedule(index) < durationMs) index += 1;
  return schedule(index) - durationMs;
}

function countPolls(schedule: Schedule, durationMs: number): number {
  let index = 0;
  while (schedule(index) <= durationMs) index += 1;
  return index;
}

const compareSchedules = (figure: (schedule: Schedule) => string) =>
  Object.entries(OTHER_SCHEDULES).map(([name, schedule]) => `${name} ${figure(schedule)}`).join(', ');

async function measureLag({ duration, from, to, budget }: (typeof BANDS)[number]): Promise<Result> {
  const durations = Array.from({ length: STEPS }, (_, index) => Math.round(from + ((to - from) * index) / (STEPS - 1)));
  const waits = await Promise.all(durations.map((ms) => runOperation(ms)));
  if (!waits.every(({ succeeded }) => succeeded)) throw new Error(`an operation of ${duration} failed`);
  const lag = median(waits.map((wait) => wait.lag));
  const maximum = Math.max(...waits.map((wait) => wait.lag));
  return {
    subject: `lag until the end of an operation of ${duration} is seen`,
    measured: `${formatSeconds(lag)} (maximum ${formatSeconds(maximum)})`,
    comparison: compareSchedules((schedule) => formatSeconds(median(durations.map((ms) => computeLag(schedule, ms))))),
    budget: formatSeconds(budget),
    met: lag <= budget,
    figures: { medianLagMs: lag, maximumLagMs: maximum },
  };
}

/** Measures the lag until a failure is seen, which is at most the longest pause between two polls. */
async function measureFailureLag(): Promise<Result> {
  const lags = await Promise.all(
    BANDS.flatMap(({ from, to, budget }) =>
      [from, (from + to) / 2, to].map(async (duration) => {
        const { succeeded, lag } = await runOperation(duration, 'InternalErrors');
        if (succeeded) throw new Error('the handlers reported a failed operation as a success');
        return { lag, budget };
      }),
    ),
  );
  // If an invocation ends between two polls, the next invocation starts up to five seconds later.
  const late = lags.filter(({ lag, budget }) => lag > budget + 5 * SECOND);
  const longest = Math.max(...lags.map(({ lag }) => lag));
  return {
    subject: 'lag until the failure of an operation is seen',
    measured: `maximum ${formatSeconds(longest)}`,
    comparison: 'Terraform: after its time-out',
    budget: 'one poll: 3, 10, 30 s',
    met: late.length === 0,
    figures: { maximumLagMs: longest },
  };
}

async function measurePolls(): Promise<Result> {
  const { polls } = await runOperation(FOREVER);
  return {
    subject: 'polls in 55 minutes',
    measured: String(polls),
    comparison: compareSchedules((schedule) => String(countPolls(schedule, 55 * MINUTE))),
    budget: String(MAXIMUM_POLLS),
    met: polls <= MAXIMUM_POLLS,
    figures: { polls },
  };
}

export const polling: Row = {
  name: 'polling',
  measure: async () => [...await Promise.all(BANDS.map(measureLag)), await measureFailureLag(), await measurePolls()],
};
