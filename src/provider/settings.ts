import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { type HandlerProxy } from './handler-proxy';

/**
 * Settings for the Lambda functions behind the custom resources of a stack.
 */
export interface MultiRegionAccessPointHandlersOptions {
  /**
   * The VPC to place the functions in.
   *
   * The functions call S3 Control in us-west-2 and in the failover control Regions. VPC endpoints do not serve these
   * calls, so the subnets need a NAT gateway or a proxy.
   *
   * @default - functions are not placed within a VPC
   */
  readonly vpc?: ec2.IVpc;

  /**
   * The subnets of the VPC to place the functions in.
   *
   * @default - the subnets that aws-cdk-lib selects for functions: private subnets with egress
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * The security groups of the functions.
   *
   * @default - a new security group for each function
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * The proxy through which the functions call AWS. The provider framework of aws-cdk-lib does not use it. Errors:
   * MRAP749.
   *
   * @default - the functions call AWS without a proxy
   */
  readonly proxy?: HandlerProxy;

  /**
   * The number of days that logs are kept.
   *
   * @default logs.RetentionDays.TWO_YEARS
   */
  readonly logRetention?: logs.RetentionDays;

  /**
   * The KMS key that encrypts the logs. Its key policy must allow CloudWatch Logs to use it.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
   * @default - CloudWatch Logs encrypts the logs with its own key
   */
  readonly logEncryptionKey?: kms.IKey;

  /**
   * The KMS key that encrypts the environment variables of the functions. The variables contain no secrets.
   *
   * @default - a key that AWS Lambda manages
   */
  readonly environmentEncryption?: kms.IKey;

  /**
   * The permissions boundary of every role of the handlers.
   *
   * @default - no permissions boundary, or the boundary that applies to the stack
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;
}
