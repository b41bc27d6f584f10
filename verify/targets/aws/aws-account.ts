import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { IAMClient } from '@aws-sdk/client-iam';
import {
  paginateListMultiRegionAccessPoints, type MultiRegionAccessPointReport, S3ControlClient,
} from '@aws-sdk/client-s3-control';
import { SQSClient } from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { cachePerRegion } from '../../../control/clients';
import { createCredentialProvider, type CredentialProvider } from '../../../control/credentials';
import { type CallGuard, CONTROL_PLANE_REGION, guardCalls } from '../../lab/clients';
import { limitPages } from '../../lab/pages';
import { UnusableAnswer } from './preflight-refusals';
import { createRequestHandler } from './request-handler';

export interface CallerIdentity {
  readonly accountId: string;
  readonly arn: string;
  /** The unique id of the IAM user, or the unique id of the role and the name of the session. */
  readonly userId: string;
}

/**
 * The SDK repeats only calls that AWS throttled or that failed in transit, so a probe sees every decision of S3. Probes
 * run side by side, so AWS can throttle them.
 */
export const CLIENT_CONFIG = { maxAttempts: 6, requestHandler: createRequestHandler(30) };
/** A user waits for the calls before the run. */
const PREFLIGHT_CONFIG = { maxAttempts: 2, requestHandler: createRequestHandler(10) };

export interface AwsAccountOptions {
  readonly homeRegion: string;
  /** Sends each request. */
  readonly guard: CallGuard;
  /** Receives a line while a source of credentials does not answer. */
  readonly onWaiting: (text: string) => void;
}

/** The account of the credentials, and its clients. The SDK reads the profile and endpoints from the environment. */
export class AwsAccount {
  public readonly credentials: CredentialProvider;
  public readonly guard: CallGuard;
  public readonly sqs: (region: string) => SQSClient;
  public readonly iam: IAMClient;
  private readonly sts: STSClient;
  private readonly s3Control: S3ControlClient;

  constructor({ homeRegion, guard, onWaiting }: AwsAccountOptions) {
    this.guard = guard;
    this.credentials = createCredentialProvider({ onWaiting });
    const { credentials } = this;
    this.sqs = cachePerRegion((region) =>
      guardCalls(new SQSClient({ ...CLIENT_CONFIG, credentials, region }), guard));
    this.iam = guardCalls(new IAMClient({ ...PREFLIGHT_CONFIG, credentials, region: 'us-east-1' }), guard);
    this.sts = guardCalls(new STSClient({ ...PREFLIGHT_CONFIG, credentials, region: homeRegion }), guard);
    this.s3Control = guardCalls(
      new S3ControlClient({ ...PREFLIGHT_CONFIG, credentials, region: CONTROL_PLANE_REGION }), guard);
  }

  /** Creates a client, so that each probe can record its own calls. */
  public createCloudFormation(region: string): CloudFormationClient {
    const { credentials, guard } = this;
    return guardCalls(new CloudFormationClient({ ...CLIENT_CONFIG, credentials, region }), guard);
  }

  public async findCaller(): Promise<CallerIdentity> {
    const { Account: accountId = '', Arn: arn = '', UserId: userId = '' } =
      await this.sts.send(new GetCallerIdentityCommand({}));
    if (/^\d{12}$/.test(accountId) && arn !== '' && userId !== '') return { accountId, arn, userId };
    throw new UnusableAnswer(
      `the answer to GetCallerIdentity has the account "${accountId}", the ARN "${arn}" and the user id "${userId}"; `
      + 'expected all three. Nothing was changed. Verify the network, the proxy and AWS_ENDPOINT_URL');
  }

  public async listAccessPoints(accountId: string): Promise<readonly MultiRegionAccessPointReport[]> {
    const found: MultiRegionAccessPointReport[] = [];
    const pages = paginateListMultiRegionAccessPoints({ client: this.s3Control }, { AccountId: accountId });
    for await (const page of limitPages(pages, 'ListMultiRegionAccessPoints')) {
      // The SDK reads a document that is not of S3 as an empty list.
      if (page.AccessPoints === undefined && page.$metadata.requestId === undefined) {
        throw new UnusableAnswer(
          'the answer to ListMultiRegionAccessPoints has no list and no request id; expected an answer of S3. Nothing '
          + 'was changed. Verify the network, the proxy and AWS_ENDPOINT_URL');
      }
      found.push(...page.AccessPoints ?? []);
    }
    return found;
  }

  /** Returns the credentials of a role of the run. */
  public async assumeRole(roleArn: string, externalId: string) {
    const { Credentials: session } = await this.sts.send(new AssumeRoleCommand({
      RoleArn: roleArn, RoleSessionName: 'mrap-verify', ExternalId: externalId, DurationSeconds: 3600,
    }));
    return {
      accessKeyId: session!.AccessKeyId!,
      secretAccessKey: session!.SecretAccessKey!,
      sessionToken: session!.SessionToken,
    };
  }
}
