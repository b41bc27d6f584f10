import { type AwsCalls } from '../../../control/aws';
import { getBucketPolicy } from '../../../control/bucket-policy';
import { type Clock } from '../../../control/clock';
import { type Failure, isAccessDenied, showFailure, toFailure } from '../../../control/failure';
import { readPages } from '../../../control/pages';
import { getPolicy, getPolicyStatus } from '../../../control/policies';
import { getReplication } from '../../../control/replication';
import { type AccessPointId } from '../../../control/status/access-point-status';
import { findListedAccessPointByAlias, type ListedMember } from '../../../control/status/find-access-point';
import { MRAP980_IMPORT_NOT_FOUND } from '../../../src/diagnostics/definitions/import-command';
import { parseBucketName } from '../../../src/linter/model/buckets';
import { failWith } from '../../command-error';
import { readDials } from '../../plan/make-plan';
import {
  type ImportedBucket, type ImportedReplication, type ImportedState, listPolicyStatements, POLICY_PART,
  replaceAccessPointArn,
  type UnreadPart,
} from '../imported-state';
import { type DeclaredAlarm, selectAlarms } from './alarms';
import { checkStatus } from './check-status';
import { classifyDelegation } from './classify-delegation';
import { parsePolicy } from './parse-policy';

/** The IAM actions of the calls whose names differ from the action. */
const PERMISSIONS: Readonly<Record<string, string>> = {
  DescribeAlarms: 'cloudwatch:DescribeAlarms',
  DescribeKey: 'kms:DescribeKey',
  GetBucketEncryption: 's3:GetEncryptionConfiguration',
  GetBucketReplication: 's3:GetReplicationConfiguration',
  GetObjectLockConfiguration: 's3:GetBucketObjectLockConfiguration',
  GetRole: 'iam:GetRole',
  HeadBucket: 's3:ListBucket',
};
const MANAGED_KEY = 'alias/aws/s3';

/** Calls AWS, and collects the parts that could not be read. */
class LiveReader {
  public readonly unread: UnreadPart[] = [];

  constructor(
    public readonly aws: AwsCalls, public readonly clock: Clock, public readonly accessPoint: AccessPointId,
  ) {}

  /**
   * @param operation the call that `read` makes, which determines the permission that is missing
   * @param absent the error codes with which S3 answers if the setting does not exist
   */
  public async tryRead<T>(
    what: string, operation: string, read: () => Promise<T>, absent: readonly string[] = [],
  ): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      const failure = toFailure(error);
      if (!absent.includes(failure.code)) this.unread.push(describeUnread(what, operation, failure));
      return undefined;
    }
  }
}

function describeUnread(what: string, operation: string, failure: Failure): UnreadPart {
  const isDenied = isAccessDenied(failure) || failure.status === 403;
  return {
    what, why: showFailure(failure), ...(isDenied && { permission: PERMISSIONS[operation] ?? `s3:${operation}` }),
  };
}

/** Reads an access point, its policy, routes and buckets from the account. Each part can fail on its own. */
export async function readLiveState(aws: AwsCalls, clock: Clock, accessPoint: AccessPointId): Promise<ImportedState> {
  const reader = new LiveReader(aws, clock, accessPoint);
  const { account, alias, arn } = accessPoint;
  const listed = await findListedAccessPointByAlias(aws, clock, account, alias);
  if (listed === undefined) {
    failWith(MRAP980_IMPORT_NOT_FOUND.create({ source: `account ${account}`, wanted: arn }));
  }
  const [policy, isPublic, dials, members, replications, alarms] = await Promise.all([
    reader.tryRead(POLICY_PART, 'GetMultiRegionAccessPointPolicy', () =>
      getPolicy(aws, account, listed.name)),
    reader.tryRead('public status of the policy', 'GetMultiRegionAccessPointPolicyStatus', () =>
      getPolicyStatus(aws, account, listed.name), ['NoSuchMultiRegionAccessPointPolicy']),
    listed.members.length < 2 ? undefined : readRoutes(reader),
    Promise.all(listed.members.map((member) => readBucket(reader, member))),
    readReplications(reader, listed.members),
    readAlarms(reader, listed.members),
  ]);
  const otherBuckets = await readOtherBuckets(reader, listed.members, replications);
  checkStatus(listed.status, reader.unread);
  const text = policy?.established ?? policy?.proposed ?? '';
  const document = text === '' ? undefined : parsePolicy(text, POLICY_PART, reader.unread);
  return {
    account,
    name: listed.name,
    arn,
    members,
    otherBuckets,
    block: listed.block ?? NO_BLOCK,
    ...(document !== undefined && {
      statements: listPolicyStatements(replaceAccessPointArn(document, [arn])),
    }),
    ...(isPublic !== undefined && { isPublic }),
    ...(dials !== undefined && { dials }),
    replications,
    alarms: selectAlarms(alarms, [...members, ...otherBuckets]),
    unread: reader.unread,
    otherTools: [],
  };
}

/** S3 omits a public access block whose settings are all off. */
const NO_BLOCK = {
  BlockPublicAcls: false, IgnorePublicAcls: false, BlockPublicPolicy: false, RestrictPublicBuckets: false,
};

async function readRoutes({ aws, clock, accessPoint, unread }: LiveReader) {
  const dials = await readDials(aws, clock, accessPoint.account, accessPoint.alias);
  if (dials === undefined) {
    unread.push({
      what: 'routes',
      why: 'most control Regions did not return the same routes',
      permission: 's3:GetMultiRegionAccessPointRoutes',
    });
  }
  return dials;
}

/** Only the owner of a bucket can allow another account to read its settings. */
function showBucket(bucket: string, account: string | undefined): string {
  return account === undefined ? bucket : `${bucket} of account ${account}`;
}

async function readBucket(reader: LiveReader, { bucket, region, account }: ListedMember): Promise<ImportedBucket> {
  const { aws, accessPoint } = reader;
  const shown = showBucket(bucket, account);
  const [encryptionKeyArn, hasObjectLock, delegation] = await Promise.all([
    readKeyArn(reader, bucket, region, shown),
    reader.tryRead(`Object Lock of ${shown}`, 'GetObjectLockConfiguration', () => readObjectLock(aws, bucket, region)),
    reader.tryRead(`policy of ${shown}`, 'GetBucketPolicy', async () =>
      classifyDelegation(await getBucketPolicy(aws, { region, bucket }), accessPoint.account, accessPoint.arn)),
  ]);
  return {
    bucket,
    region,
    ...(account !== undefined && { account }),
    ...(encryptionKeyArn !== undefined && { encryptionKeyArn }),
    ...(hasObjectLock !== undefined && { hasObjectLock }),
    ...(delegation !== undefined && { delegation }),
  };
}

async function readObjectLock(aws: AwsCalls, bucket: string, region: string): Promise<boolean> {
  try {
    const { ObjectLockConfiguration: lock } = await aws.call(region, 'GetObjectLockConfiguration', { Bucket: bucket });
    return lock?.ObjectLockEnabled === 'Enabled';
  } catch (error) {
    if (toFailure(error).code === 'ObjectLockConfigurationNotFoundError') return false;
    throw error;
  }
}

/** Returns the ARN of a key of the customer. No grant can include the key that AWS manages. */
async function readKeyArn(
  reader: LiveReader, bucket: string, region: string, shown: string,
): Promise<string | undefined> {
  const key = await reader.tryRead(`encryption of ${shown}`, 'GetBucketEncryption', async () => {
    const { ServerSideEncryptionConfiguration: found } = await reader.aws.call(region, 'GetBucketEncryption', {
      Bucket: bucket,
    });
    return found?.Rules?.[0]?.ApplyServerSideEncryptionByDefault;
  }, ['ServerSideEncryptionConfigurationNotFoundError']);
  const id = key?.KMSMasterKeyID;
  if (id === undefined || !key?.SSEAlgorithm?.startsWith('aws:kms') || id.endsWith(MANAGED_KEY)) return undefined;
  if (id.startsWith('arn:')) return id;
  return reader.tryRead(`key of ${shown}`, 'DescribeKey', async () =>
    (await reader.aws.call(region, 'DescribeKey', { KeyId: id })).KeyMetadata?.Arn);
}

async function readReplications(
  reader: LiveReader, members: readonly ListedMember[],
): Promise<readonly ImportedReplication[]> {
  const { aws, accessPoint } = reader;
  const found = await Promise.all(members.map(async ({ bucket, region, account }) => {
    const shown = showBucket(bucket, account);
    const live = await reader.tryRead(`replication rules of ${shown}`, 'GetBucketReplication', () =>
      getReplication(aws, { bucket, region, owner: account ?? accessPoint.account }));
    return live === undefined ? [] : [{ bucket, role: live.role, rules: live.rules }];
  }));
  const replications = found.flat();
  await Promise.all([...new Set(replications.map(({ role }) => role))].map((role) => checkRole(reader, role)));
  return replications;
}

/** Lists the alarms in the Regions of the members. S3 publishes the metrics of a replication in one of them. */
async function readAlarms(reader: LiveReader, members: readonly ListedMember[]): Promise<readonly DeclaredAlarm[]> {
  const { aws, clock } = reader;
  const found = await Promise.all(members.map(({ region }) =>
    reader.tryRead(`alarms in ${region}`, 'DescribeAlarms', async () => {
      const alarms: DeclaredAlarm[] = [];
      for await (const { MetricAlarms: page = [] } of readPages(clock, 'DescribeAlarms',
        (token) => aws.call(region, 'DescribeAlarms', { AlarmTypes: ['MetricAlarm'], NextToken: token }),
        ({ NextToken: token }) => token)) {
        alarms.push(...page.map((fields) => ({ name: fields.AlarmName ?? '', region, fields })));
      }
      return alarms;
    })));
  return found.flatMap((alarms = []) => alarms);
}

/** Reads the role, so that the user learns of a role that was deleted or that S3 may not assume. */
async function checkRole(reader: LiveReader, role: string): Promise<void> {
  const trust = await reader.tryRead(`role ${role}`, 'GetRole', async () => {
    const { Role: found } = await reader.aws.call('us-east-1', 'GetRole', { RoleName: role.split('/').at(-1) });
    return decodeURIComponent(found?.AssumeRolePolicyDocument ?? '');
  });
  if (trust !== undefined && trust !== '' && !trust.includes('s3.amazonaws.com')) {
    reader.unread.push({ what: `role ${role}`, why: 'its trust policy does not allow s3.amazonaws.com' });
  }
}

/** Reads the Regions of destinations that are no members. Their keys are part of the rules. */
async function readOtherBuckets(
  reader: LiveReader, members: readonly ListedMember[], replications: readonly ImportedReplication[],
): Promise<readonly ImportedBucket[]> {
  const owners = new Map(replications.flatMap(({ rules }) => rules).flatMap(({ Destination: destination }) => {
    const name = parseBucketName(destination?.Bucket ?? '');
    return name === undefined || members.some(({ bucket }) => bucket === name)
      ? []
      : [[name, destination?.Account] as const];
  }));
  const found = await Promise.all([...owners].map(async ([bucket, account]) => {
    const region = await reader.tryRead(`Region of ${bucket}`, 'HeadBucket', async () =>
      (await reader.aws.call(members[0].region, 'HeadBucket', { Bucket: bucket })).BucketRegion);
    const isForeign = account !== undefined && account !== reader.accessPoint.account;
    return region === undefined ? [] : [{ bucket, region, ...(isForeign && { account }) }];
  }));
  return found.flat();
}
