import { parseResourceEvent } from '../../lambda/cloudformation/event';
import { assertNotSuperseded } from '../../lambda/cloudformation/superseded';
import { type HandlerContext } from '../../lambda/handler-context';
import { VirtualClock } from '../../simulator';
import { StackDirectory } from '../driver/stack-directory';
import { MINUTE, SECOND } from './support';

const STACK_ID = 'arn:aws:cloudformation:eu-west-1:111122223333:stack/Stack/x';

/** A request whose resource is in progress, and the checks of it. */
function receive(type: 'Create' | 'Update' | 'Delete', direction = 'forward') {
  const clock = new VirtualClock();
  const directory = new StackDirectory(clock);
  directory.setStatus(STACK_ID, type === 'Create' ? 'CREATE_IN_PROGRESS' : 'UPDATE_IN_PROGRESS');
  directory.setResource(STACK_ID, 'Media', `${type.toUpperCase()}_IN_PROGRESS`, 'id');
  const context: HandlerContext = {
    s3: { call: async () => { throw new Error('the check calls CloudFormation only'); } },
    clock,
    stacks: directory,
    report: () => undefined,
    operations: new Map(),
  };
  const event = parseResourceEvent({
    RequestType: type,
    RequestId: 'request',
    StackId: STACK_ID,
    LogicalResourceId: 'Media',
    ResourceType: 'Custom::S3MultiRegionAccessPoint',
    PhysicalResourceId: 'id',
    ResourceProperties: {},
    Direction: direction,
    StartedAt: clock.now(),
  }, clock.now());
  const check = (afterMs = 2 * MINUTE, checkInterval?: number) => {
    clock.advance(afterMs);
    return clock.runUntilSettled(assertNotSuperseded(context, event, checkInterval));
  };
  return { clock, directory, check };
}

describe('assertNotSuperseded', () => {
  test.each(['Create', 'Update'] as const)('accepts a %s whose resource is in progress', async (type) => {
    await expect(receive(type).check()).resolves.toBeUndefined();
  });

  test('refuses a request whose resource CloudFormation has cancelled', async () => {
    const { directory, check } = receive('Update');
    directory.setResource(STACK_ID, 'Media', 'UPDATE_FAILED');
    await expect(check()).rejects.toThrow(
      '[MRAP942] the Update request is superseded: resource Media is UPDATE_FAILED; it changes nothing more',
    );
  });

  test.each([[undefined, 'accepts'], [0, 'refuses']] as const)(
    'checks again after 20 seconds only if the interval is shorter, with the interval %s: %s',
    async (checkInterval, result) => {
      const { directory, check } = receive('Create');
      await check();
      directory.setResource(STACK_ID, 'Media', 'CREATE_FAILED');
      const second = check(20 * SECOND, checkInterval).then(() => 'accepts', () => 'refuses');
      expect(await second).toBe(result);
    },
  );

  test('refuses a request that is older than the request in progress', async () => {
    const { clock, directory, check } = receive('Update');
    clock.advance(61 * SECOND);
    directory.setResource(STACK_ID, 'Media', 'UPDATE_IN_PROGRESS');
    await expect(check()).rejects.toThrow('[MRAP942] the Update request is superseded: resource Media has a later');
  });

  test.each([[4, 'accepts'], [6, 'refuses']] as const)(
    'compares the ids if the row is %d seconds younger than the update: %s',
    async (seconds, result) => {
      const { clock, directory, check } = receive('Update');
      clock.advance(seconds * SECOND);
      directory.setResource(STACK_ID, 'Media', 'UPDATE_IN_PROGRESS', 'other-id');
      expect(await check().then(() => 'accepts', () => 'refuses')).toBe(result);
    },
  );

  test('refuses an update of a stack that rolls back', async () => {
    const { directory, check } = receive('Update');
    directory.setStatus(STACK_ID, 'UPDATE_ROLLBACK_IN_PROGRESS');
    await expect(check()).rejects.toThrow('the stack has changed between update and rollback');
  });

  test('accepts an update of unknown direction while the stack rolls back', async () => {
    const { directory, check } = receive('Update', 'unknown');
    directory.setStatus(STACK_ID, 'UPDATE_ROLLBACK_IN_PROGRESS');
    await expect(check()).resolves.toBeUndefined();
  });

  test('refuses a request without a resource', async () => {
    const { directory, check } = receive('Create');
    directory.getResource = async () => undefined;
    await expect(check()).rejects.toThrow('stack or resource Media does not exist');
  });

  test('accepts a request if the second answer differs from the first', async () => {
    const { directory, check } = receive('Update');
    const { updatedAt } = (await directory.getResource(STACK_ID, 'Media'))!;
    const answers = ['UPDATE_FAILED', 'UPDATE_IN_PROGRESS'];
    directory.getResource = async () => ({ physicalId: 'id', status: answers.shift()!, updatedAt });
    await expect(check()).resolves.toBeUndefined();
    expect(answers).toEqual([]);
  });

  test('accepts a request if CloudFormation does not answer', async () => {
    const { directory, check } = receive('Update');
    directory.beforeRead = async () => { throw new Error('Throttling'); };
    await expect(check()).resolves.toBeUndefined();
  });

  test.each([
    ['whose replaced resource has a successor in the row', 'UPDATE_COMPLETE', 'successor'],
    ['of a creation that CloudFormation has cancelled', 'CREATE_FAILED', ''],
    ['in progress', 'DELETE_IN_PROGRESS', 'id'],
  ])('accepts a Delete %s', async (_what, status, physicalId) => {
    const { directory, check } = receive('Delete');
    directory.setResource(STACK_ID, 'Media', status, physicalId);
    await expect(check()).resolves.toBeUndefined();
  });

  test.each([
    ['has ended', 'DELETE_COMPLETE', 'id'], ['was created again', 'CREATE_COMPLETE', 'id'],
    ['is created again', 'CREATE_IN_PROGRESS', ''],
  ])('refuses a Delete whose resource %s', async (_what, status, physicalId) => {
    const { directory, check } = receive('Delete');
    directory.setStatus(STACK_ID, 'DELETE_COMPLETE');
    directory.setResource(STACK_ID, 'Media', status, physicalId);
    await expect(check()).rejects.toThrow('MRAP942');
  });

  test('does not call CloudFormation in the first minute of a request', async () => {
    const { directory, check } = receive('Update');
    directory.setResource(STACK_ID, 'Media', 'UPDATE_FAILED');
    await expect(check(59 * SECOND)).resolves.toBeUndefined();
  });

  test('asks once a minute', async () => {
    const { directory, check } = receive('Update');
    await check();
    directory.setResource(STACK_ID, 'Media', 'UPDATE_FAILED');
    await expect(check(59 * SECOND)).resolves.toBeUndefined();
    await expect(check(SECOND)).rejects.toThrow('MRAP942');
  });
});
