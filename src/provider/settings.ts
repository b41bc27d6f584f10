import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';

/**
 * Settings of the Lambda functions behind the custom resources of one stack.
 */
export interface MultiRegionAccessPointHandlersOptions {
  /**
   * The VPC to run the functions in.
   *
   * They call S3 Control in us-west-2 and in the failover control Regions, which no VPC endpoint serves: the subnets need a way out, by a NAT
   * gateway or a proxy.
   *
   * @default - no VPC
   */
  readonly vpc?: ec2.IVpc;

  /**
   * The subnets of the VPC.
   *
   * @default - the subnets that aws-cdk-lib chooses for a function: private ones with egress
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * The security groups of the functions.
   *
   * @default - a security group of its own for each function
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * How long logs are kept.
   *
   * @default logs.RetentionDays.TWO_YEARS
   */
  readonly logRetention?: logs.RetentionDays;

  /**
   * The key that encrypts the logs; its policy must allow CloudWatch Logs to use it.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
   * @default - encryption by CloudWatch Logs
   */
  readonly logEncryptionKey?: kms.IKey;

  /**
   * The key that encrypts the environment variables of the functions. They hold no secret.
   *
   * @default - a key of Lambda's
   */
  readonly environmentEncryption?: kms.IKey;

  /**
   * The permissions boundary of every role that the handlers need.
   *
   * @default - none, or the one that applies to the stack
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;
}
