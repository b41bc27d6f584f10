import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { IAMClient } from '@aws-sdk/client-iam';
import {
  paginateListMultiRegionAccessPoints, type MultiRegionAccessPointReport, S3ControlClient,
} from '@aws-sdk/client-s3-control';
import { SQSClient } from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { cachePerRegion } from '../../../control/clients';
import { CONTROL_PLANE_REGION, watchHosts } from '../../lab/clients';

export interface CallerIdentity {
  readonly accountId: string;
  readonly arn: string;
  /** The unique id of the IAM user, or the unique id of the role and the name of the session. */
  readonly userId: string;
}

export type CredentialProvider = ReturnType<typeof defaultProvider>;

/**
 * The SDK repeats only calls that AWS throttled or that failed in transit, so a probe sees every decision of S3. Probes
 * run side by side, so AWS can throttle them.
 */
export const CLIENT_RETRIES = { maxAttempts: 6 };

/** The account of a profile, and its clients. The SDK reads endpoints from the environment. */
export class AwsAccount {
  public readonly credentials: CredentialProvider;
  public readonly sqs: (region: string) => SQSClient;
  public readonly iam: IAMClient;
  private readonly sts: STSClient;
  private readonly s3Control: S3ControlClient;

  /**
   * @param profile Default: the default chain of the SDK.
   * @param onHost receives the host of each request
   */
  constructor(profile: string | undefined, homeRegion: string, public readonly onHost: (host: string) => void) {
    this.credentials = defaultProvider({ profile });
    const { credentials } = this;
    this.sqs = cachePerRegion((region) =>
      watchHosts(new SQSClient({ ...CLIENT_RETRIES, credentials, region }), onHost));
    this.iam = watchHosts(new IAMClient({ ...CLIENT_RETRIES, credentials, region: 'us-east-1' }), onHost);
    this.sts = watchHosts(new STSClient({ ...CLIENT_RETRIES, credentials, region: homeRegion }), onHost);
    this.s3Control = watchHosts(
      new S3ControlClient({ ...CLIENT_RETRIES, credentials, region: CONTROL_PLANE_REGION }), onHost);
  }

  /** Creates a client, so that each probe can record its own calls. */
  public createCloudFormation(region: string): CloudFormationClient {
    const { credentials, onHost } = this;
    return watchHosts(new CloudFormationClient({ ...CLIENT_RETRIES, credentials, region }), onHost);
  }

  public async findCaller(): Promise<CallerIdentity> {
    const { Account: accountId, Arn: arn, UserId: userId } = await this.sts.send(new GetCallerIdentityCommand({}));
    return { accountId: accountId!, arn: arn!, userId: userId! };
  }

  public async listAccessPoints(accountId: string): Promise<readonly MultiRegionAccessPointReport[]> {
    const found: MultiRegionAccessPointReport[] = [];
    for await (const { AccessPoints: page = [] } of
      paginateListMultiRegionAccessPoints({ client: this.s3Control }, { AccountId: accountId })) found.push(...page);
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
