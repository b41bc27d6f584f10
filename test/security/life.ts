import { firstCalls, type JournalEntry, reset, serviceFault, Simulator, VirtualClock } from '../../simulator';
import { type Finding } from '../../src/diagnostics/finding';
import { ACCESS_POINT_TYPE, POLICY_TYPE, REPLICATION_TYPE, ROUTES_TYPE } from '../../src/wire/resource-types';
import { type ResourceResponse, CloudFormation, type Functions, type Properties } from '../driver/cloudformation';
import { LambdaService } from '../driver/lambda-service';
import { Resource } from '../driver/resource';
import { properties as replicationProperties, ruleTo } from '../lambda/replication/support';
import { ACCESS_POINT, BUCKETS, MINUTE, SECOND } from '../lambda/support';
import { ACCOUNT } from '../support/accounts';
import { HANDLER_POLICIES, type HandlerRole, mayBy } from '../support/iam/handler-policies';
import { directS3 } from '../support/simulated-s3';

const { Name: _name, ...UNNAMED } = ACCESS_POINT;

/** What the address for the answer to a request looks like, and nothing else may. */
export const ADDRESS = 'cloudformation.invalid';

export interface Life {
  /** The calls of the handlers, by the role that made them. */
  readonly calls: readonly (JournalEntry & { readonly caller: HandlerRole })[];
  /** What came out of the handlers: reports to the log and answers to CloudFormation. */
  readonly texts: readonly string[];
  readonly answers: readonly ResourceResponse[];
}

/** A stack from its creation to its deletion, with what may go wrong in between; each role may do what the library grants it, and no more. */
export async function live(): Promise<Life> {
  const clock = new VirtualClock();
  const simulator = new Simulator({
    clock, authorize: ({ caller, ...permission }) => mayBy(HANDLER_POLICIES[caller as HandlerRole], permission),
  });
  for (const { Bucket, Region } of BUCKETS) simulator.buckets.add(Bucket, Region, ACCOUNT).versioning = 'Enabled';
  const reports: Finding[] = [];
  const functionsOf = (role: HandlerRole) =>
    new LambdaService({ clock, s3: directS3(simulator, role), report: (finding) => reports.push(finding) }).functions;
  const functions: Functions = { ...functionsOf('asynchronous'), onSynchronousEvent: functionsOf('synchronous').onSynchronousEvent };
  const cloudFormation = new CloudFormation({ clock, functions, synchronousTypes: [ROUTES_TYPE] });
  const answers: ResourceResponse[] = [];
  const keep = async (answer: Promise<ResourceResponse>) => { answers.push(await answer); };

  const [accessPoint, policy] = [[ACCESS_POINT_TYPE, 'Media'], [POLICY_TYPE, 'Policy']].map(([type, id]) => new Resource(cloudFormation, type, id));
  const [routes, replication] = [[ROUTES_TYPE, 'Routes'], [REPLICATION_TYPE, 'Rules']].map(([type, id]) => new Resource(cloudFormation, type, id));
  const arn = () => simulator.snapshot().accessPoints[0].arn;
  const policyOf = (Action: string): Properties => ({
    Name: 'media',
    Policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action, Resource: `${arn()}/object/*` }] },
  });
  const routesTo = (Region: string): Properties => ({
    ServiceTimeout: '600', AccessPointArn: arn(), Routes: [{ Region, TrafficDialPercentage: 100 }], OtherMembers: 0, LiveRoutes: 'ENFORCE',
  });

  await clock.runUntilSettled((async () => {
    // A creation that is cancelled before it has an id, under a generated name: its deletion has to find what it made.
    const cancelled = { resourceType: ACCESS_POINT_TYPE, logicalId: 'Cancelled', properties: UNNAMED };
    await Promise.all([
      keep(cloudFormation.send({ type: 'Create', ...cancelled })),
      clock.sleep(30 * SECOND).then(() => keep(cloudFormation.send({ type: 'Delete', ...cancelled, physicalId: cloudFormation.inventId('Cancelled') }))),
    ]);
    await keep(accessPoint.create(ACCESS_POINT));
    await keep(replication.create(replicationProperties()));
    await keep(policy.create(policyOf('s3:GetObject')));
    await keep(routes.create(routesTo('eu-west-1')));
    await clock.sleep(10 * MINUTE);

    // Someone fails over by hand, a torn answer, a refusal that no time heals, a fault of ours.
    simulator.faults.add(firstCalls(3, reset()));
    await keep(routes.update(routesTo('us-east-1')));
    await keep(policy.update(policyOf('s3:PutObject')));
    await keep(replication.update(replicationProperties({ Rules: [ruleTo('media-us', 1000)] })));
    simulator.faults.add(firstCalls(1, serviceFault('MalformedPolicy', 400), ({ operation }) => operation === 'PutMultiRegionAccessPointPolicy'));
    await keep(policy.updateAndRollBack(policyOf('s3:DeleteObject')));
    await keep(cloudFormation.send({ type: 'Update', resourceType: ROUTES_TYPE, logicalId: 'Routes', properties: {}, oldProperties: {}, physicalId: 'x' }));

    for (const resource of [routes, policy, replication, accessPoint]) await keep(resource.delete());
  })());
  return {
    calls: simulator.journal.entries as Life['calls'],
    texts: [...reports.map(({ message, fix }) => `${message} ${fix}`), ...answers.map((answer) => JSON.stringify(answer))],
    answers,
  };
}
