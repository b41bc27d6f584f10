import { rmSync } from 'node:fs';
import * as path from 'node:path';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { ASSUMPTIONS } from '../../verify/assumptions';
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
type Answer = (command: string, stackName: string) => object;
type Handler = (args: { readonly input: { readonly StackName?: string } }) => Promise<object>;

/** Creates a client that sends no request. */
function createClient(answer: Answer): CloudFormationClient {
  const client = new CloudFormationClient({ region: 'eu-west-1' });
  const middleware = (_next: unknown, { commandName }: { readonly commandName: string }): Handler =>
    async ({ input: { StackName: name = '' } }) =>
      ({ output: { $metadata: { requestId: 'request' }, ...answer(commandName, name) }, response: {} });
  (client.middlewareStack.add as (added: unknown, options: object) => void)(middleware, { step: 'initialize' });
  return client;
}

/** CloudFormation that creates and deletes each stack at once, and sends no request to a function. */
class InstantCloudFormation {
  private readonly stacks = new Set<string>();

  public get names(): readonly string[] {
    return [...this.stacks];
  }

  public answer(command: string, name: string): object {
    if (command === 'CreateStackCommand') this.stacks.add(name);
    if (command === 'DeleteStackCommand') this.stacks.delete(name);
    if (command !== 'DescribeStacksCommand') return { StackId: name };
    const outputs = Object.entries(OUTPUTS).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue }));
    const StackStatus = this.stacks.has(name) ? 'CREATE_COMPLETE' : 'DELETE_COMPLETE';
    const tags = [{ Key: 'mrap-verify-run', Value: name.slice(0, name.lastIndexOf('-')) }];
    return { Stacks: [{ StackId: name, StackName: name, StackStatus, Outputs: outputs, Tags: tags }] };
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
  const target = new AwsTarget({
    account: {
      createCloudFormation: () => createClient(answer),
      sqs: () => ({ send: async () => ({}) }),
      credentials: {},
      onHost: () => undefined,
    } as unknown as AwsAccount,
    accountId: '111122223333',
    callerId: 'AIDA1',
    clock: { now: () => now, sleep: async (ms) => { now += ms; } },
    journal,
    memberRegions: ['eu-west-1', 'us-east-1'],
    onProgress: () => undefined,
  });
  return { journal, target };
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
    expect(journal.decisions.get('C1')).toMatchObject({ observation: 'CloudFormation sent no such request' });
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
    expect(journal.decisions.size).toBe(0);
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

describe('Stacks.deleteFromJournal', () => {
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
    expect(await findRow(new Error('Resource Resource does not exist for stack stack'))).toBeUndefined();
  });

  test('fails if CloudFormation refuses the call', async () => {
    await expect(findRow(new Error('AccessDenied'))).rejects.toThrow('AccessDenied');
  });
});
