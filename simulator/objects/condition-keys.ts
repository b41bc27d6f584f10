import { type SimulatedBucket } from '../buckets/simulated-buckets';
import { type ConditionValues, mergeConditionValues } from '../model/condition-values';
import { type ObjectHeaders, type ObjectWrite, type RequestConditions, type Retention } from '../model/objects';
import { type SimulatedOperationName } from '../model/operations';
import { type Tag } from '../model/replication';
import { type SimulatorSettings } from '../settings';
import { type TargetedCall } from './find-target';
import { peekObject } from './find-version';

/** The parts of a request that conditions can compare. */
interface ConditionedInput extends Partial<ObjectWrite>, RequestConditions {
  readonly Bucket?: string;
  readonly Key?: string;
  readonly VersionId?: string;
  readonly UploadId?: string;
  readonly TagSet?: readonly Tag[];
  readonly Status?: string;
  readonly Source?: { readonly Bucket: string; readonly Key: string; readonly VersionId?: string };
  readonly ChangedHeaders?: ObjectHeaders;
  readonly MetadataDirective?: string;
  readonly Prefix?: string;
  readonly Delimiter?: string;
  readonly MaxKeys?: number;
}

export interface ConditionedCall extends TargetedCall {
  readonly operation: SimulatedOperationName;
}

const DAY_MS = 24 * 60 * 60 * 1_000;

/** The headers of a write whose condition keys have the same name. */
const HEADERS = ['x-amz-server-side-encryption', 'x-amz-storage-class', 'x-amz-website-redirect-location'];
const KEY_HEADER = 'x-amz-server-side-encryption-aws-kms-key-id';

/** A request has these keys only with a value of its own. The simulator refuses grants and keys of the customer. */
const ABSENT: ConditionValues = Object.fromEntries([
  ...HEADERS, KEY_HEADER, 'delimiter', 'if-match', 'if-none-match', 'max-keys', 'object-lock-legal-hold',
  'object-lock-mode', 'object-lock-remaining-retention-days', 'object-lock-retain-until-date',
  'objectcreationoperation', 'prefix', 'requestobjecttagkeys', 'versionid', 'x-amz-acl', 'x-amz-copy-source',
  'x-amz-grant-full-control', 'x-amz-grant-read', 'x-amz-grant-read-acp', 'x-amz-grant-write', 'x-amz-grant-write-acp',
  'x-amz-metadata-directive', 'x-amz-server-side-encryption-customer-algorithm',
].map((name) => [`s3:${name}`, []]));

/** Whether a request with `s3:PutObject` creates an object, or only prepares it. */
const CREATIONS: Partial<Record<SimulatedOperationName, boolean>> = {
  PutObject: true,
  CopyObject: true,
  CompleteMultipartUpload: true,
  CreateMultipartUpload: false,
  UploadPart: false,
  UploadPartCopy: false,
};

/** The actions that list objects, uploads or parts. */
const LIST_ACTIONS = /^s3:List/;

/** The actions with the tags of an existing object. S3 does not have these keys for the writer of an object. */
const ACTIONS_WITH_EXISTING_TAGS =
  /^s3:(?:GetObject(?:Version)?|(?:Get|Put|Delete)Object(?:Version)?(?:Tagging|Acl))$/;

/** Returns the values that are present. */
function pick(values: Readonly<Record<string, string | number | undefined>>): ConditionValues {
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (
    value === undefined ? [] : [[`s3:${name}`, [String(value)]] as const])));
}

function makeTagConditions(prefix: string, tags: readonly Tag[]): ConditionValues {
  return Object.fromEntries(tags.map(({ Key, Value }) => [`s3:${prefix}/${Key.toLowerCase()}`, [Value]]));
}

function makeRetentionConditions(retention: Retention | undefined, at: number): ConditionValues {
  if (retention === undefined) return {};
  const { Mode: mode, RetainUntilDate: until } = retention;
  return pick({
    'object-lock-mode': mode,
    'object-lock-retain-until-date': until.toISOString(),
    'object-lock-remaining-retention-days': Math.ceil((until.getTime() - at) / DAY_MS),
  });
}

/** A condition can compare the ARN of the key, which the request can name by its id or alias. */
function makeHeaderConditions(
  headers: ObjectHeaders, { region, accountId }: SimulatedBucket, { findKey }: SimulatorSettings,
): ConditionValues {
  const key = headers[KEY_HEADER] as string | undefined;
  return {
    ...pick(Object.fromEntries(HEADERS.map((name) => [name, headers[name]]))),
    ...(key !== undefined && { [`s3:${KEY_HEADER}`]: [key, findKey(key, region, accountId).name] }),
  };
}

/** Returns the condition keys of a request with which S3 replicates an object. */
export function makeReplicaConditions(
  headers: ObjectHeaders, bucket: SimulatedBucket, settings: SimulatorSettings,
): ConditionValues {
  return mergeConditionValues(ABSENT, makeHeaderConditions(headers, bucket, settings));
}

/** The settings of a write. S3 compares the headers of the request, and not the default encryption of the bucket. */
function makeWriteConditions(
  input: ConditionedInput, at: number, bucket: SimulatedBucket, settings: SimulatorSettings,
): ConditionValues {
  const { Tags: tags = input.TagSet ?? [] } = input;
  return mergeConditionValues(
    makeHeaderConditions(input.Headers ?? input.ChangedHeaders ?? {}, bucket, settings),
    pick({ 'x-amz-acl': input.ACL, 'object-lock-legal-hold': input.LegalHold ?? input.Status }),
    makeRetentionConditions(input.Retention, at),
    tags.length > 0 ? { 's3:requestobjecttagkeys': tags.map(({ Key }) => Key) } : {},
    makeTagConditions('requestobjecttag', tags),
  );
}

/** The header can begin with a slash, so conditions with and without it apply. */
function makeCopyConditions({ Source: source, MetadataDirective: directive }: ConditionedInput): ConditionValues {
  if (source === undefined) return {};
  const path = `${source.Bucket}/${source.Key}`;
  return { 's3:x-amz-copy-source': [path, `/${path}`], ...pick({ 'x-amz-metadata-directive': directive }) };
}

/** S3 compares the key of a read for an absent object with the prefix. */
function makeListConditions(input: ConditionedInput): ConditionValues {
  return pick({
    'prefix': input.Key ?? input.Prefix, 'delimiter': input.Delimiter, 'max-keys': input.MaxKeys,
  });
}

/**
 * Returns the condition keys of S3 for an action of a request, as the service authorization reference lists them.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
export function makeConditions(
  action: string, { operation, input, at, conditions }: ConditionedCall, bucket: SimulatedBucket,
  settings: SimulatorSettings,
): ConditionValues {
  const request = input as ConditionedInput;
  if (LIST_ACTIONS.test(action)) return mergeConditionValues(conditions, ABSENT, makeListConditions(request));
  const { Source: source } = request;
  const isSource = source !== undefined && action.startsWith('s3:GetObject');
  const { Key: key = '', VersionId: versionId } = isSource ? source : request;
  const creates = CREATIONS[operation];
  const hasExistingTags = ACTIONS_WITH_EXISTING_TAGS.test(action) && (isSource || creates === undefined);
  const object = hasExistingTags ? peekObject(bucket, { Key: key, VersionId: versionId }) : undefined;
  const upload = bucket.objects.uploads.get(request.UploadId ?? '');
  return mergeConditionValues(
    conditions,
    ABSENT,
    makeTagConditions('existingobjecttag', object?.values.tags.value ?? []),
    action.includes('Version') ? pick({ versionid: versionId }) : {},
    ...(isSource ? [] : [
      makeWriteConditions({ ...upload?.write, ...request }, at, bucket, settings),
      makeCopyConditions(request),
      pick({
        'if-match': request.IfMatch,
        'if-none-match': request.IfNoneMatch,
        'objectcreationoperation': creates === undefined ? undefined : String(creates),
      }),
    ]),
  );
}
