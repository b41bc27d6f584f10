import { DeleteMessageBatchCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type RecordedRequest } from '../../lab/deployment-lab';
import { parseSigningDate } from '../signing-date';
import { NESTED_STACK } from './probe-template';
import { type CreatedStack } from './stacks';

interface RecordedMessage {
  readonly requestId: string;
  readonly stackId: string;
  readonly request: Omit<RecordedRequest, 'signedAt'> & { readonly signingDate?: string };
}

/** A run sends less than 200 messages, and a read returns at least one. */
const MAX_READS = 1_000;

/** Reads the messages of the function that records requests. All stacks of a run share its queue. */
export class RecordedRequests {
  /** By stack and request, because the queue and Lambda deliver at least once. */
  private readonly stacks = new Map<string, Map<string, RecordedRequest>>();
  private reading: Promise<void> = Promise.resolve();

  constructor(private readonly client: SQSClient, private readonly queueUrl: string) {}

  /** Returns the requests of a stack and its nested stack that have been read, in the order of their arrival. */
  public list({ name, stackId }: Pick<CreatedStack, 'name' | 'stackId'>): readonly RecordedRequest[] {
    // CloudFormation derives the name of a nested stack from the names of its parent and of its resource.
    const nested = `:stack/${name}-${NESTED_STACK}-`;
    return [...this.stacks].filter(([id]) => id === stackId || id.includes(nested))
      .flatMap(([, requests]) => [...requests.values()]).sort((a, b) => a.receivedAt - b.receivedAt);
  }

  /** Reads until the queue is empty. */
  public async read(): Promise<void> {
    // Two readers at the same time could each miss the messages of the other one.
    // The failure of one reader is no failure of the next one.
    this.reading = this.reading.catch(() => undefined).then(() => this.readAll());
    return this.reading;
  }

  private async readAll(): Promise<void> {
    for (let reads = 0; reads < MAX_READS; reads += 1) {
      const { Messages: messages = [] } = await this.client.send(
        new ReceiveMessageCommand({ QueueUrl: this.queueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 2 }));
      if (messages.length === 0) return;
      for (const { Body: body } of messages) this.add(JSON.parse(body!) as RecordedMessage);
      await this.client.send(new DeleteMessageBatchCommand({
        QueueUrl: this.queueUrl,
        Entries: messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
      }));
    }
    throw new Error(`the queue ${this.queueUrl} is not empty after ${MAX_READS} reads`);
  }

  private add({ requestId, stackId, request: { signingDate, ...request } }: RecordedMessage): void {
    const ofStack = this.stacks.get(stackId) ?? new Map<string, RecordedRequest>();
    this.stacks.set(stackId, ofStack);
    if (ofStack.has(requestId)) return;
    const signedAt = signingDate === undefined ? undefined : parseSigningDate(signingDate);
    ofStack.set(requestId, { ...request, signedAt });
  }
}
