import { ACCESS_POINT, Deployment, MINUTE, SECOND } from './support';

const TYPE = { resourceType: 'Custom::S3MultiRegionAccessPoint', logicalId: 'Media' } as const;

/** Measures the time from the end of an operation until the handler detects it, and counts the calls. */
async function measure(durationMs: number, fails = false) {
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

/** Returns durations in equal steps, both ends included. */
function listDurations(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => Math.round(from + ((to - from) * index) / (count - 1)));
}

describe('createHandlers', () => {
  test.each([
    ['a minute', 2 * SECOND, MINUTE, 3 * SECOND],
    ['ten minutes', MINUTE, 10 * MINUTE, 10 * SECOND],
    ['almost an hour', 10 * MINUTE, 54 * MINUTE, 30 * SECOND],
  ])('detects the end of an operation of up to %s in time', async (_name, from, to, budget) => {
    const lags = await Promise.all(listDurations(from, to, 20).map(async (duration) => (await measure(duration)).lag));
    expect(median(lags)).toBeLessThanOrEqual(budget);
    // A fixed interval could also keep the median, so the maximum is limited, too.
    expect(Math.max(...lags)).toBeLessThanOrEqual(budget + 6 * SECOND);
  });

  test('makes at most 170 calls in 55 minutes', async () => {
    const { answer, describes } = await measure(24 * 60 * MINUTE);
    expect(answer.status).toBe('FAILED');
    expect(describes).toBeLessThanOrEqual(170);
    expect(describes).toBeGreaterThan(100);
  });

  test.each([5 * SECOND, 45 * SECOND, 5 * MINUTE, 20 * MINUTE])(
    'reports a failure after %d ms within one poll',
    async (duration) => {
      const { answer, lag } = await measure(duration, true);
      expect(answer.status).toBe('FAILED');
      expect(lag).toBeLessThanOrEqual(36 * SECOND);
    },
  );
});
