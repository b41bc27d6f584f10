import { groupBy } from '../../diagnostics/group-by';

/** A key that objects of a member are encrypted with. */
export interface GrantedKey {
  /** Key ARN or alias ARN. */
  readonly arn: string;
  /** The Region of the member, where it is known. */
  readonly region?: string;
  /** Objects were encrypted with it before; nothing is any more. */
  readonly decryptOnly?: boolean;
  /** The ARNs that S3 tells KMS the key is used for; undefined for any. */
  readonly context?: readonly string[];
}

/** What a statement says of keys: which, and under which conditions. */
export interface KeyScope {
  readonly resources: string[];
  readonly conditions: Record<string, Record<string, string | string[]>>;
}

/** Keys by ARN in one scope, keys by alias in one for each alias; each only for use by S3 in the Region of the key. */
export function keyScopes(keys: readonly GrantedKey[]): KeyScope[] {
  const byArn = keys.filter((key) => aliasOf(key) === undefined);
  const byAlias = keys.filter((key) => aliasOf(key) !== undefined);
  return [
    ...(byArn.length > 0 ? [{ resources: byArn.map((key) => key.arn), conditions: viaS3(byArn) }] : []),
    ...[...groupBy(byAlias, (key) => aliasOf(key)!)].map(([alias, ofAlias]) => ({
      // IAM does not take an alias as resource: any key of that Region, if it has the alias.
      resources: ofAlias.map((key) => key.arn.replace(/:alias\/.*$/, ':key/*')),
      conditions: { ...viaS3(ofAlias), 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': alias } },
    })),
  ];
}

function aliasOf(key: GrantedKey): string | undefined {
  // The account may be left to CloudFormation; a reference to a key, which is one token, has no such form.
  return /^arn:[^:]+:kms:[^:]+:[^:]*:(alias\/.+)$/.exec(key.arn)?.[1];
}

function viaS3(keys: readonly GrantedKey[]): KeyScope['conditions'] {
  const regions = keys.map((key) => key.region ?? regionOf(key.arn));
  const contexts = keys.flatMap((key) => key.context ?? []);
  return {
    // One key whose Region nobody knows, and the condition would lock it out.
    ...(!regions.includes(undefined) && { StringEquals: { 'kms:ViaService': [...new Set(regions)].map((region) => `s3.${region}.amazonaws.com`) } }),
    ...(contexts.length > 0 && { StringLike: { 'kms:EncryptionContext:aws:s3:arn': contexts } }),
  };
}

function regionOf(arn: string): string | undefined {
  return /^arn:[^:]+:kms:([^:]+):/.exec(arn)?.[1];
}
