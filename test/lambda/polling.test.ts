import { ACCESS_POINT, Deployment, MINUTE, SECOND } from './support';

const TYPE = { resourceType: 'Custom::S3MultiRegionAccessPoint', logicalId: 'Media' } as const;

/** How long after an operation has ended its end is seen, and what it takes. */
async function wait(durationMs: number, fails = false) {
  const deployment = new Deployment({
    duration: () => durationMs,
    asyncFailure: () => (fails ? { code: 'InternalErrors' } : undefined),
  });
  const began = deployment.clock.now();
  const answer = await deployment.run(
    deployment.cloudFormation.send({ type: 'Create', ...TYPE, properties: ACCESS_POINT }),
  );
  const describes = deployment.simulator.journal.count('DescribeMultiRegionAccessPointOperation');
  return { answer, lag: deployment.clock.now() - began - durationMs, describes };
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Durations in equal steps between two, both ends included. */
function durations(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => Math.round(from + ((to - from) * index) / (count - 1)));
}

test.each([
  ['a minute', 2 * SECOND, MINUTE, 3 * SECOND],
  ['ten minutes', MINUTE, 10 * MINUTE, 10 * SECOND],
  ['almost an hour', 10 * MINUTE, 54 * MINUTE, 30 * SECOND],
])('the end of an operation of up to %s is seen in time', async (_name, from, to, budget) => {
  const lags = await Promise.all(durations(from, to, 20).map(async (duration) => (await wait(duration)).lag));
  expect(median(lags)).toBeLessThanOrEqual(budget);
  // A fixed pause would also do for the median; nobody may wait much longer than that.
  expect(Math.max(...lags)).toBeLessThanOrEqual(budget + 6 * SECOND);
});

test('a wait of 55 minutes takes 170 questions at most', async () => {
  const { answer, describes } = await wait(24 * 60 * MINUTE);
  expect(answer.status).toBe('FAILED');
  expect(describes).toBeLessThanOrEqual(170);
  expect(describes).toBeGreaterThan(100);
});

test.each([5 * SECOND, 45 * SECOND, 5 * MINUTE, 20 * MINUTE])(
  'a failure after %d ms is told within one poll',
  async (duration) => {
    const { answer, lag } = await wait(duration, true);
    expect(answer.status).toBe('FAILED');
    expect(lag).toBeLessThanOrEqual(36 * SECOND);
  },
);
