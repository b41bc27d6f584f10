import { type GetBucketReplicationCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import * as sdk from '@aws-sdk/client-s3-control';
import { BUCKET_COMMANDS, type BucketOperations } from './bucket-operations';
import { FAST_FAILURE, onePerRegion } from './clients';
import { keepRulesVerbatim } from './preserve-foreign-rules';

/** The operations that we call, by the SDK's names for their inputs and outputs: those of Multi-Region Access Points, and those of buckets. */
export interface Operations extends BucketOperations {
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

/** S3 Control and S3, one attempt or few a call; whoever calls decides whether to call again. */
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

/** S3 Control and S3 by the AWS SDK, with one client of each for each Region, made when first needed. */
export function sdkS3Control(config: sdk.S3ControlClientConfig = {}, bucketConfig: S3ClientConfig = {}): S3Control {
  const controlClient = onePerRegion((region) => new sdk.S3ControlClient({ ...FAST_FAILURE, ...config, region }));
  const bucketClient = onePerRegion((region) => {
    const client = new S3Client({ ...FAST_FAILURE, ...bucketConfig, region });
    keepRulesVerbatim(client);
    return client;
  });
  return {
    call: async (region, operation, input) => {
      // The tables pair every operation with its command; TypeScript cannot follow the pair through an index.
      if (operation in BUCKET_COMMANDS) {
        const Command = BUCKET_COMMANDS[operation as keyof BucketOperations] as unknown as new (input: unknown) => GetBucketReplicationCommand;
        return await bucketClient(region).send(new Command(input)) as never;
      }
      const Command = COMMANDS[operation as keyof typeof COMMANDS] as unknown as new (input: unknown) => sdk.GetMultiRegionAccessPointCommand;
      return await controlClient(region).send(new Command(input)) as never;
    },
  };
}
