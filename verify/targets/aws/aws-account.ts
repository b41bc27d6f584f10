import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { IAMClient } from '@aws-sdk/client-iam';
import {
  paginateListMultiRegionAccessPoints, type MultiRegionAccessPointReport, S3ControlClient,
} from '@aws-sdk/client-s3-control';
import { SQSClient } from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { cachePerRegion } from '../../../control/clients';
import { CONTROL_PLANE_REGION } from '../../lab/clients';

export interface CallerIdentity {
  readonly accountId: string;
  readonly arn: string;
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
  public readonly cloudFormation: (region: string) => CloudFormationClient;
  public readonly sqs: (region: string) => SQSClient;
  public readonly iam: IAMClient;
  private readonly sts: STSClient;

  /** @param profile Default: the default chain of the SDK. */
  constructor(profile: string | undefined, homeRegion: string) {
    this.credentials = defaultProvider({ profile });
    const { credentials } = this;
    this.cloudFormation = cachePerRegion((region) =>
      new CloudFormationClient({ ...CLIENT_RETRIES, credentials, region }));
    this.sqs = cachePerRegion((region) => new SQSClient({ ...CLIENT_RETRIES, credentials, region }));
    this.iam = new IAMClient({ ...CLIENT_RETRIES, credentials, region: 'us-east-1' });
    this.sts = new STSClient({ ...CLIENT_RETRIES, credentials, region: homeRegion });
  }

  public async findCaller(): Promise<CallerIdentity> {
    const { Account: accountId, Arn: arn } = await this.sts.send(new GetCallerIdentityCommand({}));
    return { accountId: accountId!, arn: arn! };
  }

  public async listAccessPoints(accountId: string): Promise<readonly MultiRegionAccessPointReport[]> {
    const client = new S3ControlClient({
      ...CLIENT_RETRIES, credentials: this.credentials, region: CONTROL_PLANE_REGION,
    });
    const found: MultiRegionAccessPointReport[] = [];
    for await (const { AccessPoints: page = [] } of
      paginateListMultiRegionAccessPoints({ client }, { AccountId: accountId })) found.push(...page);
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
