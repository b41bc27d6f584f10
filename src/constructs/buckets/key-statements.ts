import { groupBy } from '../../diagnostics/group-by';

/** A KMS key that objects of a member are encrypted with. */
export interface MemberKmsKey {
  /** Key ARN or alias ARN. */
  readonly arn: string;
  /** The Region of the member, if it is known. */
  readonly region?: string;
  /** True for a previous key: older objects are encrypted with it, new objects are not. */
  readonly decryptOnly?: boolean;
  /** The ARNs in the encryption context that S3 passes to KMS, or undefined for any context. */
  readonly context?: readonly string[];
}

type Conditions = Record<string, Record<string, string | string[]>>;

/** The resources and conditions of a statement about KMS keys. */
export interface KeyStatementScope {
  readonly resources: string[];
  readonly conditions: Conditions;
}

interface KeyGroup {
  readonly keys: readonly MemberKmsKey[];
  readonly resources: string[];
  readonly aliasCondition: Conditions;
}

/**
 * Makes the scopes of statements for use of the keys by S3, in the Region of each key.
 *
 * All keys with a key ARN share a scope. Each alias has its own scope.
 */
export function makeKeyScopesForS3(keys: readonly MemberKmsKey[]): KeyStatementScope[] {
  return groupKeys(keys).map((group) => ({
    resources: group.resources, conditions: { ...makeS3Conditions(group.keys), ...group.aliasCondition },
  }));
}

/** Makes the scopes of statements for principals that call KMS themselves. */
export function makeKeyScopesForDirectCalls(keys: readonly MemberKmsKey[]): KeyStatementScope[] {
  return groupKeys(keys).map(({ resources, aliasCondition: conditions }) => ({ resources, conditions }));
}

function groupKeys(keys: readonly MemberKmsKey[]): KeyGroup[] {
  const byArn = keys.filter((key) => findAlias(key) === undefined);
  const byAlias = keys.filter((key) => findAlias(key) !== undefined);
  return [
    ...(byArn.length > 0 ? [{ keys: byArn, resources: byArn.map((key) => key.arn), aliasCondition: {} }] : []),
    ...[...groupBy(byAlias, (key) => findAlias(key)!)].map(([alias, group]) => ({
      keys: group,
      // IAM does not support aliases as resources. The condition limits the keys of the Region to the alias.
      resources: group.map((key) => key.arn.replace(/:alias\/.*$/, ':key/*')),
      aliasCondition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': alias } },
    })),
  ];
}

function findAlias(key: MemberKmsKey): string | undefined {
  // The account may be a pseudo parameter. A reference to a key is one token and does not match.
  return /^arn:[^:]+:kms:[^:]+:[^:]*:(alias\/.+)$/.exec(key.arn)?.[1];
}

function makeS3Conditions(keys: readonly MemberKmsKey[]): Conditions {
  const regions = [...new Set(keys.map((key) => key.region ?? parseRegion(key.arn)))];
  const services = regions.map((region) => `s3.${region}.amazonaws.com`);
  const contexts = keys.flatMap((key) => key.context ?? []);
  return {
    // The condition would deny a key in an unknown Region.
    ...(!regions.includes(undefined) && { StringEquals: { 'kms:ViaService': services } }),
    ...(contexts.length > 0 && { StringLike: { 'kms:EncryptionContext:aws:s3:arn': contexts } }),
  };
}

function parseRegion(arn: string): string | undefined {
  return /^arn:[^:]+:kms:([^:]+):/.exec(arn)?.[1];
}
