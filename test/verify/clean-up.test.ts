import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { DeleteMultiRegionAccessPointCommand } from '@aws-sdk/client-s3-control';
import { faultInFirstCalls, slowDownFault } from '../../simulator';
import {
  type AccessPoint, createAccessPoint, findAccessPoint, requestAccessPoint, requestPolicy,
} from '../../verify/lab/access-points';
import { cleanUp } from '../../verify/lab/clean-up';
import { Journal } from '../../verify/lab/journal';
import { createPair, putObject, startReplication } from '../../verify/lab/replicated-objects';
import { type ServiceLab } from '../../verify/lab/service-lab';
import { TemplateBucket } from '../../verify/targets/aws/template-bucket';
import { SimulatedAccount } from '../../verify/targets/simulator';
import { Operator } from '../support/operator';
import { temporaryFolder } from '../support/temporary-folder';

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;

/** An account, and the journal of a run in it. */
function openRun() {
  files += 1;
  const file = path.join(folder, `journal-${files}.jsonl`);
  const account = new SimulatedAccount();
  const journal = Journal.open(file);
  return { account, file, journal, lab: account.createLab(journal) };
}

const listNames = ({ simulator }: SimulatedAccount) => {
  const { accessPoints, buckets } = simulator.snapshot();
  return [...accessPoints, ...buckets].map(({ name }) => name).sort();
};

describe('Journal', () => {
  test('contains a resource before S3 receives its creation', async () => {
    const { account, file, lab } = openRun();
    const planned: string[] = [];
    const { simulator } = account;
    const call = simulator.call.bind(simulator);
    simulator.call = async (operation, input, context) => {
      if (operation.startsWith('Create')) planned.push(readFileSync(file, 'utf8').trim().split('\n').at(-1)!);
      return call(operation, input, context);
    };
    const [bucket] = [await account.settle(lab.createBucket('eu-west-1'))];
    await account.settle(requestAccessPoint(lab, 'mrap-verify-media', [bucket]));
    expect(planned.map((line) => JSON.parse(line) as object)).toEqual([
      { event: 'planned', kind: 'bucket', name: bucket, region: 'eu-west-1' },
      { event: 'planned', kind: 'access-point', name: 'mrap-verify-media', region: 'us-west-2' },
    ]);
  });

  test('ignores an incomplete last line', async () => {
    const { account, file, lab } = openRun();
    const bucket = await account.settle(lab.createBucket('eu-west-1'));
    appendFileSync(file, '{"event":"planned","kind":"buck');
    expect(Journal.open(file).listRemaining().map(({ name }) => name)).toEqual([bucket]);
  });
});

describe('findAccessPoint', () => {
  test.each([
    ['another access point', { Name: 'production' }],
    ['no access point', { Name: undefined }],
    ['an alias that S3 never makes', { Alias: '../production' }],
  ])('refuses an answer with %s, and the clean-up deletes nothing', async (_case, changes) => {
    const { account, journal, lab } = openRun();
    const { name } = await account.settle(createAccessPoint(lab));
    const before = readFileSync(journal.file, 'utf8');
    const change = (next: (args: never) => Promise<{ readonly output: { AccessPoint?: object } }>) =>
      async (args: never) => {
        const result = await next(args);
        if (result.output.AccessPoint) result.output.AccessPoint = { ...result.output.AccessPoint, ...changes };
        return result;
      };
    lab.clients.s3Control().middlewareStack.add(change as never, { step: 'initialize' });
    await expect(account.settle(findAccessPoint(lab, name))).rejects.toThrow('expected the same name');
    expect(readFileSync(journal.file, 'utf8')).toBe(before);
    const left = await account.settle(cleanUp(account, journal));
    const reason = left.find(({ kind }) => kind === 'access-point')?.reason;
    expect(reason).toContain('expected the same name');
    expect(listNames(account)).toContain(name);
  });
});

describe('cleanUp', () => {
  test('deletes an access point whose creation S3 has forgotten, by its alias', async () => {
    const { account, journal, lab } = openRun();
    const { name } = await account.settle(createAccessPoint(lab));
    lab.noteAcceptedCreation(name, `arn:aws:s3:us-west-2:${account.accountId}:async-request/mrap/create/forgotten`);
    expect(await account.settle(cleanUp(account, journal))).toEqual([]);
    expect(listNames(account)).toEqual([]);
  });

  test('leaves an access point without an alias in the journal if S3 has forgotten its creation', async () => {
    const { account, journal, lab } = openRun();
    account.simulator.buckets.add('foreign', 'eu-west-1', account.accountId);
    await account.settle((async () => {
      await new Operator(account.simulator).createAccessPoint('media', ['foreign']);
      await account.clock.sleep(120_000);
    })());
    lab.noteAcceptedCreation('media', `arn:aws:s3:us-west-2:${account.accountId}:async-request/mrap/create/forgotten`);
    const [left] = await account.settle(cleanUp(account, journal));
    expect(left.reason).toMatch(/^the journal does not prove/);
    expect(listNames(account)).toEqual(['foreign', 'media']);
  });

  test('deletes everything that a killed run has created', async () => {
    const { account, file, lab } = openRun();
    await account.settle(createAccessPoint(lab));
    const bucket = await account.settle(lab.createBucket('eu-west-1'));
    await account.settle(requestAccessPoint(lab, 'mrap-verify-pending', [bucket]));
    expect(listNames(account)).toHaveLength(5);

    expect(await account.settle(cleanUp(account, Journal.open(file)))).toEqual([]);
    expect(listNames(account)).toEqual([]);
    expect(Journal.open(file).listRemaining()).toEqual([]);
  });

  test('ends if nothing is left to delete', async () => {
    const { account, file, lab } = openRun();
    lab.planAccessPoint('mrap-verify-never');
    await account.settle(lab.createBucket('eu-west-1'));
    account.simulator.buckets.remove('mrap-verify-1');
    expect(await account.settle(cleanUp(account, Journal.open(file)))).toEqual([]);
  });

  test('deletes a template before its bucket, and leaves a bucket with another object', async () => {
    const { account, journal } = openRun();
    const templates = (bucket: string) => new TemplateBucket({
      clients: account.clients, journal, accountId: account.accountId, region: 'eu-west-1', bucket,
    });
    await account.settle((async () => {
      const url = await templates('mrap-verify-1').upload({ Resources: {} });
      expect(url).toBe('https://s3.eu-west-1.amazonaws.com/mrap-verify-1/nested-1.json');
      await templates('mrap-verify-2').upload({ Resources: {} });
      await account.clients.s3('eu-west-1').send(
        new PutObjectCommand({ Bucket: 'mrap-verify-2', Key: 'foreign', Body: 'x' }));
    })());
    const left = await account.settle(cleanUp(account, journal));
    expect(left.map(({ name, reason }) => `${name}: ${reason}`)).toEqual([
      expect.stringContaining('mrap-verify-2: BucketNotEmpty'),
    ]);
    expect(listNames(account)).toEqual(['mrap-verify-2']);
  });

  test('creates the bucket of templates again if its first creation failed or if its answer was lost', async () => {
    const { account, journal } = openRun();
    const bucket = 'mrap-verify-1';
    const templates = new TemplateBucket({
      clients: account.clients, journal, accountId: account.accountId, region: 'eu-west-1', bucket,
    });
    account.simulator.faults.add(
      faultInFirstCalls(1, slowDownFault(), ({ operation }) => operation === 'CreateBucket'));
    await expect(account.settle(templates.upload({ Resources: {} }))).rejects.toThrow();
    account.simulator.buckets.add(bucket, 'eu-west-1', account.accountId);
    await account.settle(templates.upload({ Resources: {} }));
    expect(listNames(account)).toEqual([bucket]);
    expect(await account.settle(cleanUp(account, journal))).toEqual([]);
    expect(listNames(account)).toEqual([]);
  });

  test('deletes the versions of an object, also of a replica that arrives after its deletion', async () => {
    const { account, journal, lab } = openRun();
    const { source, destination } = await account.settle(createPair(lab));
    await account.settle(startReplication(lab, { source, destination }));
    account.simulator.configure({ copyLagMs: () => 15_000 });
    await account.settle(putObject(lab, source, 'key', [destination]));
    await account.settle(putObject(lab, source, 'key', [destination]));
    // The clean-up finds a replica that the first deletion has missed.
    const send = account.clients.s3(destination.region);
    const late = { Bucket: destination.bucket, Key: 'key', Body: 'late' };
    send.middlewareStack.add(((next: (args: unknown) => Promise<object>, { commandName }: { commandName: string }) =>
      async (args: unknown) => {
        const isFirst = commandName === 'DeleteBucketCommand' && !hasArrived;
        hasArrived ||= isFirst;
        if (isFirst) await send.send(new PutObjectCommand(late));
        return next(args);
      }) as never, { step: 'initialize', priority: 'low' });
    let hasArrived = false;
    expect(await account.settle(cleanUp(account, journal))).toEqual([]);
    expect(hasArrived).toBe(true);
    expect(listNames(account)).toEqual([]);
  });

  test('deletes access points and stacks of probes, then templates, then buckets and functions', async () => {
    const { account, journal, lab } = openRun();
    const deleted: string[] = [];
    const { simulator } = account;
    const call = simulator.call.bind(simulator);
    simulator.call = async (operation, input, context) => {
      if (operation.startsWith('Delete')) deleted.push(operation);
      return call(operation, input, context);
    };
    const planStack = (kind: 'stack' | 'support-stack', name: string) =>
      journal.write({ event: 'planned', kind, name, region: 'eu-west-1' });
    planStack('stack', 'mrap-verify-probe');
    await account.settle((async () => {
      await createAccessPoint(lab);
      const templates = new TemplateBucket({
        clients: account.clients, journal, accountId: account.accountId, region: 'eu-west-1', bucket: 'mrap-verify-t',
      });
      await templates.upload({ Resources: {} });
    })());
    // The newest resources are deleted last, so the order does not follow from the journal.
    await account.settle(lab.createBucket('eu-west-1'));
    planStack('support-stack', 'mrap-verify-functions');
    const deleteStack = async ({ kind, name }: { readonly kind: string; readonly name: string }) => {
      await account.clock.sleep(60_000);
      deleted.push(`${kind} ${name}`);
      return undefined;
    };
    const { accountId, clock, clients } = account;
    expect(await account.settle(cleanUp({ accountId, clock, clients, deleteStack }, journal))).toEqual([]);
    const phases = [deleted.slice(0, 2), deleted.slice(2, 3), deleted.slice(3)].map((phase) => [...phase].sort());
    expect(phases).toEqual([
      ['DeleteMultiRegionAccessPoint', 'stack mrap-verify-probe'],
      ['DeleteObject'],
      ['DeleteBucket', 'DeleteBucket', 'DeleteBucket', 'DeleteBucket', 'support-stack mrap-verify-functions'],
    ]);
    expect(listNames(account)).toEqual([]);
  });

  test('names a stack that the clean-up of a run without stacks leaves', async () => {
    const { account, journal } = openRun();
    journal.write({ event: 'planned', kind: 'stack', name: 'mrap-verify-probe', region: 'eu-west-1' });
    const { accountId, clock, clients } = account;
    const [{ reason }] = await account.settle(cleanUp({ accountId, clock, clients }, journal));
    expect(reason).toBe('this run has no stacks');
  });

  test('deletes an object whose key contains slashes', async () => {
    const { account, journal } = openRun();
    account.simulator.buckets.add('mrap-verify-1', 'eu-west-1', account.accountId);
    const object = { Bucket: 'mrap-verify-1', Key: 'templates/nested/1.json' };
    await account.settle(account.clients.s3('eu-west-1').send(new PutObjectCommand({ ...object, Body: 'x' })));
    journal.write({ event: 'planned', kind: 'object', name: `${object.Bucket}/${object.Key}`, region: 'eu-west-1' });
    journal.write({ event: 'planned', kind: 'bucket', name: object.Bucket, region: 'eu-west-1' });
    expect(await account.settle(cleanUp(account, journal))).toEqual([]);
    expect(listNames(account)).toEqual([]);
  });

  test('deletes an access point that S3 shows 100 seconds after its creation', async () => {
    files += 1;
    const account = new SimulatedAccount({ visibilityLagMs: 100_000 });
    const journal = Journal.open(path.join(folder, `late-${files}.jsonl`));
    const lab = account.createLab(journal);
    const bucket = await account.settle(lab.createBucket('eu-west-1'));
    await account.settle(requestAccessPoint(lab, 'mrap-verify-late', [bucket]));
    expect(await account.settle(cleanUp(account, journal))).toEqual([]);
    expect(listNames(account)).toEqual([]);
    expect(journal.listRemaining()).toEqual([]);
  });

  test('keeps an access point without an answer in the journal if S3 shows it after a minute', async () => {
    const { account, journal, lab } = openRun();
    account.simulator.buckets.add('mrap-verify-1', 'eu-west-1', account.accountId);
    lab.planAccessPoint('mrap-verify-2');
    const cleaning = account.settle(cleanUp(account, journal));
    await account.settle((async () => {
      await account.clock.sleep(60_000);
      await new Operator(account.simulator).createAccessPoint('mrap-verify-2', ['mrap-verify-1']);
    })());
    const [left] = await cleaning;
    expect(left.reason).toMatch(/^the journal does not prove/);
    expect(journal.listRemaining().map(({ name }) => name)).toEqual(['mrap-verify-2']);
  });

  test('deletes a bucket that S3 shows a minute after the clean-up began', async () => {
    const { account, journal } = openRun();
    journal.write({ event: 'planned', kind: 'bucket', name: 'mrap-verify-1', region: 'eu-west-1' });
    const cleaning = account.settle(cleanUp(account, journal));
    await account.settle((async () => {
      await account.clock.sleep(60_000);
      account.simulator.buckets.add('mrap-verify-1', 'eu-west-1', account.accountId);
    })());
    expect(await cleaning).toEqual([]);
    expect(listNames(account)).toEqual([]);
  });

  test('leaves an access point if the token in the journal is of the creation of another one', async () => {
    const { account, journal, lab } = openRun();
    const bucket = await account.settle(lab.createBucket('eu-west-1'));
    const { token } = await account.settle(requestAccessPoint(lab, 'mrap-verify-own', [bucket]));
    account.simulator.buckets.add('foreign', 'eu-west-1', account.accountId);
    await account.settle((async () => {
      await new Operator(account.simulator).createAccessPoint('media', ['foreign']);
      await account.clock.sleep(120_000);
    })());
    lab.planAccessPoint('media');
    lab.noteAcceptedCreation('media', token);
    const [left] = await account.settle(cleanUp(account, journal));
    expect(`${left.name}: ${left.reason}`).toMatch(/^media: the journal does not prove that the run created it/);
    expect(listNames(account)).toEqual(['foreign', 'media']);
  });

  test.each<[string, object]>([
    ['no request id', { $metadata: { httpStatusCode: 204 } }],
    ['a request id and no code of S3', { error: Object.assign(new Error('no bucket'), { name: 'NoSuchBucket' }) }],
  ])('leaves a bucket and an object after an answer with %s', async (_case, answer) => {
    const { account, journal } = openRun();
    journal.write({ event: 'planned', kind: 'bucket', name: 'mrap-verify-1', region: 'eu-west-1' });
    journal.write({ event: 'planned', kind: 'object', name: 'mrap-verify-1/a', region: 'eu-west-1' });
    const send = async () => {
      if ('error' in answer) throw answer.error;
      return answer;
    };
    const s3 = { send } as unknown as S3Client;
    const { accountId, clock } = account;
    const clients = { ...account.clients, s3: () => s3 };
    expect(await account.settle(cleanUp({ accountId, clock, clients }, journal))).toHaveLength(2);
    expect(journal.listRemaining()).toHaveLength(2);
  });

  test('ends if the bucket of a template no longer exists', async () => {
    const { account, journal } = openRun();
    journal.write({ event: 'planned', kind: 'object', name: 'mrap-verify-1/nested-1.json', region: 'eu-west-1' });
    expect(await account.settle(cleanUp(account, journal))).toEqual([]);
  });

  test('leaves resources that the journal does not name', async () => {
    const { account, journal, lab } = openRun();
    account.simulator.buckets.add('mrap-verify-foreign', 'eu-west-1', account.accountId);
    await account.settle(lab.createBucket('eu-west-1'));
    expect(await account.settle(cleanUp(account, journal))).toEqual([]);
    expect(listNames(account)).toEqual(['mrap-verify-foreign']);
  });

  test.each<[string, (lab: ServiceLab, accessPoint: AccessPoint) => Promise<unknown>]>([
    ['the deletion of an access point by an interrupted run', (lab, { name }) => lab.clients.s3Control().send(
      new DeleteMultiRegionAccessPointCommand({
        AccountId: lab.accountId, ClientToken: 'interrupted', Details: { Name: name },
      }))],
    ['another operation of an access point', (lab, accessPoint) => requestPolicy(lab, accessPoint, JSON.stringify({
      Version: '2012-10-17',
      Statement: [{
        Effect: 'Allow',
        Principal: { AWS: lab.accountId },
        Action: 's3:GetObject',
        Resource: `${accessPoint.arn}/object/*`,
      }],
    }))],
  ])('waits for %s', async (_case, begin) => {
    const { account, journal, lab } = openRun();
    await account.settle(createAccessPoint(lab).then((accessPoint) => begin(lab, accessPoint)));
    expect(await account.settle(cleanUp(account, journal))).toEqual([]);
    expect(listNames(account)).toEqual([]);
  });

  test('leaves an access point that was created again under the name', async () => {
    const { account, journal, lab } = openRun();
    const { name, members } = await account.settle(createAccessPoint(lab));
    const operator = new Operator(account.simulator);
    await account.settle((async () => {
      await operator.deleteAccessPoint(name);
      await account.clock.sleep(120_000);
      await operator.createAccessPoint(name, members.map(({ bucket }) => bucket));
      await account.clock.sleep(120_000);
    })());
    const left = await account.settle(cleanUp(account, journal));
    expect(left.map((resource) => `${resource.name}: ${resource.reason}`)).toEqual([
      expect.stringMatching(/^mrap-verify-3: another access point has its name: \S+ instead of \S+$/),
      expect.stringContaining('BucketHasAccessPointsAttached'),
      expect.stringContaining('BucketHasAccessPointsAttached'),
    ]);
    expect(listNames(account)).toContain(name);
  });

  test('leaves an access point whose creation has no proof in the journal', async () => {
    const { account, journal, lab } = openRun();
    account.simulator.buckets.add('foreign', 'eu-west-1', account.accountId);
    lab.planAccessPoint('media');
    await account.settle((async () => {
      await new Operator(account.simulator).createAccessPoint('media', ['foreign']);
      await account.clock.sleep(120_000);
    })());
    const [left] = await account.settle(cleanUp(account, journal));
    expect(left.reason).toMatch(/^the journal does not prove that the run created it; S3 shows the alias \S+$/);
    expect(listNames(account)).toEqual(['foreign', 'media']);
  });

  test('leaves an access point that another caller created while the creation of the run was refused', async () => {
    const { account, journal, lab } = openRun();
    account.simulator.buckets.add('foreign', 'eu-west-1', account.accountId);
    await account.settle((async () => {
      await new Operator(account.simulator).createAccessPoint('media', ['foreign']);
      await account.clock.sleep(120_000);
      await requestAccessPoint(lab, 'media', ['foreign']);
    })());
    const [left] = await account.settle(cleanUp(account, journal));
    expect(left.reason).toMatch(/^the journal does not prove that the run created it/);
    expect(await account.settle(findAccessPoint(lab, 'media'))).toBeDefined();
  });
});
