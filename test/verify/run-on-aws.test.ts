import { rmSync } from 'node:fs';
import * as path from 'node:path';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { ASSUMPTIONS } from '../../verify/assumptions';
import { type Endpoint } from '../../verify/lab/endpoint';
import { Journal, type JournalEntry } from '../../verify/lab/journal';
import { type AwsAccount } from '../../verify/targets/aws/aws-account';
import { AwsTarget } from '../../verify/targets/aws/run-on-aws';
import { Stacks } from '../../verify/targets/aws/stacks';
import { temporaryFolder } from '../support/temporary-folder';

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true }));

const DEPLOYMENT_PROBE = ASSUMPTIONS.filter(({ id }) => id === 'C1');
const OUTPUTS = { RoleArn: 'role', FunctionArn: 'function', QueueUrl: 'queue' };

/** Answers a call by the name of the command and the name of the stack. */
type Answer = (command: string, stackName: string, now: number) => object;
type Handler = (args: { readonly input: { readonly StackName?: string } }) => Promise<object>;

/** Creates a client that sends no request. */
function createClient(answer: Answer): CloudFormationClient {
  const client = new CloudFormationClient({ region: 'eu-west-1' });
  const middleware = (_next: unknown, { commandName }: { readonly commandName: string }): Handler =>
    async ({ input: { StackName: name = '' } }) =>
      ({ output: { $metadata: { requestId: 'request' }, ...answer(commandName, name, 0) }, response: {} });
  (client.middlewareStack.add as (added: unknown, options: object) => void)(middleware, { step: 'initialize' });
  return client;
}

const STACK_ARN = 'arn:aws:cloudformation:eu-west-1:111122223333:stack/';
const makeArn = (name: string) => `${STACK_ARN}${name}/1`;

/** CloudFormation that creates and deletes each stack at once, and sends no request to a function. */
class InstantCloudFormation {
  private readonly stacks = new Set<string>();

  public get names(): readonly string[] {
    return [...this.stacks];
  }

  public answer(command: string, nameOrArn: string): object {
    const name = nameOrArn.replace(STACK_ARN, '').replace('/1', '');
    const StackId = makeArn(name);
    if (command === 'CreateStackCommand') this.stacks.add(name);
    if (command === 'DeleteStackCommand') this.stacks.delete(name);
    if (command !== 'DescribeStacksCommand') return { StackId };
    const outputs = Object.entries(OUTPUTS).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue }));
    const StackStatus = this.stacks.has(name) ? 'CREATE_COMPLETE' : 'DELETE_COMPLETE';
    const tags = [{ Key: 'mrap-verify-run', Value: name.slice(0, name.lastIndexOf('-')) }];
    return { Stacks: [{ StackId, StackName: name, StackStatus, Outputs: outputs, Tags: tags }] };
  }
}

let runs = 0;

/** A run in an account with these services, whose journal can refuse entries. */
function openRun(answer: Answer, refuses: (entry: JournalEntry) => boolean = () => false) {
  runs += 1;
  const journal = Journal.open(path.join(folder, `${runs}.jsonl`));
  const write = journal.write.bind(journal);
  journal.write = (entry) => {
    if (refuses(entry)) throw new Error('ENOSPC: no space left on device');
    write(entry);
  };
  let now = 0;
  const progress: string[] = [];
  const target = new AwsTarget({
    account: {
      createCloudFormation: () => createClient(answer),
      sqs: () => ({ send: async () => ({}) }),
      credentials: {},
      guard: async (_endpoint: Endpoint, send: () => Promise<object>) => send(),
    } as unknown as AwsAccount,
    accountId: '111122223333',
    callerId: 'AIDA1',
    clock: { now: () => now, sleep: async (ms) => { now += ms; } },
    journal,
    memberRegions: ['eu-west-1', 'us-east-1'],
    onProgress: (text) => { progress.push(text); },
  });
  return { journal, target, progress };
}

describe('AwsTarget.run', () => {
  test('returns each decision with its calls and deletes all stacks', async () => {
    const cloudFormation = new InstantCloudFormation();
    const { journal, target } = openRun(cloudFormation.answer.bind(cloudFormation));
    const { results: [result], sharedSteps, left, failures } = await target.run(DEPLOYMENT_PROBE);
    expect(result).toMatchObject({ decision: 'cannot tell', observation: 'CloudFormation sent no such request' });
    const call = { region: 'eu-west-1', requestId: 'request', outcome: 'ok' };
    expect(result.steps).toEqual([
      { ...call, at: '1970-01-01T00:00:03.000Z', operation: 'CreateStack' },
      { ...call, at: '1970-01-01T00:00:06.000Z', operation: 'DescribeStacks' },
    ]);
    const shared = sharedSteps.map(({ operation }) => operation);
    expect(shared).toEqual(expect.arrayContaining(['CreateStack', 'DeleteStack']));
    expect({ left, failures, stacks: cloudFormation.names }).toEqual({ left: [], failures: [], stacks: [] });
    expect(journal.findDecision(DEPLOYMENT_PROBE[0])?.observation).toBe('CloudFormation sent no such request');
  });

  test('returns results for a report although no probe could run', async () => {
    const { target } = openRun(() => { throw new Error('AccessDenied'); });
    const { results, left, failures } = await target.run(ASSUMPTIONS.filter(({ id }) => ['8', 'C1'].includes(id)));
    expect(results.map(({ decision, observation }) => `${decision}: ${observation}`)).toEqual([
      'cannot tell: the probe did not run', 'cannot tell: the probe did not run',
    ]);
    expect(left.map(({ kind, reason }) => `${kind}: ${reason}`)).toEqual([
      'support-stack: Error: AccessDenied', 'support-stack: Error: AccessDenied',
    ]);
    expect(failures).toEqual(['Error: AccessDenied', 'Error: AccessDenied']);
  });

  test('returns a decision that the journal could not record, and the failure', async () => {
    const cloudFormation = new InstantCloudFormation();
    const { journal, target } = openRun(cloudFormation.answer.bind(cloudFormation), ({ event }) => event === 'decided');
    const { results: [result], left, failures } = await target.run(DEPLOYMENT_PROBE);
    expect(result.observation).toBe('CloudFormation sent no such request');
    expect({ left, stacks: cloudFormation.names }).toEqual({ left: [], stacks: [] });
    expect(failures).toEqual(['Error: ENOSPC: no space left on device']);
    expect(journal.decisions).toEqual([]);
  });

  test('deletes all resources and returns all results although the journal records no deletion', async () => {
    const cloudFormation = new InstantCloudFormation();
    const { target } = openRun(cloudFormation.answer.bind(cloudFormation), ({ event }) => event === 'deleted');
    const { results, left } = await target.run(DEPLOYMENT_PROBE);
    expect(results).toHaveLength(1);
    expect(cloudFormation.names).toEqual([]);
    const reason = 'only in the journal, which cannot be written: ENOSPC: no space left on device';
    expect(left.map((resource) => `${resource.kind}: ${resource.reason}`))
      .toEqual([`stack: ${reason}`, `support-stack: ${reason}`]);
  });
});

describe('AwsTarget.run', () => {
  const [first, second] = ['C1', 'C2'].map((id) => ASSUMPTIONS.find((assumption) => assumption.id === id)!);
  const record = (journal: Journal, id: string, statement: string | undefined) => {
    const run = { decision: 'confirmed' as const, observation: 'seen', steps: [], cleanUpSteps: [], left: [] };
    journal.write({ event: 'decided', id, statement, run });
  };

  async function continueRun(statement: string | undefined) {
    const cloudFormation = new InstantCloudFormation();
    const { journal, target, progress } = openRun(cloudFormation.answer.bind(cloudFormation));
    record(journal, first.id, statement);
    const { results } = await target.run([second], ASSUMPTIONS);
    return { progress, decisions: results.map(({ assumption, observation }) => `${assumption.id}: ${observation}`) };
  }

  test('returns the decisions of earlier parts of a continued run too, and says so', async () => {
    const { decisions, progress } = await continueRun(first.statement);
    expect(decisions).toEqual(['C1: seen', 'C2: CloudFormation sent no such request']);
    expect(progress).toContain('keeps the decisions of earlier parts of this run: C1');
  });

  test.each([['another', 'CloudFormation sends requests'], ['no', undefined]])(
    'ignores a decision about %s statement, and says so', async (_case, statement) => {
      const { decisions, progress } = await continueRun(statement);
      expect(decisions).toEqual(['C2: CloudFormation sent no such request']);
      expect(progress).toContain('ignores decisions about other statements: C1');
    });

  test('repeats a probe whose statement has changed', async () => {
    const cloudFormation = new InstantCloudFormation();
    const { journal, target } = openRun(cloudFormation.answer.bind(cloudFormation));
    record(journal, first.id, 'another statement');
    const { results: [result] } = await target.run([first], ASSUMPTIONS);
    expect(result.observation).toBe('CloudFormation sent no such request');
    expect(journal.decisions.at(-1)?.statement).toBe(first.statement);
  });
});

describe('AwsTarget.runCleanUp', () => {
  test('counts the resources that it deleted', async () => {
    const cloudFormation = new InstantCloudFormation();
    const { journal, target } = openRun(cloudFormation.answer.bind(cloudFormation));
    const startedAt = '2026-11-29T12:00:00.000Z';
    journal.write({ event: 'started', accountId: '111122223333', prefix: 'mrap-verify-0123456789ab', startedAt });
    journal.write({ event: 'planned', kind: 'stack', name: 'mrap-verify-0123456789ab-1', region: 'eu-west-1' });
    cloudFormation.answer('CreateStackCommand', 'mrap-verify-0123456789ab-1');
    expect(await target.runCleanUp()).toMatchObject({ results: [], left: [], deleted: 1, startedAt });
    expect(cloudFormation.names).toEqual([]);
  });
});

/** Stacks of a run whose CloudFormation answers like this, on a clock that does not wait. */
function openStacks(answer: Answer) {
  runs += 1;
  let now = 0;
  return new Stacks({
    clock: { now: () => now, sleep: async (ms) => { now += ms; } },
    journal: Journal.open(path.join(folder, `stacks-${runs}.jsonl`)),
    prefix: 'run',
    createClient: () => createClient((command, name) => answer(command, name, now)),
  });
}

const notFound = () => Object.assign(new Error('Stack with id run-1 does not exist'), { name: 'ValidationError' });
const PLANNED_STACK = { kind: 'stack', name: 'run-1', region: 'eu-west-1' } as const;

describe('Stacks.deleteFromJournal', () => {
  test('fails after an answer without a stack and without an error', async () => {
    const stacks = openStacks(() => ({ Stacks: [] }));
    await expect(stacks.deleteFromJournal(PLANNED_STACK)).rejects.toThrow('with neither a stack nor an error');
    await expect(stacks.wait({ ...PLANNED_STACK, stackId: 'arn' })).rejects.toThrow('neither a stack nor an error');
  });

  test('ends if CloudFormation shows no stack for two minutes', async () => {
    const times: number[] = [];
    const stacks = openStacks((_command, _name, now) => {
      times.push(now);
      throw notFound();
    });
    expect(await stacks.deleteFromJournal(PLANNED_STACK)).toBeUndefined();
    expect(times.at(-1)).toBe(120_000);
  });

  test('deletes a stack that CloudFormation shows after a minute', async () => {
    let isDeleted = false;
    const stacks = openStacks((command, _name, now) => {
      if (now < 60_000) throw notFound();
      isDeleted ||= command === 'DeleteStackCommand';
      const StackStatus = isDeleted ? 'DELETE_COMPLETE' : 'CREATE_COMPLETE';
      const Tags = [{ Key: 'mrap-verify-run', Value: 'run' }];
      return { Stacks: [{ StackId: makeArn('run-1'), StackName: 'run-1', StackStatus, Tags }] };
    });
    expect(await stacks.deleteFromJournal(PLANNED_STACK)).toBeUndefined();
    expect(isDeleted).toBe(true);
  });

  test('keeps a stack with another name than in the journal, and one without the tag of the run', async () => {
    const called: string[] = [];
    const stacks = new Stacks({
      clock: { now: () => 0, sleep: async () => undefined },
      journal: Journal.open(path.join(folder, 'foreign.jsonl')),
      prefix: 'run',
      createClient: () => createClient((command, name) => {
        called.push(command);
        return { Stacks: [{ StackId: name, StackName: name, StackStatus: 'CREATE_COMPLETE', Tags: [] }] };
      }),
    });
    const planned = { kind: 'stack', name: 'run-1', region: 'eu-west-1' } as const;
    for (const alias of ['production', 'run-1', undefined]) {
      expect(await stacks.deleteFromJournal({ ...planned, alias })).toMatch(/^the journal does not prove/);
    }
    expect(new Set(called)).toEqual(new Set(['DescribeStacksCommand']));
  });
});

describe('Stacks', () => {
  test.each([
    ['of another stack', makeArn('production')],
    ['of another Region', makeArn('run-1').replace('eu-west-1', 'us-east-1')],
    ['that is missing', undefined],
  ])('never changes a stack by an ARN %s', async (_case, arn) => {
    const called: string[] = [];
    const stacks = openStacks((command) => {
      called.push(command);
      const tags = [{ Key: 'mrap-verify-run', Value: 'run' }];
      return command === 'CreateStackCommand'
        ? { StackId: arn }
        : { Stacks: [{ StackId: arn, StackName: 'run-1', StackStatus: 'CREATE_COMPLETE', Tags: tags }] };
    });
    await expect(stacks.createSupport('run-1', 'eu-west-1', { Resources: {} })).rejects.toThrow(
      `CloudFormation answered CreateStack of run-1 with the stack ${arn}; expected its ARN`);
    expect(await stacks.deleteFromJournal(PLANNED_STACK)).toMatch(/^the journal does not prove/);
    expect(called).toEqual(['CreateStackCommand', 'DescribeStacksCommand']);
  });
});

describe('Stacks.findRow', () => {
  const findRow = async (error: Error) => {
    const stacks = new Stacks({
      clock: { now: () => 0, sleep: async () => undefined },
      journal: Journal.open(path.join(folder, 'rows.jsonl')),
      prefix: 'mrap-verify',
      createClient: () => createClient(() => { throw error; }),
    });
    return stacks.findRow({ name: 'stack', region: 'eu-west-1', stackId: 'arn' }, 'Resource');
  };

  test('returns nothing if CloudFormation shows no such resource yet', async () => {
    const error = new Error('Resource Resource does not exist for stack stack');
    expect(await findRow(Object.assign(error, { name: 'ValidationError' }))).toBeUndefined();
  });

  test('fails if something else says that a host or a page does not exist', async () => {
    await expect(findRow(new Error('this page does not exist'))).rejects.toThrow('this page does not exist');
  });

  test('fails if CloudFormation refuses the call', async () => {
    await expect(findRow(new Error('AccessDenied'))).rejects.toThrow('AccessDenied');
  });
});
