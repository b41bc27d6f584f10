import { empty, firstCalls, forMs, serviceFault } from '../../../simulator';
import { type Deployment as HowToDeploy, type Outcome } from '../../driver/stack';
import { type Declaration } from '../schedules/replication/schedule';
import { FOREIGN_ROLE, roleNamed, templateOf } from '../schedules/replication/template';
import { MINUTE, SECOND, StackUnderTest } from '../support';

const ROLE = roleNamed('created');
const OURS = ['cdk-s3-mrap/media-eu/media-us'];
const BOTH = [...OURS, 'cdk-s3-mrap/media-eu/media-jp'];
/** While IAM has not spread the permissions of the handler, it tries again. */
const DENIED = 40 * SECOND;
const GIVEN_UP = { change: 0, afterMs: 10 * SECOND };

const of = (...operations: string[]) => (call: { operation: string }) => operations.includes(call.operation);

function deploy(stack: StackUnderTest, change: Partial<Declaration> = {}, how: HowToDeploy = {}): Promise<Outcome> {
  return stack.run(stack.stack.deploy(templateOf({ sources: ['media-eu'], destinations: 1, role: 'created', ...change }, ROLE), how));
}

function live({ simulator }: StackUnderTest) {
  return simulator.snapshot().buckets.find(({ name }) => name === 'media-eu')!.replication;
}

const idsIn = (stack: StackUnderTest) => live(stack)?.Rules.map((rule) => rule.ID);

test('a creation of rules that is cancelled and runs on leaves none under a role that is gone', async () => {
  const under = new StackUnderTest();
  under.simulator.faults.add(forMs(DENIED, serviceFault('AccessDenied', 403), of('PutBucketReplication')));
  expect((await deploy(under, {}, { incident: GIVEN_UP })).succeeded).toBe(false);
  await under.later();
  expect(under.simulator.journal.of('PutBucketReplication').some(({ applied }) => applied)).toBe(true);
  expect(live(under)).toBeUndefined();
  expect((await deploy(under)).succeeded).toBe(true);
});

test('an update of rules that is cancelled and runs on is taken back', async () => {
  const under = new StackUnderTest();
  await deploy(under);
  const isUpdate = ({ input }: { input: object }) => JSON.stringify(input).includes('media-jp');
  under.simulator.faults.add(forMs(DENIED, serviceFault('AccessDenied', 403), isUpdate));
  expect((await deploy(under, { destinations: 2 }, { incident: GIVEN_UP })).succeeded).toBe(false);
  await under.later();
  expect(idsIn(under)).toEqual(OURS);
  expect((await deploy(under, { destinations: 2 })).succeeded).toBe(true);
  expect(idsIn(under)).toEqual(BOTH);
});

test('an update of rules that is refused is rolled back at once', async () => {
  const under = new StackUnderTest();
  await deploy(under);
  const began = under.clock.now();
  const [twice] = templateOf({ sources: ['media-eu'], destinations: 1, role: 'created' }, ROLE);
  const { Rules: rules } = twice.properties(() => '') as { Rules: object[] };
  const refused = [{ ...twice, properties: () => ({ ...twice.properties(() => ''), Rules: [...rules, ...rules] }) }];
  expect(await under.run(under.stack.deploy(refused))).toMatchObject({ succeeded: false, reason: expect.stringContaining('MRAP407') });
  expect(under.clock.now() - began).toBeLessThan(MINUTE);
});

test.each(['before', 'after'] as const)('a creation of rules that dies %s any of its calls leaves none', async (when) => {
  for (const invocation of [0, 1]) {
    for (let call = 0; call < 3; call += 1) {
      const under = new StackUnderTest({ plan: (index) => (index === invocation ? { death: { call, when, how: 'exited' } } : {}) });
      const { succeeded } = await deploy(under);
      expect(idsIn(under)).toEqual(succeeded ? OURS : undefined);
    }
  }
});

test('a removal of rules that S3 answers and does not do is done again', async () => {
  const under = new StackUnderTest();
  await deploy(under);
  under.simulator.faults.add(firstCalls(1, empty(200), of('DeleteBucketReplication')));
  await under.destroy();
  expect(live(under)).toBeUndefined();
});

test('a removal leaves our rules where they run under a role that is not the declared one', async () => {
  const under = new StackUnderTest();
  await deploy(under);
  const { Rules: rules } = live(under)!;
  await under.run(under.simulator.call('PutBucketReplication', { Bucket: 'media-eu', ReplicationConfiguration: { Role: FOREIGN_ROLE, Rules: rules } }, {
    accountId: '111122223333', region: 'eu-west-1', caller: 'someone',
  }));
  await under.destroy();
  expect(live(under)).toMatchObject({ Role: FOREIGN_ROLE, Rules: rules });
  expect(under.codes).toEqual(['MRAP936']);
});

test('a request to write that is delivered again when its time is over writes nothing', async () => {
  const under = new StackUnderTest({ deliveries: ({ type }) => (type === 'Create' ? [0, 15 * MINUTE] : [0]) });
  await deploy(under);
  await under.destroy();
  await under.later();
  expect(live(under)).toBeUndefined();
});

test('rules under the role of an earlier deployment stop the next one, which says what to do', async () => {
  const under = new StackUnderTest();
  await deploy(under, { retain: 'always' });
  await under.destroy();
  const { succeeded, reason } = await under.run(under.stack.deploy(templateOf({ sources: ['media-eu'], destinations: 1, role: 'created' }, roleNamed('created-anew'))));
  expect(succeeded).toBe(false);
  for (const part of ['MRAP931', `if role "${ROLE}" still exists, import it`, 'aws s3api delete-bucket-replication --bucket media-eu']) expect(reason).toContain(part);
  expect(idsIn(under)).toEqual(OURS);
});
