import { emptyAnswerFault, faultInFirstCalls, faultForFirstMs, serviceFault } from '../../../simulator';
import { type DeployOptions, type Outcome } from '../../driver/stack';
import { type Declaration } from '../schedules/replication/schedule';
import { FOREIGN_ROLE, makeRoleArn, makeTemplate } from '../schedules/replication/template';
import { MINUTE, SECOND, StackUnderTest } from '../support';

const ROLE = makeRoleArn('created');
const OURS = ['cdk-s3-mrap/media-eu/media-us'];
const BOTH = [...OURS, 'cdk-s3-mrap/media-eu/media-jp'];
/** The handler repeats a denied call during this time. */
const DENIED = 40 * SECOND;
const CANCELLATION = { change: 0, afterMs: 10 * SECOND };

const ofOperations = (...operations: string[]) => (call: { operation: string }) => operations.includes(call.operation);

function deploy(
  stack: StackUnderTest,
  change: Partial<Declaration> = {},
  options: DeployOptions = {},
): Promise<Outcome> {
  return stack.run(
    stack.stack.deploy(
      makeTemplate({ sources: ['media-eu'], destinations: 1, role: 'created', ...change }, ROLE),
      options,
    ),
  );
}

function live({ simulator }: StackUnderTest) {
  return simulator.snapshot().buckets.find(({ name }) => name === 'media-eu')!.replication;
}

const idsIn = (stack: StackUnderTest) => live(stack)?.Rules.map((rule) => rule.ID);

describe('createHandlers', () => {
  test('removes the rules of a cancelled creation whose handler still runs', async () => {
    const deployment = new StackUnderTest();
    deployment.simulator.faults.add(
      faultForFirstMs(DENIED, serviceFault('AccessDenied', 403), ofOperations('PutBucketReplication')),
    );
    expect((await deploy(deployment, {}, { incident: CANCELLATION })).succeeded).toBe(false);
    await deployment.wait();
    expect(deployment.simulator.journal.of('PutBucketReplication').some(({ applied }) => applied)).toBe(true);
    expect(live(deployment)).toBeUndefined();
    expect((await deploy(deployment)).succeeded).toBe(true);
  });

  test('rolls back a cancelled update of rules whose handler still runs', async () => {
    const deployment = new StackUnderTest();
    await deploy(deployment);
    const isUpdate = ({ input }: { input: object }) => JSON.stringify(input).includes('media-jp');
    deployment.simulator.faults.add(faultForFirstMs(DENIED, serviceFault('AccessDenied', 403), isUpdate));
    expect((await deploy(deployment, { destinations: 2 }, { incident: CANCELLATION })).succeeded).toBe(false);
    await deployment.wait();
    expect(idsIn(deployment)).toEqual(OURS);
    expect((await deploy(deployment, { destinations: 2 })).succeeded).toBe(true);
    expect(idsIn(deployment)).toEqual(BOTH);
  });

  test('rolls back a refused update of rules immediately', async () => {
    const deployment = new StackUnderTest();
    await deploy(deployment);
    const began = deployment.clock.now();
    const [twice] = makeTemplate({ sources: ['media-eu'], destinations: 1, role: 'created' }, ROLE);
    const { Rules: rules } = twice.properties(() => '') as { Rules: object[] };
    const refused = [{ ...twice, properties: () => ({ ...twice.properties(() => ''), Rules: [...rules, ...rules] }) }];
    expect(await deployment.run(deployment.stack.deploy(refused))).toMatchObject({
      succeeded: false,
      reason: expect.stringContaining('MRAP407'),
    });
    expect(deployment.clock.now() - began).toBeLessThan(MINUTE);
  });

  test.each(['before', 'after'] as const)(
    'leaves no rules if the function of a creation ends %s any of its calls',
    async (when) => {
      for (const invocation of [0, 1]) {
        for (let call = 0; call < 3; call += 1) {
          const deployment = new StackUnderTest({
            plan: (index) => (index === invocation ? { death: { call, when, how: 'exited' } } : {}),
          });
          const { succeeded } = await deploy(deployment);
          expect(idsIn(deployment)).toEqual(succeeded ? OURS : undefined);
        }
      }
    },
  );

  test('repeats a removal of rules that had no effect', async () => {
    const deployment = new StackUnderTest();
    await deploy(deployment);
    deployment.simulator.faults.add(faultInFirstCalls(
      1, emptyAnswerFault(200), ofOperations('DeleteBucketReplication'),
    ));
    await deployment.destroy();
    expect(live(deployment)).toBeUndefined();
  });

  test('keeps rules under another role on removal', async () => {
    const deployment = new StackUnderTest();
    await deploy(deployment);
    const { Rules: rules } = live(deployment)!;
    await deployment.run(
      deployment.simulator.call(
        'PutBucketReplication',
        { Bucket: 'media-eu', ReplicationConfiguration: { Role: FOREIGN_ROLE, Rules: rules } },
        {
          accountId: '111122223333',
          region: 'eu-west-1',
          caller: 'operator',
        },
      ),
    );
    await deployment.destroy();
    expect(live(deployment)).toMatchObject({ Role: FOREIGN_ROLE, Rules: rules });
    expect(deployment.codes).toEqual(['MRAP936']);
  });

  test('writes nothing when a request is delivered again after its time-out', async () => {
    const deployment = new StackUnderTest({ deliveries: ({ type }) => (type === 'Create' ? [0, 15 * MINUTE] : [0]) });
    await deploy(deployment);
    await deployment.destroy();
    await deployment.wait();
    expect(live(deployment)).toBeUndefined();
  });

  test('refuses rules under the role of an earlier deployment and names the action', async () => {
    const deployment = new StackUnderTest();
    await deploy(deployment, { retain: 'always' });
    await deployment.destroy();
    const { succeeded, reason } = await deployment.run(
      deployment.stack.deploy(
        makeTemplate({ sources: ['media-eu'], destinations: 1, role: 'created' }, makeRoleArn('created-anew')),
      ),
    );
    expect(succeeded).toBe(false);
    for (const part of [
      'MRAP931',
      `if role "${ROLE}" still exists, import it by its ARN`,
      'aws s3api delete-bucket-replication --bucket media-eu',
    ]) {expect(reason).toContain(part);}
    expect(idsIn(deployment)).toEqual(OURS);
  });
});
