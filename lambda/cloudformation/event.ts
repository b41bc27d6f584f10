import { ContractError, type RawProperties, readRecord, readText } from '../../src/contract/reading';

export type RequestType = 'Create' | 'Update' | 'Delete';

/** What CloudFormation asks, as far as the handlers use it. */
export interface ResourceEvent {
  readonly type: RequestType;
  /** One for each request; the same when the request is delivered again. */
  readonly requestId: string;
  readonly stackId: string;
  readonly logicalId: string;
  readonly resourceType: string;
  readonly accountId: string;
  /** Empty on Create. */
  readonly physicalId: string;
  readonly properties: RawProperties;
  /** Those of before, on Update. */
  readonly oldProperties: RawProperties;
  /** When the first handler saw the request; carried from onEvent to every isComplete. */
  readonly startedAt?: number;
}

const TYPES: readonly RequestType[] = ['Create', 'Update', 'Delete'];

export function readEvent(raw: RawProperties): ResourceEvent {
  const type = TYPES.find((entry) => entry === raw.RequestType);
  if (type === undefined) throw new ContractError('RequestType', TYPES.join(', '), raw.RequestType);
  const stackId = readText(raw, 'StackId');
  return {
    type,
    requestId: readText(raw, 'RequestId'),
    stackId,
    logicalId: readText(raw, 'LogicalResourceId'),
    resourceType: readText(raw, 'ResourceType'),
    accountId: accountOf(stackId),
    physicalId: type === 'Create' ? String(raw.PhysicalResourceId ?? '') : readText(raw, 'PhysicalResourceId'),
    properties: readRecord(raw, 'ResourceProperties'),
    oldProperties: readRecord(raw, 'OldResourceProperties'),
    ...(typeof raw.StartedAt === 'number' ? { startedAt: raw.StartedAt } : {}),
  };
}

/** The account stands in the ARN of the stack; asking STS for it would be one more call that can fail. */
function accountOf(stackId: string): string {
  const account = stackId.split(':')[4];
  if (!account) throw new ContractError('StackId', 'the ARN of a stack', stackId);
  return account;
}
