import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { S3ControlClient } from '@aws-sdk/client-s3-control';
import { cachePerRegion } from '../../control/clients';
import { type Clock } from '../../control/clock';
import { CONTROL_PLANE_REGION as CONTROL_PLANE, FAILOVER_CONTROL_REGIONS } from '../../src/facts/control-plane';
import { type Endpoint } from './endpoint';
import { type Step } from './step';

/** The clients of a caller, by Region. Every call is recorded as a step. */
export interface LabClients {
  readonly s3Control: (region?: string) => S3ControlClient;
  readonly s3: (region: string) => S3Client;
  readonly cloudTrail: (region: string) => CloudTrailClient;
  readonly cloudWatch: (region: string) => CloudWatchClient;
  readonly lambda: (region: string) => LambdaClient;
}

/** The configuration of the clients of a caller. */
export interface ClientConfig {
  readonly s3Control?: object;
  readonly s3?: object;
  readonly cloudTrail?: object;
  readonly cloudWatch?: object;
  readonly lambda?: object;
  /** Runs a call. Default: only calls it. */
  readonly around?: <T>(call: () => Promise<T>) => Promise<T>;
  /** Sends each request. Default: only sends it. */
  readonly guard?: CallGuard;
}

/** Sends a request, or does not send it. */
export type CallGuard = <T>(endpoint: Endpoint, send: () => Promise<T>) => Promise<T>;

/** The Region of all calls except those for routes. */
export const CONTROL_PLANE_REGION = CONTROL_PLANE.region;
/** The Regions that accept changes of routes. */
export const CONTROL_REGIONS: readonly string[] = FAILOVER_CONTROL_REGIONS.map(({ region }) => region);

/** A client of the SDK whose calls can be observed. */
interface ObservableClient {
  readonly middlewareStack: { readonly add: unknown };
}

interface CallContext {
  readonly commandName?: string;
}

interface CallOutput {
  readonly output: { readonly $metadata?: { readonly requestId?: string } };
}

interface CallError {
  readonly name?: string;
  readonly $metadata?: { readonly requestId?: string };
}

/** Adds a step for each call of a client. Refuses an answer that is not of AWS. */
export function recordCalls<Client extends ObservableClient>(
  client: Client, region: string, clock: Clock, onStep: (step: Step) => void,
  around: NonNullable<ClientConfig['around']> = async (call) => call(),
): Client {
  const record = (next: (args: never) => Promise<CallOutput>, { commandName = '' }: CallContext) =>
    async (args: never): Promise<CallOutput> => {
      const step = { at: new Date(clock.now()).toISOString(), operation: commandName.replace(/Command$/, ''), region };
      try {
        const result = await around(() => next(args));
        const { requestId } = result.output.$metadata ?? {};
        // The SDK reads a document that is not of AWS as an answer without values.
        if (requestId === undefined) throw new Error(`the answer to ${step.operation} has no request id of AWS`);
        onStep({ ...step, requestId, outcome: 'ok' });
        return result;
      } catch (error) {
        const { name = 'Error', $metadata } = error as CallError;
        onStep({ ...step, requestId: $metadata?.requestId, outcome: name });
        throw error;
      }
    };
  (client.middlewareStack.add as (middleware: unknown, options: object) => void)(record, {
    step: 'initialize', name: 'recordCalls', priority: 'high',
  });
  return client;
}

/** Sends each request of a client through a guard, also a request that the client repeats. */
export function guardCalls<Client extends ObservableClient>(client: Client, guard: CallGuard): Client {
  const middleware = (next: (args: unknown) => Promise<object>) => async (args: unknown): Promise<object> =>
    guard((args as { readonly request: Endpoint }).request, () => next(args));
  (client.middlewareStack.add as (middleware: unknown, options: object) => void)(middleware, {
    step: 'finalizeRequest', name: 'guardCalls',
  });
  return client;
}

/** Creates the clients of a caller. A probe sees every answer, so the clients do not retry by default. */
export function createLabClients(config: ClientConfig, clock: Clock, onStep: (step: Step) => void): LabClients {
  const { around = async (call) => call(), guard = async (_endpoint, send) => send() } = config;
  const record = <Client extends ObservableClient>(client: Client, region: string) =>
    guardCalls(recordCalls(client, region, clock, onStep, around), guard);
  const s3Control = cachePerRegion((region) =>
    record(new S3ControlClient({ maxAttempts: 1, ...config.s3Control, region }), region));
  const s3 = cachePerRegion((region) =>
    record(new S3Client({ maxAttempts: 1, ...config.s3, region }), region));
  const cloudTrail = cachePerRegion((region) =>
    record(new CloudTrailClient({ maxAttempts: 1, ...config.cloudTrail, region }), region));
  const cloudWatch = cachePerRegion((region) =>
    record(new CloudWatchClient({ maxAttempts: 1, ...config.cloudWatch, region }), region));
  const lambda = cachePerRegion((region) =>
    record(new LambdaClient({ maxAttempts: 1, ...config.lambda, region }), region));
  return { s3Control: (region = CONTROL_PLANE_REGION) => s3Control(region), s3, cloudTrail, cloudWatch, lambda };
}
