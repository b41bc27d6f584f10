import { type IConstruct } from 'constructs';
import {
  makePackSuppressions, makeServerlessSuppressions, type NagSuppression,
} from '../validation/cdk-nag-suppressions';
import { makeManagedPolicySuppressions, makeWildcardSuppressions } from '../validation/iam-nag-suppressions';

const RUNTIME = 'aws-cdk-lib selects the latest runtime that every Region supports';
const FRAMEWORK = 'created by the provider framework of aws-cdk-lib, which has no setting for it';
const ON_DEMAND = 'runs only during deployments, and CloudFormation reports every failure';
const WILDCARDS = 'the alias of an access point and the token of an operation are unknown before S3 creates them; '
  + 's3:ListAllMyBuckets supports no resource; the provider framework invokes every version of its functions';
const INLINE = 'each policy belongs to one custom resource and must be deleted with it';

/** Suppressions without resources in their ids. */
const COMMON_SUPPRESSIONS: readonly NagSuppression[] = [
  { id: 'AwsSolutions-L1', reason: RUNTIME },
  { id: 'AwsSolutions-SF1', reason: FRAMEWORK },
  { id: 'AwsSolutions-SF2', reason: FRAMEWORK },
  ...makeServerlessSuppressions(ON_DEMAND, ['LambdaAsyncFailureDestination', 'LambdaDLQ', 'LambdaTracing']),
  ...makeServerlessSuppressions(RUNTIME, ['LambdaLatestVersion']),
  ...makeServerlessSuppressions(FRAMEWORK, ['LambdaDefaultMemorySize', 'StepFunctionStateMachineXray']),
  ...makePackSuppressions('IAMNoInlinePolicy', INLINE),
  ...makePackSuppressions('LambdaConcurrency', ON_DEMAND),
  ...makePackSuppressions('LambdaDLQ', ON_DEMAND),
  ...makePackSuppressions('LambdaInsideVPC', 'calls only S3 and S3 Control; a VPC is an option of the handlers'),
  ...makePackSuppressions('CloudWatchLogGroupEncrypted', 'logs contain no secrets; a key is an option of the handlers'),
];

/** Makes the suppressions of all findings of cdk-nag on the handlers below a construct. */
export function makeHandlerSuppressions(scope: IConstruct): NagSuppression[] {
  return [
    ...COMMON_SUPPRESSIONS,
    ...makeWildcardSuppressions(scope, WILDCARDS),
    ...makeManagedPolicySuppressions(scope, FRAMEWORK),
  ];
}
