import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { type IResource, Stack } from 'aws-cdk-lib/core';
import { type aws_s3 as refs } from 'aws-cdk-lib/interfaces';
import { type IConstruct } from 'constructs';
import {
  MRAP316_REGION_OF_REPORT_BUCKET_UNKNOWN, MRAP317_REPORT_BUCKET_OF_ANOTHER_ACCOUNT,
} from '../../diagnostics/definitions/operations';
import { type Finding } from '../../diagnostics/finding';
import { addFindingAnnotation } from '../../validation/assert-valid';
import { toTextUnlessToken } from '../../validation/tokens';
import { makeForeignPrincipal } from '../access-point/foreign-grantee';
import { BucketConstructProperties } from '../buckets/bucket-reflection';

/** S3 encrypts an object that one request writes with this permission of the writer. */
const ENCRYPT = 'kms:GenerateDataKey';

/** Finds an imported bucket whose Region may be only the default of aws-cdk-lib (MRAP316). */
export function checkReportBucketRegion(scope: IConstruct, bucket: refs.IBucketRef): Finding[] {
  const { resource } = new BucketConstructProperties(bucket);
  const { region } = bucket.env;
  if (resource !== undefined || region !== Stack.of(bucket).region) return [];
  return [MRAP316_REGION_OF_REPORT_BUCKET_UNKNOWN.create({
    bucket: makeReportBucketLabel(bucket), region: toTextUnlessToken(region) ?? Stack.of(scope).stackName,
  })];
}

/** Allows the role of a drill to write its reports to a bucket of another account (MRAP317 for an imported bucket). */
export function allowReports(
  drill: IResource & { readonly role: iam.IRole }, bucket: refs.IBucketRef, reports: string,
): void {
  const account = toTextUnlessToken(bucket.env.account);
  if (account === undefined || account === drill.stack.account) return;
  const statement = new iam.PolicyStatement({
    principals: [makeForeignPrincipal({ account: drill.stack.account, arn: drill.role.roleArn })],
    actions: ['s3:PutObject'],
    resources: [reports],
  });
  const added = (bucket as Partial<s3.IBucket>).addToResourcePolicy?.(statement);
  if (added?.statementAdded) return;
  addFindingAnnotation(drill, MRAP317_REPORT_BUCKET_OF_ANOTHER_ACCOUNT.create({
    bucket: makeReportBucketLabel(bucket), account, resource: toTextUnlessToken(reports) ?? '<bucket>/<reportPrefix>*',
  }));
}

/**
 * Allows a drill to encrypt its reports with the key of their bucket. aws-cdk-lib would name the role in the policy of
 * a key of another environment, which KMS rejects because the role does not exist yet.
 */
export function allowReportKey(drill: IResource & { readonly role: iam.IRole }, bucket: refs.IBucketRef): void {
  const { encryptionKey: key } = bucket as Partial<s3.IBucket>;
  if (key === undefined) return;
  const { stack } = key;
  if (stack.account === drill.stack.account && stack.region === drill.stack.region) {
    key.grantEncrypt(drill.role);
    return;
  }
  const { account, region } = key.env;
  const conditions = { StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` } };
  key.addToResourcePolicy(new iam.PolicyStatement({
    principals: [makeForeignPrincipal({ account: drill.stack.account, arn: drill.role.roleArn })],
    actions: [ENCRYPT],
    // In a key policy, "*" is the key itself.
    resources: ['*'],
    conditions,
  }));
  // The ARN of a key is not known in another environment.
  drill.role.addToPrincipalPolicy(new iam.PolicyStatement({
    actions: [ENCRYPT],
    resources: [drill.stack.formatArn({ service: 'kms', region, account, resource: 'key', resourceName: '*' })],
    conditions,
  }));
}

function makeReportBucketLabel(bucket: refs.IBucketRef): string {
  return toTextUnlessToken(bucket.bucketRef.bucketName) ?? bucket.node.path;
}
