import * as sdk from '@aws-sdk/client-s3-control';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { SECOND } from './clock';

/** The operations of Multi-Region Access Points that we call, by the SDK's names for their inputs and outputs. */
export interface Operations {
  CreateMultiRegionAccessPoint: [sdk.CreateMultiRegionAccessPointCommandInput, sdk.CreateMultiRegionAccessPointCommandOutput];
  DeleteMultiRegionAccessPoint: [sdk.DeleteMultiRegionAccessPointCommandInput, sdk.DeleteMultiRegionAccessPointCommandOutput];
  DescribeMultiRegionAccessPointOperation: [
    sdk.DescribeMultiRegionAccessPointOperationCommandInput, sdk.DescribeMultiRegionAccessPointOperationCommandOutput];
  GetMultiRegionAccessPoint: [sdk.GetMultiRegionAccessPointCommandInput, sdk.GetMultiRegionAccessPointCommandOutput];
  GetMultiRegionAccessPointPolicy: [sdk.GetMultiRegionAccessPointPolicyCommandInput, sdk.GetMultiRegionAccessPointPolicyCommandOutput];
  PutMultiRegionAccessPointPolicy: [sdk.PutMultiRegionAccessPointPolicyCommandInput, sdk.PutMultiRegionAccessPointPolicyCommandOutput];
  GetMultiRegionAccessPointRoutes: [sdk.GetMultiRegionAccessPointRoutesCommandInput, sdk.GetMultiRegionAccessPointRoutesCommandOutput];
  SubmitMultiRegionAccessPointRoutes: [sdk.SubmitMultiRegionAccessPointRoutesCommandInput, sdk.SubmitMultiRegionAccessPointRoutesCommandOutput];
}

export type OperationName = keyof Operations;

/** S3 Control, one attempt or few a call; whoever calls decides whether to call again. */
export interface S3Control {
  call<O extends OperationName>(region: string, operation: O, input: Operations[O][0]): Promise<Operations[O][1]>;
}

/** A fresh command for every call: the SDK refuses to send one twice. */
const COMMANDS = {
  CreateMultiRegionAccessPoint: sdk.CreateMultiRegionAccessPointCommand,
  DeleteMultiRegionAccessPoint: sdk.DeleteMultiRegionAccessPointCommand,
  DescribeMultiRegionAccessPointOperation: sdk.DescribeMultiRegionAccessPointOperationCommand,
  GetMultiRegionAccessPoint: sdk.GetMultiRegionAccessPointCommand,
  GetMultiRegionAccessPointPolicy: sdk.GetMultiRegionAccessPointPolicyCommand,
  PutMultiRegionAccessPointPolicy: sdk.PutMultiRegionAccessPointPolicyCommand,
  GetMultiRegionAccessPointRoutes: sdk.GetMultiRegionAccessPointRoutesCommand,
  SubmitMultiRegionAccessPointRoutes: sdk.SubmitMultiRegionAccessPointRoutesCommand,
};

/**
 * A call ends within five seconds, so that four dead control Regions cost twenty. Nothing is retried inside: the pollers call again anyway,
 * and a failover must go on to the next Region at once.
 */
const FAST_FAILURE = {
  maxAttempts: 1,
  requestHandler: new NodeHttpHandler({ connectionTimeout: 2 * SECOND, requestTimeout: 5 * SECOND, throwOnRequestTimeout: true }),
};

/** S3 Control by the AWS SDK, with one client for each Region, made when first needed. */
export function sdkS3Control(config: sdk.S3ControlClientConfig = {}): S3Control {
  const clients = new Map<string, sdk.S3ControlClient>();
  const clientFor = (region: string) => {
    const client = clients.get(region) ?? new sdk.S3ControlClient({ ...FAST_FAILURE, ...config, region });
    clients.set(region, client);
    return client;
  };
  return {
    call: async (region, operation, input) => {
      // The table above pairs every operation with its command; TypeScript cannot follow the pair through an index.
      const Command = COMMANDS[operation] as unknown as new (input: unknown) => sdk.GetMultiRegionAccessPointCommand;
      return await clientFor(region).send(new Command(input)) as never;
    },
  };
}
