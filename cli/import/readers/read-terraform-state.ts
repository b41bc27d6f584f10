import { readFileSync } from 'node:fs';
import { MRAP984_UNREADABLE_TERRAFORM_STATE } from '../../../src/diagnostics/definitions/import-command';
import { type UncheckedFields, asFields, asList } from '../../../src/linter/evaluation/read';
import { parseBucketName } from '../../../src/linter/model/buckets';
import { failWith } from '../../command-error';
import { describeFileError } from '../../lint/read-text';
import {
  type BucketDelegation, type ImportedBucket, type ImportedReplication, type ImportedState, listPolicyStatements,
  POLICY_PART, replaceAccessPointArn, type UnreadPart,
} from '../imported-state';
import { selectAlarms } from './alarms';
import { checkStatus } from './check-status';
import { classifyDelegation } from './classify-delegation';
import { parsePolicy } from './parse-policy';
import { failWithUnknownValue, selectAccessPoint } from './select-access-point';
import { listTerraformAlarms } from './terraform-alarms';
import { convertCloudControlResources } from './terraform-cloud-control';
import { findTerraformKeyArn } from './terraform-keys';
import { makeTerraformRelease } from './terraform-release';
import { readTerraformRules } from './terraform-replication';
import {
  parseTerraformShow, readAttribute, readBlock, type TerraformResource, type TerraformState,
} from './terraform-resources';

const ACCESS_POINT = 'aws_s3control_multi_region_access_point';
const CLOUD_CONTROL_BUCKET = 'awscc_s3_bucket';
const REGIONAL_DOMAIN_NAME = /\.s3\.([a-z0-9-]+)\.amazonaws\.com/;
const NOT_IN_STATE = 'Terraform has no resource for it';

/** Parses a file with the output of `terraform show -json`. */
export function parseTerraformState(file: string): TerraformState {
  const content = parseJsonFile(file);
  return parseTerraformShow(content) ?? failWith(MRAP984_UNREADABLE_TERRAFORM_STATE.create({
    file, problem: describeOtherContent(content),
  }));
}

function describeOtherContent(content: unknown): string {
  const { planned_values: plan, lineage } = asFields(content) ?? {};
  if (plan !== undefined) return 'it contains a plan';
  return lineage === undefined ? 'values.root_module is missing' : 'it is a state file';
}

/** PowerShell writes the output of a command in UTF-16, and other editors add a byte order mark. */
function readText(file: string): string {
  const bytes = readFileSync(file);
  const encoding = bytes.subarray(0, 2).toString('hex') === 'fffe' ? 'utf16le' : 'utf8';
  return bytes.toString(encoding).replace(/^\ufeff/, '');
}

function parseJsonFile(file: string): unknown {
  try {
    return JSON.parse(readText(file));
  } catch (error) {
    return failWith(MRAP984_UNREADABLE_TERRAFORM_STATE.create({ file, problem: describeFileError(error) }));
  }
}

/**
 * Reads an access point from the resources of a Terraform state.
 *
 * @param wanted a name or an ARN, if there are several access points
 * @param defaultAccount the account of access points of the provider `awscc`, whose state does not contain it
 */
export function readTerraformState(
  source: string, { resources: stored, version }: TerraformState, wanted: string | undefined, defaultAccount?: string,
): ImportedState {
  const resources = convertCloudControlResources(stored, defaultAccount);
  const ofType = (type: string) => resources.filter((resource) => resource.type === type);
  const candidates = ofType(ACCESS_POINT).map((resource) => ({
    resource,
    name: readAttribute(readBlock(resource.values, 'details'), 'name'),
    arn: readAttribute(resource.values, 'arn'),
  }));
  const { resource, name, arn } = selectAccessPoint(source, candidates, wanted);
  const account = readAttribute(resource.values, 'account_id');
  if (account === undefined && readAttribute(resource.values, 'alias') !== undefined) {
    return failWithUnknownValue(source, `the account of ${resource.address}`, 'pass --account');
  }
  if (name === undefined || arn === undefined || account === undefined) {
    return failWithUnknownValue(source, `the ARN of ${resource.address}`, 'run "terraform apply" first');
  }
  const unread: UnreadPart[] = [{ what: 'routes', why: NOT_IN_STATE }];
  const details = readBlock(resource.values, 'details');
  const buckets = new TerraformBuckets(resources, account, arn, unread);
  const regions = asList(details?.region);
  if (regions.length === 0) {
    return failWithUnknownValue(source, `the buckets of access point ${name}`, 'pass a state that contains them');
  }
  const members = regions.map((entry) => {
    const member = asFields(entry) ?? {};
    const bucket = readAttribute(member, 'bucket') ?? '';
    const region = readAttribute(member, 'region') ?? buckets.findRegion(bucket);
    if (region === undefined) {
      return failWithUnknownValue(source, `the Region of bucket ${bucket}`, 'pass a state that contains the bucket');
    }
    return buckets.read(bucket, region, readAttribute(member, 'bucket_account_id'));
  });
  const policy = ofType(`${ACCESS_POINT}_policy`).find(({ values }) => isPolicyOf(values, account, name));
  checkStatus(readAttribute(resource.values, 'status'), unread);
  const text = policy && (readAttribute(policy.values, 'established')
    ?? readAttribute(readBlock(policy.values, 'details'), 'policy'));
  const document = policy && parsePolicy(text ?? '', POLICY_PART, unread);
  const replications = readReplications(resources).filter(({ bucket }) => members.some((member) =>
    member.bucket === bucket));
  const otherBuckets = buckets.readDestinations(members, replications);
  return {
    account,
    name,
    arn,
    members,
    otherBuckets,
    block: readPublicAccessBlock(readBlock(details, 'public_access_block')),
    ...(document !== undefined && {
      statements: listPolicyStatements(replaceAccessPointArn(document, [arn])),
    }),
    replications,
    alarms: selectAlarms(listTerraformAlarms(resources), [...members, ...otherBuckets]),
    unread,
    otherTools: makeTerraformRelease(resources, [resource, ...(policy === undefined ? [] : [policy])], version),
  };
}

/** Several accounts can have access points with the same name. The id contains both, if the details are missing. */
function isPolicyOf(values: UncheckedFields, account: string, name: string): boolean {
  const { account: owner = readAttribute(values, 'account_id'), name: ownName } = parseId(readAttribute(values, 'id'));
  return (readAttribute(readBlock(values, 'details'), 'name') ?? ownName) === name
    && (owner === undefined || owner === account);
}

function parseId(id: string | undefined): { account?: string; name?: string } {
  const [account, name] = (id ?? '').split(':');
  return name === undefined ? {} : { account, name };
}

function readPublicAccessBlock(block: UncheckedFields | undefined): ImportedState['block'] {
  return {
    BlockPublicAcls: block?.block_public_acls !== false,
    IgnorePublicAcls: block?.ignore_public_acls !== false,
    BlockPublicPolicy: block?.block_public_policy !== false,
    RestrictPublicBuckets: block?.restrict_public_buckets !== false,
  };
}

function readReplications(resources: readonly TerraformResource[]): ImportedReplication[] {
  return resources.flatMap(({ type, values }) => {
    const isSeparate = type === 'aws_s3_bucket_replication_configuration';
    // Before version 4 of the provider, the configuration was a block of the bucket.
    const block = type === 'aws_s3_bucket' ? readBlock(values, 'replication_configuration') : undefined;
    const configuration = isSeparate ? values : block;
    const bucket = readAttribute(values, 'bucket');
    if (configuration === undefined || bucket === undefined) return [];
    const rules = readTerraformRules(configuration);
    const role = readAttribute(configuration, 'role');
    return rules.length === 0 ? [] : [{ bucket, ...(role !== undefined && { role }), rules }];
  });
}

/** Reads the settings of buckets from the separate resources of each bucket. */
class TerraformBuckets {
  constructor(
    private readonly resources: readonly TerraformResource[],
    private readonly account: string,
    private readonly arn: string,
    private readonly unread: UnreadPart[],
  ) {}

  public findRegion(bucket: string): string | undefined {
    const values = this.find('aws_s3_bucket', bucket) ?? this.find('data.aws_s3_bucket', bucket);
    const domainName = readAttribute(this.findCloudControlBucket(bucket), 'regional_domain_name') ?? '';
    return readAttribute(values, 'region') ?? readAttribute(values, 'bucket_region')
      ?? REGIONAL_DOMAIN_NAME.exec(domainName)?.[1];
  }

  private findCloudControlBucket(bucket: string): UncheckedFields | undefined {
    return this.resources.find(({ type, values }) =>
      type === CLOUD_CONTROL_BUCKET && values.bucket_name === bucket)?.values;
  }

  public read(bucket: string, region: string, owner: string | undefined): ImportedBucket {
    const declared = this.find('aws_s3_bucket', bucket);
    // Before version 4 of the provider, encryption and Object Lock were blocks of the bucket.
    const encryption = this.find('aws_s3_bucket_server_side_encryption_configuration', bucket)
      ?? readBlock(declared, 'server_side_encryption_configuration');
    const key = findTerraformKeyArn(this.resources, { bucket, region }, encryption, this.unread);
    const lock = this.find('aws_s3_bucket_object_lock_configuration', bucket)
      ?? readBlock(declared, 'object_lock_configuration');
    const settings = [['encryption', encryption], ['Object Lock', lock]] as const;
    const why = this.findCloudControlBucket(bucket) ? `import does not read ${CLOUD_CONTROL_BUCKET}` : NOT_IN_STATE;
    for (const [what] of settings.filter(([, found]) => declared === undefined && found === undefined)) {
      this.unread.push({ what: `${what} of ${bucket}`, why });
    }
    const policy = readAttribute(this.find('aws_s3_bucket_policy', bucket) ?? declared, 'policy');
    const delegation = declared && this.readDelegation(bucket, policy);
    return {
      bucket,
      region,
      ...(owner !== undefined && owner !== this.account && { account: owner }),
      ...(key !== undefined && { encryptionKeyArn: key }),
      ...((declared ?? lock) !== undefined && {
        hasObjectLock: lock !== undefined || declared?.object_lock_enabled === true,
      }),
      ...(delegation !== undefined && { delegation }),
    };
  }

  private readDelegation(bucket: string, policy: string | undefined): BucketDelegation | undefined {
    if (policy === undefined) return 'none';
    const document = parsePolicy(policy, `policy of ${bucket}`, this.unread);
    return document && classifyDelegation(document, this.account, this.arn);
  }

  /** Finds the destinations of rules that are no members, and whose Regions the state contains. */
  public readDestinations(
    members: readonly ImportedBucket[], replications: readonly ImportedReplication[],
  ): ImportedBucket[] {
    const names = new Set(replications.flatMap(({ rules }) => rules)
      .flatMap(({ Destination: destination }) => parseBucketName(destination?.Bucket ?? '') ?? []));
    return [...names].filter((name) => !members.some(({ bucket }) => bucket === name)).flatMap((bucket) => {
      const region = this.findRegion(bucket);
      return region === undefined ? [] : [{ bucket, region }];
    });
  }

  private find(type: string, bucket: string): UncheckedFields | undefined {
    return this.resources.find((resource) => resource.type === type && resource.values.bucket === bucket)?.values;
  }
}
