import { ASSUMPTIONS } from '../../verify/assumptions';
import { findProbe } from '../../verify/model/assumption';
import { type DeploymentProbe } from '../../verify/model/probe';
import { CloudFormationLab } from '../../verify/targets/aws/cloudformation-lab';
import { RecordedRequests } from '../../verify/targets/aws/recorded-requests';
import { type Stacks } from '../../verify/targets/aws/stacks';

const STACK = { name: 'run-1', region: 'eu-west-1', stackId: 'arn' };

/** A request of CloudFormation: the second, the type, the logical id and the value. */
type Sent = readonly [number, string, string, string];

const CREATION: Sent = [0, 'Create', 'Resource', 'before'];
const UPDATE: Sent = [100, 'Update', 'Resource', 'after'];
const INTERRUPTION: Sent = [101, 'Create', 'Interruption', 'fails'];
const ROLLBACK: Sent = [130, 'Update', 'Resource', 'before'];
const LATE_ROLLBACK: Sent = [450, 'Update', 'Resource', 'before'];

/** Runs a probe on CloudFormation that sends these requests during the creation and the update of the stack. */
async function decide(id: string, ofUpdate: readonly Sent[]) {
  const batches = [[CREATION], ofUpdate].map((requests) => requests.map(([second, type, logicalId, value], index) => ({
    ReceiptHandle: 'handle',
    Body: JSON.stringify({
      requestId: `${second} ${index}`,
      stackId: STACK.stackId,
      request: { type, logicalId, value, physicalId: 'first', receivedAt: second * 1000, listedIds: [] },
    }),
  })));
  let isWaiting = false;
  const queue = {
    send: async ({ constructor: { name } }: object) => {
      if (name !== 'ReceiveMessageCommand') return {};
      isWaiting = !isWaiting;
      return isWaiting ? { Messages: batches.shift() } : {};
    },
  };
  const stacks = {
    create: async () => STACK,
    update: async () => undefined,
    wait: async () => ({ status: 'UPDATE_ROLLBACK_COMPLETE' }),
  };
  const lab = new CloudFormationLab({
    clock: { now: () => 0, sleep: async () => undefined },
    stacks: stacks as unknown as Stacks,
    requests: new RecordedRequests(queue as never, 'queue'),
    region: STACK.region,
    functionArn: 'function',
    makeName: () => STACK.name,
    uploadTemplate: async () => 'url',
  });
  const probe = findProbe(ASSUMPTIONS.find((assumption) => assumption.id === id)!) as DeploymentProbe;
  return (await probe.run(lab)).decision;
}

describe('CloudFormationLab', () => {
  const orders: [string, readonly Sent[]][] = [
    ['after the update', [UPDATE, INTERRUPTION]],
    ['before the update', [[99, 'Create', 'Interruption', 'fails'], UPDATE]],
  ];
  describe.each(orders)('with the request of the interruption %s', (_order, started) => {
    test.each(['16', '17'])('does not decide assumption %s without a rollback', async (id) => {
      expect(await decide(id, started)).toBe('cannot tell');
    });

    test.each(['16', '17'])('confirms assumption %s by the rollback', async (id) => {
      expect(await decide(id, [...started, ROLLBACK])).toBe('confirmed');
    });

    test('refutes assumption 17 by a rollback after the end of the update', async () => {
      expect(await decide('17', [...started, LATE_ROLLBACK])).toBe('refuted');
    });
  });
});
