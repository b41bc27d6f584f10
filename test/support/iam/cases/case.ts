import { type Context } from '../conditions';
import { type Decision, type Policies, type Request, type Statement } from '../evaluate';

export const ALICE = 'arn:aws:iam::111122223333:role/alice';
export const MALLORY = 'arn:aws:iam::444455556666:role/mallory';
export const OWNER = '111122223333';
export const BUCKET = 'arn:aws:s3:::media';
export const OBJECT = `${BUCKET}/films/a.mp4`;

export interface Case {
  readonly page: string;
  readonly what: string;
  readonly request: Request;
  readonly policies: Policies;
  readonly decision: Decision;
}

export const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/';
export const S3 = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/';

export function allow(
  Action: string | string[],
  Resource: string | string[] = '*',
  more: Partial<Statement> = {},
): Statement {
  return { Effect: 'Allow', Action, Resource, ...more };
}

export function deny(
  Action: string | string[],
  Resource: string | string[] = '*',
  more: Partial<Statement> = {},
): Statement {
  return { ...allow(Action, Resource, more), Effect: 'Deny' };
}

export const ask = (action: string, resource: string, context: Context = {}, principal = ALICE): Request =>
  ({ action, resource, context, principal, owner: OWNER });
export const read = (context?: Context, principal?: string) => ask('s3:GetObject', OBJECT, context, principal);
export const YES = 'allowed';
export const NO = 'implicitly denied';
export const NEVER = 'explicitly denied';
export const condition = (operator: string, key: string, value: unknown): Partial<Statement> => ({
  Condition: { [operator]: { [key]: value } },
});
export const ROOT: Partial<Statement> = { Principal: { AWS: `arn:aws:iam::${OWNER}:root` } };

export type Row = readonly [page: string, what: string, request: Request, policies: Policies, decision: Decision];
