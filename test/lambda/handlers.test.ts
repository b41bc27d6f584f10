import { type HandlerContext } from '../../lambda/handler-context';
import { createHandlers } from '../../lambda/handlers';
import * as entry from '../../lambda/index';
import { VirtualClock } from '../../simulator';
import { type Finding } from '../../src/diagnostics/finding';
import { respondWithOutput } from '../support/simulated-s3';
import { ACCESS_POINT } from './support';

const EVENT = {
  RequestType: 'Create',
  RequestId: 'r-1',
  StackId: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/Stack/x',
  LogicalResourceId: 'Media',
  ResourceType: 'Custom::S3MultiRegionAccessPoint',
  ResourceProperties: ACCESS_POINT,
};

function context(call: HandlerContext['s3']['call'] = async () => { throw new Error('not expected'); }) {
  const reports: Finding[] = [];
  const report = (finding: Finding) => { reports.push(finding); };
  return { reports, context: { s3: { call }, clock: new VirtualClock(), report, operations: new Map() } };
}

describe('lambda/index', () => {
  test('exports the entry points that the constructs name', () => {
    expect(Object.keys(entry).sort()).toEqual(['isComplete', 'onEvent', 'onRegionSwitch', 'onSynchronousEvent']);
  });

  test('logs each finding as one line of JSON and never logs the event', async () => {
    const lines: string[] = [];
    const log = jest.spyOn(console, 'log').mockImplementation((line: string) => { lines.push(line); });
    const answer = await entry.isComplete({
      ...EVENT,
      RequestType: 'Delete',
      PhysicalResourceId: 'Stack-Media-1ABC',
      ResponseURL: 'https://secret',
    });
    log.mockRestore();
    expect(answer).toEqual({ IsComplete: true });
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
      { level: 'WARNING', code: 'MRAP907', message: expect.stringContaining('[MRAP907]') },
    ]);
    expect(lines.join()).not.toContain('https://secret');
  });
});

describe('createHandlers', () => {
  test('reads the name and changes nothing in onEvent of a creation', async () => {
    const calls: string[] = [];
    const { context: world } = context(async (_region, operation) => {
      calls.push(operation);
      throw Object.assign(new Error('x'), {
        Code: 'NoSuchMultiRegionAccessPoint', $metadata: { httpStatusCode: 404 },
      });
    });
    const answer = await createHandlers(world).onEvent(EVENT);
    expect(answer.PhysicalResourceId).toMatch(/^media\/pending\/\d+\/[0-9a-f]{40}\/[0-9a-f]{20}$/);
    expect(answer.StartedAt).toBe(world.clock.now());
    expect(calls).toEqual(['GetMultiRegionAccessPoint']);
  });

  test('refuses a resource type of the other provider', async () => {
    const handlers = createHandlers(context().context);
    await expect(
      handlers.onEvent({ ...EVENT, ResourceType: 'Custom::S3MultiRegionAccessPointRoutes' }),
    ).rejects.toThrow('[MRAP916] property ResourceType is malformed');
    await expect(handlers.onSynchronousEvent(EVENT)).rejects.toThrow('expected Custom::S3MultiRegionAccessPointRoutes');
  });

  test('reports the stack of an unexpected error in the log only', async () => {
    const { context: world, reports } = context(async () => { throw new TypeError('x is not a function'); });
    const handlers = createHandlers(world);
    const error: unknown = await handlers.onEvent(EVENT).catch((thrown: unknown) => thrown);
    expect(String(error)).toContain('[MRAP918] the handler failed: TypeError: x is not a function; deploy again');
    expect(String(error)).not.toContain('handlers.test.ts');
    expect(reports[0].message).toContain('handlers.test.ts');
  });

  test('accepts a thrown value that is not an error', async () => {
    const { context: world, reports } = context(async () => { throw 'boom'; });
    const handlers = createHandlers(world);
    await expect(handlers.onEvent(EVENT)).rejects.toThrow('[MRAP918] the handler failed: boom');
    expect(reports[0].message).toContain('boom');
  });

  test('uses the current time in isComplete without a start', async () => {
    const handlers = createHandlers(context(respondWithOutput({}).call).context);
    const answer = await handlers.isComplete({
      ...EVENT,
      ResourceType: 'Custom::S3MultiRegionAccessPointPolicy',
      RequestType: 'Delete',
      PhysicalResourceId: 'media/policy',
    });
    expect(answer).toEqual({ IsComplete: true });
  });

  test('refuses an id that no handler returned', async () => {
    const handlers = createHandlers(context().context);
    await expect(handlers.isComplete({ ...EVENT, PhysicalResourceId: 'x' })).rejects.toThrow(
      '[MRAP916] property PhysicalResourceId is malformed, got "x"',
    );
  });
});
