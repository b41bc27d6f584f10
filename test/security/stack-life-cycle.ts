import {
  faultInFirstCalls, type JournalEntry, connectionResetFault, serviceFault, Simulator, VirtualClock,
} from '../../simulator';
import { type Finding } from '../../src/diagnostics/finding';
import { ACCESS_POINT_TYPE, POLICY_TYPE, REPLICATION_TYPE, ROUTES_TYPE } from '../../src/wire/resource-types';
import { type ResourceResponse, CloudFormation, type Properties } from '../driver/cloudformation';
import { LambdaService } from '../driver/lambda-service';
import { Resource } from '../driver/resource';
import { properties as replicationProperties, ruleTo } from '../lambda/replication/support';
import { ACCESS_POINT, BUCKETS, MINUTE, SECOND } from '../lambda/support';
import { ACCOUNT } from '../support/accounts';
import { HANDLER_POLICIES, mayBy } from '../support/iam/handler-policies';
import { directS3 } from '../support/simulated-s3';

const { Name: _name, ...UNNAMED } = ACCESS_POINT;

/** Only the response URLs of CloudFormation contain this text. */
export const RESPONSE_ADDRESS = 'cloudformation.invalid';

export interface LifeCycle {
  /** The calls of the handlers. */
  readonly calls: readonly JournalEntry[];
  /** The output of the handlers: reports in the log and responses to CloudFormation. */
  readonly texts: readonly string[];
  readonly responses: readonly ResourceResponse[];
}

/**
 * Creates, updates and deletes a stack, with faults and rollbacks. The handlers have only the permissions that
 * the library grants them.
 */
export async function runLifeCycle(): Promise<LifeCycle> {
  const clock = new VirtualClock();
  const simulator = new Simulator({
    clock, authorize: (permission) => mayBy(HANDLER_POLICIES, permission),
  });
  for (const { Bucket, Region } of BUCKETS) simulator.buckets.add(Bucket, Region, ACCOUNT).versioning = 'Enabled';
  const reports: Finding[] = [];
  const report = (finding: Finding) => { reports.push(finding); };
  const { functions } = new LambdaService({ clock, s3: directS3(simulator), report });
  const cloudFormation = new CloudFormation({ clock, functions });
  const responses: ResourceResponse[] = [];
  const record = async (response: Promise<ResourceResponse>) => { responses.push(await response); };

  const [accessPoint, policy] = [[ACCESS_POINT_TYPE, 'Media'], [POLICY_TYPE, 'Policy']]
    .map(([type, id]) => new Resource(cloudFormation, type, id));
  const [routes, replication] = [[ROUTES_TYPE, 'Routes'], [REPLICATION_TYPE, 'Rules']]
    .map(([type, id]) => new Resource(cloudFormation, type, id));
  const findArn = () => simulator.snapshot().accessPoints[0].arn;
  const makePolicy = (Action: string): Properties => ({
    Name: 'media',
    Policy: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action, Resource: `${findArn()}/object/*` }],
    },
  });
  const makeRoutes = (Region: string): Properties => ({
    ServiceTimeout: '600',
    AccessPointArn: findArn(),
    Routes: [{ Region, TrafficDialPercentage: 100 }],
    OtherMembers: 0,
    LiveRoutes: 'ENFORCE',
  });

  await clock.runUntilSettled((async () => {
    // A creation with a generated name is cancelled before it has an id. The deletion must find the access point.
    const cancelled = { resourceType: ACCESS_POINT_TYPE, logicalId: 'Cancelled', properties: UNNAMED };
    await Promise.all([
      record(cloudFormation.send({ type: 'Create', ...cancelled })),
      clock.sleep(30 * SECOND).then(() => record(
        cloudFormation.send({ type: 'Delete', ...cancelled, physicalId: cloudFormation.inventId('Cancelled') }),
      )),
    ]);
    await record(accessPoint.create(ACCESS_POINT));
    await record(replication.create(replicationProperties()));
    await record(policy.create(makePolicy('s3:GetObject')));
    await record(routes.create(makeRoutes('eu-west-1')));
    await clock.sleep(10 * MINUTE);

    // Connection resets, a permanent error of S3 and an invalid event.
    simulator.faults.add(faultInFirstCalls(3, connectionResetFault()));
    await record(routes.update(makeRoutes('us-east-1')));
    await record(policy.update(makePolicy('s3:PutObject')));
    await record(replication.update(replicationProperties({ Rules: [ruleTo('media-us', 1000)] })));
    simulator.faults.add(faultInFirstCalls(1, serviceFault('MalformedPolicy', 400), ({ operation }) =>
      operation === 'PutMultiRegionAccessPointPolicy'));
    await record(policy.updateAndRollBack(makePolicy('s3:DeleteObject')));
    await record(cloudFormation.send({
      type: 'Update',
      resourceType: ROUTES_TYPE,
      logicalId: 'Routes',
      properties: {},
      oldProperties: {},
      physicalId: 'x',
    }));

    for (const resource of [routes, policy, replication, accessPoint]) await record(resource.delete());
  })());
  return {
    calls: simulator.journal.entries,
    texts: [
      ...reports.map(({ message, fix }) => `${message} ${fix}`),
      ...responses.map((response) => JSON.stringify(response)),
    ],
    responses,
  };
}
