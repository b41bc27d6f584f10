import {
  GetPolicyCommand, GetPolicyVersionCommand, GetRoleCommand, GetRolePolicyCommand, IAMClient,
  ListAttachedRolePoliciesCommand, ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { DescribeKeyCommand, GetKeyPolicyCommand, KMSClient, ListResourceTagsCommand } from '@aws-sdk/client-kms';
import { ACCOUNT, type Ministack } from '../emulator/ministack';
import { queryState } from '../probe/state-query';
import { makeLabel, type StackResource } from './stack-resource';
import { type KeyState, type LogGroupState, parseStatements, type RoleState, type State } from './state';

/**
 * The roles of functions that the CDK adds: the second half of the provider framework, and the deletion of objects. The
 * library does not write their policies.
 */
const ROLES_OF_THE_CDK = /Framework|OnEventRole|IsCompleteRole|CustomS3AutoDelete/;

/** Reads the roles, keys and log groups of deployed stacks that exist. */
export async function readIdentities(
  ministack: Ministack, resources: readonly StackResource[],
): Promise<Pick<State, 'roles' | 'keys' | 'logGroups'>> {
  const readAll = async <T>(type: string, read: (resource: StackResource) => Promise<T | undefined>) => {
    const found: Record<string, T> = {};
    for (const resource of resources.filter((one) => one.type === type)) {
      const state = await read(resource);
      if (state !== undefined) found[makeLabel(resource)] = state;
    }
    return found;
  };
  const iam = new IAMClient(ministack.clientConfig('us-east-1'));
  try {
    return {
      roles: await readAll('AWS::IAM::Role', async (resource) =>
        (ROLES_OF_THE_CDK.test(resource.logicalId) ? undefined : readRole(iam, resource.physicalId))),
      keys: await readAll('AWS::KMS::Key', (resource) => readKey(ministack, resource)),
      logGroups: await readAll('AWS::Logs::LogGroup', (resource) => readLogGroup(ministack, resource)),
    };
  } finally {
    iam.destroy();
  }
}

async function readRole(iam: IAMClient, name: string): Promise<RoleState | undefined> {
  const input = { RoleName: name };
  const found = await iam.send(new GetRoleCommand(input)).catch((error: Error) => {
    if (error.name === 'NoSuchEntityException') return undefined;
    throw error;
  });
  if (found === undefined) return undefined;
  const { AssumeRolePolicyDocument: trust, Tags: tags = [] } = found.Role!;
  const documents: string[] = [];
  for (const policy of (await iam.send(new ListRolePoliciesCommand(input))).PolicyNames ?? []) {
    documents.push((await iam.send(new GetRolePolicyCommand({ ...input, PolicyName: policy }))).PolicyDocument!);
  }
  const { AttachedPolicies: attached = [] } = await iam.send(new ListAttachedRolePoliciesCommand(input));
  for (const { PolicyArn: arn } of attached) documents.push(await readManagedPolicy(iam, arn!));
  const [{ Principal: { Service: service } }] =
    parseStatements(decodeURIComponent(trust!)) as { Principal: { Service: string } }[];
  return {
    service,
    statements: documents.flatMap((document) => parseStatements(decodeURIComponent(document)) as unknown[]),
    tags: selectOwnTags(Object.fromEntries(tags.map(({ Key: key, Value: value }) => [key!, value!]))),
  };
}

async function readManagedPolicy(iam: IAMClient, arn: string): Promise<string> {
  const { Policy: policy } = await iam.send(new GetPolicyCommand({ PolicyArn: arn }));
  const input = { PolicyArn: arn, VersionId: policy!.DefaultVersionId };
  return (await iam.send(new GetPolicyVersionCommand(input))).PolicyVersion!.Document!;
}

/** Returns undefined for a key that is scheduled for deletion. */
async function readKey(
  ministack: Ministack, { region, physicalId }: StackResource,
): Promise<KeyState | undefined> {
  const kms = new KMSClient(ministack.clientConfig(region));
  try {
    const input = { KeyId: physicalId };
    const { KeyMetadata: metadata } = await kms.send(new DescribeKeyCommand(input));
    if (metadata!.KeyState === 'PendingDeletion') return undefined;
    const { Policy: policy } = await kms.send(new GetKeyPolicyCommand({ ...input, PolicyName: 'default' }));
    const { Tags: tags = [] } = await kms.send(new ListResourceTagsCommand(input));
    return {
      region,
      statements: parseStatements(policy),
      tags: selectOwnTags(Object.fromEntries(tags.map(({ TagKey: key, TagValue: value }) => [key!, value!]))),
    };
  } finally {
    kms.destroy();
  }
}

interface LogGroupDescription {
  readonly logGroupName: string;
  readonly retentionInDays?: number;
}

async function readLogGroup(
  ministack: Ministack, { region, physicalId: name }: StackResource,
): Promise<LogGroupState | undefined> {
  const send = (operation: string, body: object) =>
    queryState(ministack, { service: 'logs', target: `Logs_20140328.${operation}`, body, region });
  const text = await send('DescribeLogGroups', { logGroupNamePrefix: name });
  const { logGroups } = JSON.parse(text!) as { logGroups: readonly LogGroupDescription[] };
  const group = logGroups.find(({ logGroupName }) => logGroupName === name);
  if (group === undefined) return undefined;
  const resourceArn = `arn:aws:logs:${region}:${ACCOUNT}:log-group:${name}`;
  const { tags } = JSON.parse((await send('ListTagsForResource', { resourceArn }))!) as Pick<LogGroupState, 'tags'>;
  return { retentionInDays: group.retentionInDays, tags: selectOwnTags(tags) };
}

/** Leaves out the tags of CloudFormation. */
function selectOwnTags(tags: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !key.startsWith('aws:')));
}
