import { rmSync } from 'node:fs';
import * as path from 'node:path';
import { type CloudFormationClient } from '@aws-sdk/client-cloudformation';
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

interface Call {
  readonly constructor: { readonly name: string };
  readonly input: { readonly StackName?: string };
}

/** CloudFormation that creates and deletes each stack at once, and sends no request to a function. */
class InstantCloudFormation {
  private readonly stacks = new Set<string>();

  public get names(): readonly string[] {
    return [...this.stacks];
  }

  public async send({ constructor: { name: command }, input: { StackName: name = '' } }: Call): Promise<object> {
    if (command === 'CreateStackCommand') this.stacks.add(name);
    if (command === 'DeleteStackCommand') this.stacks.delete(name);
    if (command !== 'DescribeStacksCommand') return { StackId: name };
    const outputs = Object.entries(OUTPUTS).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue }));
    const StackStatus = this.stacks.has(name) ? 'CREATE_COMPLETE' : 'DELETE_COMPLETE';
    return { Stacks: [{ StackId: name, StackStatus, Outputs: outputs }] };
  }
}

let runs = 0;

/** A run in an account with these services, whose journal can refuse entries. */
function openRun(cloudFormation: object, refuses: (entry: JournalEntry) => boolean = () => false) {
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
      cloudFormation: () => cloudFormation,
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
  test('returns each decision and deletes all stacks', async () => {
    const cloudFormation = new InstantCloudFormation();
    const { journal, target } = openRun(cloudFormation);
    const { results: [result], left, failures } = await target.run(DEPLOYMENT_PROBE);
    expect(result).toMatchObject({ decision: 'cannot tell', observation: 'CloudFormation sent no such request' });
    expect({ left, failures, stacks: cloudFormation.names }).toEqual({ left: [], failures: [], stacks: [] });
    expect(journal.decisions.get('C1')).toMatchObject({ observation: 'CloudFormation sent no such request' });
  });

  test('returns results for a report although no probe could run', async () => {
    const { target } = openRun({ send: async () => { throw new Error('AccessDenied'); } });
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
    const { journal, target } = openRun(cloudFormation, ({ event }) => event === 'decided');
    const { results: [result], left, failures } = await target.run(DEPLOYMENT_PROBE);
    expect(result.observation).toBe('CloudFormation sent no such request');
    expect({ left, stacks: cloudFormation.names }).toEqual({ left: [], stacks: [] });
    expect(failures).toEqual(['Error: ENOSPC: no space left on device']);
    expect(journal.decisions.size).toBe(0);
  });

  test('deletes all resources and returns all results although the journal records no deletion', async () => {
    const cloudFormation = new InstantCloudFormation();
    const { target } = openRun(cloudFormation, ({ event }) => event === 'deleted');
    const { results, left } = await target.run(DEPLOYMENT_PROBE);
    expect(results).toHaveLength(1);
    expect(cloudFormation.names).toEqual([]);
    const reason = 'only in the journal, which cannot be written: ENOSPC: no space left on device';
    expect(left.map((resource) => `${resource.kind}: ${resource.reason}`))
      .toEqual([`stack: ${reason}`, `support-stack: ${reason}`]);
  });
});

describe('Stacks.findRow', () => {
  const findRow = async (error: Error) => {
    const stacks = new Stacks({
      clock: { now: () => 0, sleep: async () => undefined },
      journal: Journal.open(path.join(folder, 'rows.jsonl')),
      prefix: 'mrap-verify',
      createClient: () => ({ send: async () => { throw error; } }) as unknown as CloudFormationClient,
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
