import { type SQSClient } from '@aws-sdk/client-sqs';
import { RecordedRequests } from '../../verify/targets/aws/recorded-requests';

const STACK = { name: 'run-1', stackId: 'arn' };
const MESSAGE = {
  ReceiptHandle: 'handle',
  Body: JSON.stringify({ requestId: '1', stackId: 'arn', request: { type: 'Create', receivedAt: 0 } }),
};

/** A queue that answers one read after another with these messages or errors, and then is empty. */
function openQueue(answers: readonly (object | Error)[]) {
  const remaining = [...answers];
  const client = {
    send: async ({ constructor: { name } }: object) => {
      if (name !== 'ReceiveMessageCommand') return {};
      const answer = remaining.shift();
      if (answer instanceof Error) throw answer;
      return answer === undefined ? {} : { Messages: [answer] };
    },
  };
  return new RecordedRequests(client as unknown as SQSClient, 'queue');
}

describe('RecordedRequests.read', () => {
  test('reads again after a read has failed', async () => {
    const requests = openQueue([new Error('SlowDown'), MESSAGE]);
    await expect(requests.read()).rejects.toThrow('SlowDown');
    await requests.read();
    expect(requests.list(STACK)).toHaveLength(1);
  });

  test('ends if the queue is never empty', async () => {
    const requests = openQueue(Array.from({ length: 1_001 }, () => MESSAGE));
    await expect(requests.read()).rejects.toThrow('the queue queue is not empty after 1000 reads');
  });
});
