// The function behind the custom resources of probes. It sends each request to a queue, with the state that
// CloudFormation shows at that moment, and answers as the properties say. It keeps no state.
const {
  CloudFormationClient, DescribeStackEventsCommand, DescribeStackResourceCommand, DescribeStacksCommand,
  ListStackResourcesCommand,
} = require('@aws-sdk/client-cloudformation');
const { SFNClient, StartExecutionCommand } = require('@aws-sdk/client-sfn');
const { SendMessageCommand, SQSClient } = require('@aws-sdk/client-sqs');

const { QUEUE_URL, STATE_MACHINE_ARN } = process.env;
const cloudFormation = new CloudFormationClient({});
const read = (call) => call.catch(() => ({}));

async function startExecution(event) {
  // The framework passes the response of its handler together with the event.
  const input = JSON.stringify({ ...event, PhysicalResourceId: event.ResourceProperties.PhysicalId });
  try {
    await new SFNClient({}).send(new StartExecutionCommand({ stateMachineArn: STATE_MACHINE_ARN, input }));
    return { inputBytes: Buffer.byteLength(input) };
  } catch (error) {
    return { inputBytes: Buffer.byteLength(input), error: error.name };
  }
}

async function record(event, receivedAt) {
  const { StackId: StackName, LogicalResourceId, ResourceProperties: properties } = event;
  const [stacks, resource, list] = await Promise.all([
    read(cloudFormation.send(new DescribeStacksCommand({ StackName }))),
    read(cloudFormation.send(new DescribeStackResourceCommand({ StackName, LogicalResourceId }))),
    read(cloudFormation.send(new ListStackResourcesCommand({ StackName }))),
  ]);
  const row = resource.StackResourceDetail;
  const stackStatus = stacks.Stacks?.[0]?.StackStatus;
  const execution = properties.StartsExecution === 'true' ? await startExecution(event) : undefined;
  const message = {
    requestId: event.RequestId,
    stackId: StackName,
    request: {
      type: event.RequestType,
      logicalId: LogicalResourceId,
      physicalId: event.PhysicalResourceId,
      value: properties.Value,
      oldValue: event.OldResourceProperties?.Value,
      receivedAt,
      // The rest of the URL is a secret.
      signingDate: new URL(event.ResponseURL).searchParams.get('X-Amz-Date') ?? undefined,
      stackStatus,
      row: row && {
        physicalId: row.PhysicalResourceId ?? '',
        status: row.ResourceStatus,
        updatedAt: new Date(row.LastUpdatedTimestamp).getTime(),
      },
      listedIds: (list.StackResourceSummaries ?? []).map(({ PhysicalResourceId: id }) => id ?? ''),
      execution,
    },
  };
  await new SQSClient({}).send(new SendMessageCommand({ QueueUrl: QUEUE_URL, MessageBody: JSON.stringify(message) }));
  return stackStatus ?? '';
}

/** Whether the stack has had a status of a failed attempt. Its events tell the first attempt from the second. */
async function hasFailedBefore(StackName, status) {
  const { StackEvents: events = [] } = await read(cloudFormation.send(new DescribeStackEventsCommand({ StackName })));
  return events.some(({ ResourceStatus: shown }) => shown === status);
}

async function findFailure({ RequestType: type, StackId, ResourceProperties: properties }, stackStatus) {
  if (type === 'Delete') {
    const fails = properties.FailsFirstDeletion === 'true' && !await hasFailedBefore(StackId, 'DELETE_FAILED');
    return fails ? 'the probe makes the first deletion fail' : undefined;
  }
  const isRollback = type === 'Update' && stackStatus.includes('ROLLBACK');
  if (isRollback && properties.FailsFirstRollback === 'true') {
    const fails = !await hasFailedBefore(StackId, 'UPDATE_ROLLBACK_FAILED');
    return fails ? 'the probe makes the first rollback fail' : undefined;
  }
  return properties.Fails === 'true' ? 'the probe makes this resource fail' : undefined;
}

exports.handler = async (event) => {
  const { RequestType: type, StackId, RequestId, LogicalResourceId, ResourceProperties: properties } = event;
  const stackStatus = await record(event, Date.now());
  if (type !== 'Delete' && properties.Answers === 'false') return;
  const failure = await findFailure(event, stackStatus);
  if (type !== 'Delete') {
    await new Promise((resolve) => { setTimeout(resolve, Number(properties.DelaySeconds) * 1000); });
  }
  const response = {
    Status: failure === undefined ? 'SUCCESS' : 'FAILED',
    Reason: failure ?? 'probe',
    PhysicalResourceId: type === 'Delete' ? event.PhysicalResourceId : properties.PhysicalId,
    StackId,
    RequestId,
    LogicalResourceId,
  };
  await fetch(event.ResponseURL, { method: 'PUT', body: JSON.stringify(response) });
};
