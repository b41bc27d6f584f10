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
    expect(Object.keys(entry)).toEqual(['handleEvent']);
  });

  test('logs each finding as one line of JSON and never logs the event', async () => {
    const lines: string[] = [];
    const log = jest.spyOn(console, 'log').mockImplementation((line: string) => { lines.push(line); });
    const answer = await entry.handleEvent({
      ...EVENT,
      Phase: 'isComplete',
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
    const answer = await createHandlers(world).handleEvent(EVENT);
    expect(answer).toEqual({
      PhysicalResourceId: expect.stringMatching(/^media\/pending\/\d+\/[0-9a-f]{40}\/[0-9a-f]{20}$/),
      StartedAt: world.clock.now(),
      Phase: 'isComplete',
    });
    expect(calls).toEqual(['GetMultiRegionAccessPoint']);
  });

  test.each([undefined, 'isComplete'])('refuses an unknown resource type in phase %s', async (Phase) => {
    const event = { ...EVENT, Phase, ResourceType: 'Custom::Other', PhysicalResourceId: 'media' };
    const handling = createHandlers(context().context).handleEvent(event);
    await expect(handling).rejects.toThrow('[MRAP916] property ResourceType is malformed, got "Custom::Other"');
    await expect(handling).rejects.toThrow('Custom::S3MultiRegionAccessPointRoutes');
  });

  test.each([
    'Custom::S3MultiRegionAccessPoint', 'Custom::S3MultiRegionAccessPointPolicy', 'Custom::S3BucketReplication',
    'Custom::S3MultiRegionAccessPointRoutes',
  ])('returns the phase of the completion from onEvent of %s', async (ResourceType) => {
    const event = { ...EVENT, ResourceType, RequestType: 'Delete', PhysicalResourceId: 'media' };
    const answer = await createHandlers(context().context).handleEvent(event);
    expect(answer).toMatchObject({ PhysicalResourceId: 'media', Phase: 'isComplete' });
  });

  test('completes routes without a call, because onEvent has submitted them', async () => {
    const event = {
      ...EVENT, ResourceType: 'Custom::S3MultiRegionAccessPointRoutes', Phase: 'isComplete', PhysicalResourceId: 'x',
    };
    expect(await createHandlers(context().context).handleEvent(event)).toEqual({ IsComplete: true });
  });

  test('reports the stack of an unexpected error in the log only', async () => {
    const { context: world, reports } = context(async () => { throw new TypeError('x is not a function'); });
    const handlers = createHandlers(world);
    const error: unknown = await handlers.handleEvent(EVENT).catch((thrown: unknown) => thrown);
    expect(String(error)).toContain('[MRAP918] the handler failed: TypeError: x is not a function; deploy again');
    expect(String(error)).not.toContain('handlers.test.ts');
    expect(reports[0].message).toContain('handlers.test.ts');
  });

  test('accepts a thrown value that is not an error', async () => {
    const { context: world, reports } = context(async () => { throw 'boom'; });
    const handlers = createHandlers(world);
    await expect(handlers.handleEvent(EVENT)).rejects.toThrow('[MRAP918] the handler failed: boom');
    expect(reports[0].message).toContain('boom');
  });

  test('uses the current time in isComplete without a start', async () => {
    const handlers = createHandlers(context(respondWithOutput({}).call).context);
    const answer = await handlers.handleEvent({
      ...EVENT,
      Phase: 'isComplete',
      ResourceType: 'Custom::S3MultiRegionAccessPointPolicy',
      RequestType: 'Delete',
      PhysicalResourceId: 'media/policy',
    });
    expect(answer).toEqual({ IsComplete: true });
  });

  test('refuses an id that no handler returned', async () => {
    const handlers = createHandlers(context().context);
    await expect(handlers.handleEvent({ ...EVENT, Phase: 'isComplete', PhysicalResourceId: 'x' })).rejects.toThrow(
      '[MRAP916] property PhysicalResourceId is malformed, got "x"',
    );
  });
});
