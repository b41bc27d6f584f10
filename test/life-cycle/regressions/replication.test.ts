import {
  connectionResetFault, emptyAnswerFault, faultAfterApplying, faultInFirstCalls, faultForFirstMs, serviceFault,
} from '../../../simulator';
import { FOREIGN_ROLE, makeRoleArn, makeTemplate } from '../schedules/replication/template';
import { MINUTE, SECOND, StackUnderTest } from '../support';
import { BOTH, deploy, idsIn, live, NOT_VISIBLE, OURS, ROLE } from './replication-support';

/** The handler repeats a denied call during this time. */
const DENIED = 40 * SECOND;
const CANCELLATION = { change: 0, afterMs: 10 * SECOND };

const ofOperations = (...operations: string[]) => (call: { operation: string }) => operations.includes(call.operation);

/** Changes the replication like an operator. */
function putManually({ simulator }: StackUnderTest, configuration: object) {
  const context = { accountId: '111122223333', region: 'eu-west-1', caller: 'operator' };
  const input = { Bucket: 'media-eu', ReplicationConfiguration: configuration };
  return simulator.call('PutBucketReplication', input as never, context);
}

function makeForeignRule(id: string, priority: number): object {
  return {
    ID: id,
    Priority: priority,
    Status: 'Enabled',
    Filter: { Prefix: id },
    DeleteMarkerReplication: { Status: 'Disabled' },
    Destination: { Bucket: 'arn:aws:s3:::media-jp' },
  };
}

/** Lets the second read of a deletion return no configuration, like a read of an old state. */
function simulateStaleAbsence({ simulator }: StackUnderTest) {
  let reads = 0;
  simulator.faults.add(({ operation, caller }) => {
    if (operation !== 'GetBucketReplication' || caller !== 'handler') return undefined;
    reads += 1;
    return reads === 2 ? serviceFault('ReplicationConfigurationNotFoundError', 404) : undefined;
  });
  return { read: () => reads };
}

/** Loses the answer of the first write, hides its result for 140 seconds, and denies the second write. */
function failAfterFirstWrite(deployment: StackUnderTest): void {
  let writes = 0;
  deployment.simulator.faults.add(({ operation, caller }) => {
    if (operation !== 'PutBucketReplication' || caller !== 'handler') return undefined;
    writes += 1;
    if (writes === 1) return faultAfterApplying(connectionResetFault());
    return writes === 2 ? serviceFault('AccessDenied', 403) : undefined;
  });
  const start = deployment.clock.now();
  deployment.simulator.faults.add(({ operation, caller }) =>
    operation === 'GetBucketReplication' && caller === 'handler' && writes === 1 &&
    deployment.clock.now() < start + 140 * SECOND ? serviceFault('InternalError', 500) : undefined);
}

describe('createHandlers', () => {
  test('keeps the rules of a construct that is renamed under a given role', async () => {
    const deployment = new StackUnderTest();
    await deploy(deployment, { role: 'given' });
    const [resource] = makeTemplate({ sources: ['media-eu'], destinations: 1, role: 'given' }, ROLE);
    const renamed = deployment.stack.deploy([{ ...resource, logicalId: 'Renamed' }]);
    expect(await deployment.run(renamed)).toMatchObject({ succeeded: true });
    expect(idsIn(deployment)).toEqual(OURS);
    expect(deployment.codes).toContain('MRAP936');
  });

  test('keeps and reports rules under a given role if CloudFormation does not list the resources', async () => {
    const deployment = new StackUnderTest();
    await deploy(deployment, { role: 'given' });
    deployment.directory.beforeRead = async () => { throw new Error('CloudFormation does not answer'); };
    await deployment.destroy();
    expect(idsIn(deployment)).toEqual(OURS);
    expect(deployment.codes).toContain('MRAP936');
  });

  test('removes the rules of a cancelled creation whose handler still runs', async () => {
    const deployment = new StackUnderTest();
    // Without an answer of CloudFormation, the handler does not know that its request was cancelled.
    deployment.directory.beforeRead = async () => { throw new Error('CloudFormation does not answer'); };
    deployment.simulator.faults.add(faultForFirstMs(100 * SECOND, NOT_VISIBLE, ofOperations('PutBucketReplication')));
    expect((await deploy(deployment, {}, { incident: CANCELLATION })).succeeded).toBe(false);
    await deployment.wait();
    expect(deployment.simulator.journal.of('PutBucketReplication').some(({ applied }) => applied)).toBe(true);
    expect(live(deployment)).toBeUndefined();
    expect((await deploy(deployment)).succeeded).toBe(true);
  });

  test('rolls back a cancelled update of rules whose handler still runs', async () => {
    const deployment = new StackUnderTest();
    await deploy(deployment);
    // Without an answer of CloudFormation, the handler does not know that its request was cancelled.
    deployment.directory.beforeRead = async () => { throw new Error('CloudFormation does not answer'); };
    const isUpdate = ({ input }: { input: object }) => JSON.stringify(input).includes('media-jp');
    deployment.simulator.faults.add(faultForFirstMs(DENIED, serviceFault('AccessDenied', 403), isUpdate));
    expect((await deploy(deployment, { destinations: 2 }, { incident: CANCELLATION })).succeeded).toBe(false);
    await deployment.wait();
    expect(idsIn(deployment)).toEqual(OURS);
    expect((await deploy(deployment, { destinations: 2 })).succeeded).toBe(true);
    expect(idsIn(deployment)).toEqual(BOTH);
  });

  test.each([3, 6, 9, 12, 15, 18])(
    'rolls back an update of rules that is cancelled while its handler waits %d seconds for another attempt',
    async (seconds) => {
      const deployment = new StackUnderTest();
      await deploy(deployment);
      // Neither the write nor the reads until this time have a response, nor the next read of the cancelled handler.
      const until = deployment.clock.now() + seconds * SECOND;
      let isWritten = false;
      let later = 0;
      deployment.simulator.faults.add(({ operation, at }) => {
        const isFirstWrite = operation === 'PutBucketReplication' && !isWritten;
        isWritten ||= isFirstWrite;
        if (isWritten && operation === 'GetBucketReplication' && at >= until) later += 1;
        if (isFirstWrite) return faultAfterApplying(connectionResetFault());
        return isWritten && operation === 'GetBucketReplication' && later < 2 ? connectionResetFault() : undefined;
      });
      await deploy(deployment, { destinations: 2 }, { incident: { change: 0, afterMs: 0 } });
      await deployment.wait();
      expect(idsIn(deployment)).toEqual(OURS);
    },
  );

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

  test('keeps a rule that another writer adds before S3 accepts the new role', async () => {
    const deployment = new StackUnderTest();
    await putManually(deployment, { Role: ROLE, Rules: [makeForeignRule('first', 1)] });
    const ofHandler = ({ operation, caller }: { operation: string; caller?: string }) =>
      operation === 'PutBucketReplication' && caller === 'handler';
    deployment.simulator.faults.add(faultForFirstMs(100 * SECOND, NOT_VISIBLE, ofHandler));
    const change = deployment.clock.sleep(40 * SECOND).then(() =>
      putManually(deployment, { Role: ROLE, Rules: [makeForeignRule('first', 1), makeForeignRule('second', 2)] }));
    expect((await deploy(deployment)).succeeded).toBe(true);
    await change;
    expect(idsIn(deployment)).toEqual(['first', 'second', ...OURS]);
  });

  test('keeps a rule that another writer adds before the handler restores the previous rules', async () => {
    const deployment = new StackUnderTest();
    await putManually(deployment, { Role: ROLE, Rules: [makeForeignRule('first', 1)] });
    failAfterFirstWrite(deployment);
    const change = deployment.clock.sleep(60 * SECOND).then(() => {
      const { Rules: rules } = live(deployment)!;
      return putManually(deployment, { Role: ROLE, Rules: [makeForeignRule('second', 2), ...rules] });
    });
    expect((await deploy(deployment)).succeeded).toBe(false);
    await change;
    expect(idsIn(deployment)).toEqual(['second', 'first']);
  });

  test('does not move a rule that another writer adds under the role of an update that fails', async () => {
    const deployment = new StackUnderTest();
    await deploy(deployment);
    const given = makeRoleArn('given');
    failAfterFirstWrite(deployment);
    const change = deployment.clock.sleep(60 * SECOND).then(() => {
      const { Rules: rules } = live(deployment)!;
      return putManually(deployment, { Role: given, Rules: [makeForeignRule('second', 2), ...rules] });
    });
    const template = makeTemplate({ sources: ['media-eu'], destinations: 1, role: 'given' }, given);
    const { reason } = await deployment.run(deployment.stack.deploy(template, { continueRollback: 'skip' }));
    await change;
    expect(reason).toContain('the configuration under the other role was left unchanged');
    expect(live(deployment)?.Role).toBe(given);
    expect(idsIn(deployment)).toEqual(['second', ...OURS]);
  });

  test('does not restore the previous rules after a later request has ended', async () => {
    const deployment = new StackUnderTest();
    await deploy(deployment);
    const { declared, properties: oldProperties, physicalId } = deployment.stack.resources.get('Rulesmedia-eu')!;
    const [{ properties }] = makeTemplate({ sources: ['media-eu'], destinations: 2, role: 'created' }, ROLE);
    deployment.simulator.faults.add(({ operation, caller }) =>
      operation === 'GetBucketReplication' && caller === 'handler' && idsIn(deployment)?.length === 2
        ? serviceFault('InternalError', 500)
        : undefined);
    deployment.cloudFormation.setStatus('UPDATE_IN_PROGRESS');
    const update = deployment.cloudFormation.send({
      type: 'Update',
      resourceType: declared.type,
      logicalId: declared.logicalId,
      properties: properties(() => ''),
      oldProperties,
      physicalId,
    });
    const change = deployment.clock.sleep(30 * SECOND).then(() => {
      deployment.directory.setResource(deployment.cloudFormation.stackId, declared.logicalId, 'UPDATE_COMPLETE');
      return putManually(deployment, { Role: ROLE, Rules: [makeForeignRule('later', 1)] });
    });
    const [response] = await deployment.run(Promise.all([update, change]));
    expect(response).toMatchObject({ status: 'FAILED', reason: expect.stringContaining('MRAP934') });
    expect(idsIn(deployment)).toEqual(['later']);
  });

  test('removes the rules of a creation that ended after its write when reads are stale', async () => {
    const deployment = new StackUnderTest({
      replicationLagMs: 30 * SECOND,
      plan: (index) => (index === 1 ? { death: { call: 1, when: 'after', how: 'exited' } } : {}),
    });
    deployment.simulator.faults.add(faultInFirstCalls(20, serviceFault('InvalidRequest', 400, 'no'), ({ operation }) =>
      operation === 'PutBucketReplication' && deployment.simulator.journal.of(operation).length > 1));
    const { succeeded } = await deploy(deployment, {}, { incident: { change: 0, afterMs: 2 * SECOND } });
    expect(succeeded).toBe(false);
    await deployment.wait();
    expect(live(deployment)).toBeUndefined();
  });

  test('removes the rules of a creation if the second read of the deletion is stale', async () => {
    const deployment = new StackUnderTest();
    await deploy(deployment);
    const rules = live(deployment);
    const { read } = simulateStaleAbsence(deployment);
    await deployment.destroy();
    expect(rules).toBeDefined();
    expect(read()).toBeGreaterThan(1);
    expect(live(deployment)).toBeUndefined();
  });

  test('keeps the rules that another stack writes during a creation that fails', async () => {
    const deployment = new StackUnderTest();
    const rules = { Role: FOREIGN_ROLE, Rules: [{ ...makeForeignRule('x', 1000), ID: OURS[0] }] };
    let isInterrupted = false;
    deployment.simulator.faults.add(({ operation, caller }) => {
      if (operation !== 'PutBucketReplication' || caller !== 'handler' || isInterrupted) return undefined;
      isInterrupted = true;
      void putManually(deployment, rules);
      return serviceFault('InternalError', 500);
    });
    const { reason } = await deploy(deployment);
    expect(reason).toContain('MRAP931');
    expect(reason).toContain('the configuration under the other role was left unchanged');
    expect(live(deployment)).toMatchObject({ Role: FOREIGN_ROLE });
    expect(idsIn(deployment)).toEqual(OURS);
  });

  test('refuses the priority of a foreign rule to another destination', async () => {
    const deployment = new StackUnderTest();
    await putManually(deployment, { Role: ROLE, Rules: [makeForeignRule('foreign', 1000)] });
    const { reason } = await deploy(deployment);
    expect(reason).toContain('[MRAP932] bucket "media-eu" already has rule "foreign" with priority 1000');
    expect(deployment.simulator.journal.of('PutBucketReplication').filter(({ caller }) => caller === 'handler'))
      .toEqual([]);
  });

  test('refuses a foreign rule without a filter and names its change', async () => {
    const deployment = new StackUnderTest();
    const rule = { ID: 'backup', Status: 'Enabled', Prefix: '', Destination: { Bucket: 'arn:aws:s3:::media-jp' } };
    await putManually(deployment, { Role: ROLE, Rules: [rule] });
    const { reason } = await deploy(deployment);
    expect(reason).toContain('[MRAP937] bucket "media-eu" has rule "backup" without Filter');
    expect(reason).toContain('replace Prefix of rule "backup" by Filter');
    expect(idsIn(deployment)).toEqual(['backup']);
  });

  test('repeats a removal of rules that had no effect', async () => {
    const deployment = new StackUnderTest();
    await deploy(deployment);
    deployment.simulator.faults.add(faultInFirstCalls(
      1, emptyAnswerFault(200), ofOperations('DeleteBucketReplication'),
    ));
    await deployment.destroy();
    expect(live(deployment)).toBeUndefined();
  });

  test.each([
    ['150 s', 'new', 150 * SECOND], ['4 s', 'old', 4 * SECOND], ['150 s', 'old', 150 * SECOND],
  ] as const)(
    'keeps the rules of the next deployment if a removal is delivered again after %s in a stack that is %s',
    async (_age, kind, late) => {
      let deletions = 0;
      const deployment = new StackUnderTest({
        deliveries: ({ type }) => {
          deletions += type === 'Delete' ? 1 : 0;
          return type === 'Delete' && deletions === 1 ? [0, late] : [0];
        },
      });
      if (kind === 'old') await deployment.deployNothing();
      await deploy(deployment, {}, { incident: { change: 0 } });
      expect(deletions).toBe(1);
      await deployment.wait(15 * SECOND);
      expect((await deploy(deployment)).succeeded).toBe(true);
      await deployment.wait();
      expect(idsIn(deployment)).toEqual(OURS);
    },
  );

  test('fails an update of rules if a proxy answers the write and S3 does not receive it', async () => {
    const deployment = new StackUnderTest();
    await deploy(deployment);
    deployment.simulator.faults.add(
      faultInFirstCalls(1, emptyAnswerFault(200), ofOperations('PutBucketReplication')),
    );
    expect(await deploy(deployment, { prefix: 'films/' })).toMatchObject({
      succeeded: false,
      reason: expect.stringContaining('MRAP934'),
    });
    expect((await deploy(deployment, { prefix: 'films/' })).succeeded).toBe(true);
    expect(live(deployment)?.Rules.map(({ Filter: filter }) => filter)).toEqual([{ Prefix: 'films/' }]);
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

  test('writes nothing when a request is delivered again and CloudFormation does not answer', async () => {
    const deployment = new StackUnderTest({ deliveries: ({ type }) => (type === 'Create' ? [0, 15 * MINUTE] : [0]) });
    deployment.directory.beforeRead = async () => { throw new Error('AccessDenied'); };
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
