import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import {
  CreateMultiRegionAccessPointCommand, DeleteMultiRegionAccessPointCommand,
  DescribeMultiRegionAccessPointOperationCommand, GetMultiRegionAccessPointCommand,
  GetMultiRegionAccessPointPolicyCommand, GetMultiRegionAccessPointPolicyStatusCommand,
  GetMultiRegionAccessPointRoutesCommand, ListMultiRegionAccessPointsCommand, PutMultiRegionAccessPointPolicyCommand,
  S3ControlClient, type S3ControlClientConfig, SubmitMultiRegionAccessPointRoutesCommand,
} from '@aws-sdk/client-s3-control';
import { inProcessHandler, listenOnLoopback, type Simulator } from '../../../simulator';

export const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };

const COMMANDS = {
  CreateMultiRegionAccessPoint: CreateMultiRegionAccessPointCommand,
  DeleteMultiRegionAccessPoint: DeleteMultiRegionAccessPointCommand,
  PutMultiRegionAccessPointPolicy: PutMultiRegionAccessPointPolicyCommand,
  DescribeMultiRegionAccessPointOperation: DescribeMultiRegionAccessPointOperationCommand,
  GetMultiRegionAccessPoint: GetMultiRegionAccessPointCommand,
  ListMultiRegionAccessPoints: ListMultiRegionAccessPointsCommand,
  GetMultiRegionAccessPointPolicy: GetMultiRegionAccessPointPolicyCommand,
  GetMultiRegionAccessPointPolicyStatus: GetMultiRegionAccessPointPolicyStatusCommand,
  GetMultiRegionAccessPointRoutes: GetMultiRegionAccessPointRoutesCommand,
  SubmitMultiRegionAccessPointRoutes: SubmitMultiRegionAccessPointRoutesCommand,
};

export type ControlOperation = keyof typeof COMMANDS;
export const CONTROL_OPERATIONS = Object.keys(COMMANDS) as ControlOperation[];

type SomeCommand = new (input: object) => GetMultiRegionAccessPointCommand;

/** Sends one operation through an unmodified client and returns its answer without the metadata. */
export async function send(client: S3ControlClient, operation: ControlOperation, input: object): Promise<object> {
  // The commands differ only in their types.
  const Command = COMMANDS[operation] as unknown as SomeCommand;
  const { $metadata, ...output } = await client.send(new Command(input));
  expect($metadata.httpStatusCode).toBe(200);
  expect($metadata.requestId).toMatch(/^[0-9A-F]{16}$/);
  return output;
}

/** A way to reach a simulator with the SDK. */
export interface Connection {
  control(config?: S3ControlClientConfig): S3ControlClient;
  s3(config?: S3ClientConfig): S3Client;
  close(): Promise<void>;
}

const CONTROL_DEFAULTS: S3ControlClientConfig = { region: 'us-west-2', credentials, maxAttempts: 1 };
const S3_DEFAULTS: S3ClientConfig = { region: 'eu-west-1', credentials, maxAttempts: 1 };

async function overSockets(simulator: Simulator): Promise<Connection> {
  const { url, close } = await listenOnLoopback(simulator);
  const clients: { destroy(): void }[] = [];
  const kept = <T extends { destroy(): void }>(client: T): T => {
    clients.push(client);
    return client;
  };
  return {
    control: (config) =>
      kept(new S3ControlClient({ ...CONTROL_DEFAULTS, endpointProvider: () => ({ url: new URL(url) }), ...config })),
    s3: (config) => kept(new S3Client({ ...S3_DEFAULTS, endpoint: url, forcePathStyle: true, ...config })),
    close: async () => {
      clients.forEach((client) => client.destroy());
      await close();
    },
  };
}

async function inProcess(simulator: Simulator): Promise<Connection> {
  return {
    control: (config) =>
      new S3ControlClient({ ...CONTROL_DEFAULTS, requestHandler: inProcessHandler(simulator), ...config }),
    s3: (config) => new S3Client({ ...S3_DEFAULTS, requestHandler: inProcessHandler(simulator), ...config }),
    close: async () => undefined,
  };
}

export const CONNECTIONS: [string, (simulator: Simulator) => Promise<Connection>][] = [
  ['over sockets', overSockets],
  ['in process', inProcess],
];
