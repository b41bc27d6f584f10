import { ASSUMPTIONS } from '../../verify/assumptions';
import { type ServiceLab } from '../../verify/lab/service-lab';
import { findProbe } from '../../verify/model/assumption';
import { type ServiceProbe } from '../../verify/model/probe';
import { RehearsedAccount, type RehearsedBehavior } from '../../verify/targets/rehearsed-account';
import { makeFailedVerdict } from '../../verify/targets/shared-run';
import { runOnSimulator, SimulatedAccount } from '../../verify/targets/simulator';
import { type ChangeCall, ChangedAccount } from './changed-account';

function findServiceProbe(id: string): ServiceProbe {
  const probe = ASSUMPTIONS.filter((assumption) => assumption.id === id).map(findProbe)[0];
  if (probe?.subject !== 'service') throw new Error(`assumption ${id} has no probe of a service`);
  return probe;
}

async function decideIn(account: SimulatedAccount, id: string) {
  const probe = findServiceProbe(id);
  const run = async (lab: ServiceLab) => probe.run(lab).catch(makeFailedVerdict);
  const { decision, observation, left } = await runOnSimulator({ ...probe, run }, {}, account);
  expect({ left, stacks: account.stacks.names }).toEqual({ left: [], stacks: [] });
  return { decision, observation };
}

const DESTINATION = 'us-east-1';
const OBJECT_LOCK = 'PutObjectLockConfiguration';
const notFound = () => Object.assign(new Error('no version'), {
  name: 'NotFound', $metadata: { httpStatusCode: 404, requestId: 'request' },
});

/** Changes the calls of an operation. */
const changeCalls = (operation: string, change: ChangeCall): ChangeCall => async (call, send) =>
  (call.operation === operation ? change(call, send) : send());

const accessDenied = () => Object.assign(new Error('Access Denied'), {
  name: 'AccessDenied', Code: 'AccessDenied', $metadata: { httpStatusCode: 403, requestId: 'request' },
});

interface EventList {
  readonly Events?: readonly { readonly EventName?: string; readonly CloudTrailEvent?: string }[];
}

/** Removes a parameter from the events of an operation. */
const removeFromEvents = (operation: string, parameter: string) => changeCalls('LookupEvents', async (_call, send) => {
  const listed = await send() as EventList;
  return {
    ...listed,
    Events: listed.Events?.map((event) => {
      if (event.EventName !== operation) return event;
      const { requestParameters, ...recorded } = JSON.parse(event.CloudTrailEvent!) as { requestParameters: object };
      return {
        ...event,
        CloudTrailEvent: JSON.stringify({
          ...recorded, requestParameters: { ...requestParameters, [parameter]: undefined },
        }),
      };
    }),
  };
});

/** Accepts the first deletion in a Region, and deletes nothing. */
function ignoreFirstDeletion(regionOfDeletion: string): ChangeCall {
  let isFirst = true;
  return changeCalls('DeleteObject', async ({ region }, send) => {
    const isIgnored = isFirst && region === regionOfDeletion;
    if (isIgnored) isFirst = false;
    return isIgnored ? {} : send();
  });
}

interface OperationOutput {
  readonly AsyncOperation?: { readonly RequestStatus?: string };
}

/** Shows once that an operation failed: the first one that has ended, or a later one. */
function failOperation(code: string, index = 0): ChangeCall {
  let ended = 0;
  return changeCalls('DescribeMultiRegionAccessPointOperation', async (_call, send) => {
    const { AsyncOperation: operation = {} } = await send() as OperationOutput;
    if (/^(SUCCEEDED|FAILED)$/.test(operation.RequestStatus ?? '')) ended += 1;
    return ended !== index + 1 ? { AsyncOperation: operation } : {
      AsyncOperation: { ...operation, RequestStatus: 'FAILED', ResponseDetails: { ErrorDetails: { Code: code } } },
    };
  });
}

interface LockInput {
  readonly ObjectLockConfiguration: {
    readonly Rule: { readonly DefaultRetention: { readonly DefaultEventHold?: unknown } };
  };
}

/** Accepts each event hold. */
const ignoreEventHolds = changeCalls(OBJECT_LOCK, async ({ input }, send) => {
  const { ObjectLockConfiguration: lock } = input as unknown as LockInput;
  const { DefaultEventHold: _, ...retention } = lock.Rule.DefaultRetention;
  return send({ ...input, ObjectLockConfiguration: { ...lock, Rule: { DefaultRetention: retention } } });
});

interface VersionList {
  readonly Versions?: readonly { readonly IsLatest?: boolean }[];
}

/** Shows the older version of a key as the current one in one Region. */
const reverseOrder = changeCalls('ListObjectVersions', async ({ region }, send) => {
  const listed = await send() as VersionList;
  return region === DESTINATION
    ? { ...listed, Versions: listed.Versions?.map((version) => ({ ...version, IsLatest: !version.IsLatest })) }
    : listed;
});

interface PolicyInput {
  readonly Details: { readonly Policy: string };
}

interface Statement {
  readonly Resource: string;
  readonly Condition?: object;
}

/** Puts a policy with other statements. */
const changePolicy = (change: (statements: readonly Statement[]) => readonly Statement[]): ChangeCall =>
  changeCalls('PutMultiRegionAccessPointPolicy', async ({ input }, send) => {
    const { Details: details } = input as unknown as PolicyInput;
    const policy = JSON.parse(details.Policy) as { readonly Statement: readonly Statement[] };
    const changed = JSON.stringify({ ...policy, Statement: change(policy.Statement) });
    return send({ ...input, Details: { ...details, Policy: changed } });
  });

describe('runOnSimulator', () => {
  const deviations: [string, string, () => SimulatedAccount][] = [
    ['22', 'does not compare aliases of keys', () => new SimulatedAccount({}, { comparesKeyAliases: false })],
    ['37', 'uses the key of the source', () => new ChangedAccount(changeCalls(
      'PutBucketReplication', async ({ input }, send) => send(JSON.parse(
        JSON.stringify(input).replace(/"UseSourceMultiRegionKey":\{[^}]*\}/, '')) as object)))],
    ['37', 'replicates no encrypted objects', () =>
      new SimulatedAccount({ copyFailure: () => 'DstPutObjNotPermitted' })],
    ['49', 'accepts each event hold', () => new ChangedAccount(ignoreEventHolds)],
    ['O2', 'publishes metrics in the Region of the source', () => new ChangedAccount(
      changeCalls('ListMetrics', async ({ region }, send) => (region === DESTINATION
        ? { Metrics: [] } : { ...await send(), Metrics: [{ Dimensions: [{ Name: 'RuleId', Value: 'probe' }] }] })))],
    ['O4', 'gives replicas other versions', () => new ChangedAccount(
      changeCalls('HeadObject', async ({ region }, send) => {
        if (region === DESTINATION) throw notFound();
        return send();
      }))],
    ['O4', 'deletes locked versions', () => new ChangedAccount(changeCalls(
      'DeleteObject', async ({ input }, send) => send({ ...input, BypassGovernanceRetention: true })))],
    ['O4', 'keeps deleted replicas', () => new ChangedAccount(ignoreFirstDeletion(DESTINATION))],
    ['50', 'writes no bucket into the events of replication', () => new ChangedAccount(
      removeFromEvents('PutBucketReplication', 'bucketName'))],
    ['50', 'writes no name into the events of policies', () => new ChangedAccount(
      removeFromEvents('PutMultiRegionAccessPointPolicy', 'PutMultiRegionAccessPointPolicyRequest'))],
    ['O5', 'replicates deleted versions', () => new ChangedAccount(ignoreFirstDeletion('eu-west-1'))],
    ['76', 'shows another current version in one bucket', () => new ChangedAccount(reverseOrder)],
  ];
  test.each(deviations)('refutes assumption %s for a service that %s', async (id, _behavior, makeAccount) => {
    const { decision, observation } = await decideIn(makeAccount(), id);
    expect({ decision, observation }).toEqual({ decision: 'refuted', observation });
  });

  const undecided: [string, string, () => SimulatedAccount][] = [
    ['22', 'replicates no encrypted objects', () =>
      new SimulatedAccount({ copyFailure: () => 'DstPutObjNotPermitted' })],
    ['22', 'needs an hour for a replica', () => new SimulatedAccount({ copyLagMs: () => 3_600_000 })],
    ['37', 'needs an hour for a replica', () => new SimulatedAccount({ copyLagMs: () => 3_600_000 })],
    ['49', 'accepts no event hold', () => new ChangedAccount(changeCalls(OBJECT_LOCK, async () => {
      throw Object.assign(new Error('unknown element'), {
        name: 'MalformedXML', Code: 'MalformedXML', $metadata: { httpStatusCode: 400, requestId: 'request' },
      });
    }))],
    ['O2', 'publishes no metrics', () => new ChangedAccount(
      changeCalls('ListMetrics', async () => ({ Metrics: [] })))],
    ['O4', 'lets the caller delete no version', () => new ChangedAccount(changeCalls(
      'DeleteObject', async ({ input }, send) => {
        // The clean-up repeats a denied deletion with this permission.
        if (input.BypassGovernanceRetention !== true) throw accessDenied();
        return send();
      }))],
    ['10', 'fails the creation', () => new ChangedAccount(failOperation('InternalError'))],
    ['3', 'fails the second creation', () => new ChangedAccount(failOperation('InternalError', 1))],
    ['O4', 'replicates no objects', () => new SimulatedAccount({ copyFailure: () => 'DstPutObjNotPermitted' })],
    ['O5', 'replicates at once', () => new SimulatedAccount({ copyLagMs: () => 0 })],
    ['O5', 'replicates no objects', () => new SimulatedAccount({ copyFailure: () => 'DstPutObjNotPermitted' })],
    ['76', 'replicates at once', () => new SimulatedAccount({ copyLagMs: () => 0 })],
    ['76', 'needs an hour for a replica', () => new SimulatedAccount({ copyLagMs: () => 3_600_000 })],
  ];
  test.each(undecided)('does not decide assumption %s for a service that %s', async (id, _behavior, makeAccount) => {
    const { decision, observation } = await decideIn(makeAccount(), id);
    expect({ decision, observation }).toEqual({ decision: 'cannot tell', observation });
  });
});

describe('putWhenVersioned', () => {
  test.each(['18', '19', '35', '52', '53', '69', 'O4'])(
    'waits until S3 sees the versioning of a new bucket for assumption %s', async (id) => {
      const { decision, observation } = await decideIn(new SimulatedAccount({ versioningLagMs: 90_000 }), id);
      expect({ decision, observation }).toEqual({ decision: 'confirmed', observation });
    });

  test('fails if S3 does not see the versioning after two minutes', async () => {
    const { decision, observation } = await decideIn(new SimulatedAccount({ versioningLagMs: 3_600_000 }), 'O4');
    expect(decision).toBe('cannot tell');
    expect(observation).toContain('Versioning must');
  });
});

describe('callWithNewRole', () => {
  test.each([
    ['10', 'CreateMultiRegionAccessPoint'], ['11', 'GetMultiRegionAccessPointRoutes'],
    ['11', 'SubmitMultiRegionAccessPointRoutes'], ['22', 'GetObject'], ['52', 'PutBucketReplication'],
  ])('waits for the permissions of a new role for assumption %s and %s', async (id, operation) => {
    let denials = 6;
    const account = new ChangedAccount(changeCalls(operation, async (_call, send) => {
      denials -= 1;
      if (denials >= 0) throw accessDenied();
      return send();
    }));
    const { decision, observation } = await decideIn(account, id);
    expect({ decision, observation }).toEqual({ decision: 'confirmed', observation });
  });
});

describe('readNewRules', () => {
  test.each(['53', '69'])('waits until S3 shows a new configuration for assumption %s', async (id) => {
    const { decision, observation } = await decideIn(new SimulatedAccount({ replicationLagMs: 30_000 }), id);
    expect({ decision, observation }).toEqual({ decision: 'confirmed', observation });
  });
});

const AWS_ONLY = ASSUMPTIONS.filter((assumption) => findProbe(assumption)?.onlyOnAws !== undefined)
  .map(({ id }) => id);

describe('RehearsedAccount', () => {
  test.each(AWS_ONLY)('confirms assumption %s, whose probe runs only on AWS', async (id) => {
    const { decision, observation } = await decideIn(new RehearsedAccount(), id);
    expect({ decision, observation }).toEqual({ decision: 'confirmed', observation });
  });

  const deviations: [string, string, Partial<RehearsedBehavior>][] = [
    ['29', 'computes DIFF without the former period', { diffIncludesFormerPeriod: false }],
    ['I1', 'refuses the origin access control', { acceptsAccessControl: false }],
    ['I2', 'sends no ARN of the distribution to KMS', { kmsReceivesSourceArn: false }],
    ['I3', 'sends requests as no service', { isAwsService: false }],
    ['I4', 'sends no id of the VPC endpoint to S3', { sendsEndpointId: false }],
    ['L4', 'names another version of the signature', { signatureVersion: 'AWS4-HMAC-SHA256' }],
    ['S1', 'authorizes in another Region', { requestedRegion: 'us-west-2' }],
  ];
  test.each(deviations)('refutes only assumption %s if AWS %s', async (refuted, _behavior, behavior) => {
    const decisions = await Promise.all(AWS_ONLY.map(async (id) => {
      const { decision } = await decideIn(new RehearsedAccount({}, behavior), id);
      return `${id} ${decision}`;
    }));
    // Without a distribution, nothing else can be observed.
    const expected = refuted === 'I1' ? ['I1 refuted', 'I2 cannot tell', 'I3 cannot tell'] : [`${refuted} refuted`];
    expect(decisions.filter((decision) => !decision.endsWith('confirmed'))).toEqual(expected);
  });

  test('does not decide if CloudFormation creates no distribution for another reason', async () => {
    const account = new SimulatedAccount({}, {
      types: {
        'AWS::CloudFront::OriginAccessControl': () => {
          throw new Error('Access denied (HandlerErrorCode: AccessDenied)');
        },
      },
    });
    expect(await decideIn(account, 'I1')).toEqual({
      decision: 'cannot tell',
      observation: 'AWS::CloudFront::OriginAccessControl: Access denied (HandlerErrorCode: AccessDenied)',
    });
  });

  const undecided: [string, string, string, () => SimulatedAccount][] = [
    ['I4', 'has no VPC', 'CloudFormation did not create the AWS::EC2::VPC', () => new SimulatedAccount()],
    ['I4', 'invokes no function', 'the function in the VPC failed with Sandbox.Timedout', () => new ChangedAccount(
      changeCalls('Invoke', async () => ({
        FunctionError: 'Unhandled', Payload: { transformToString: () => '{"errorType":"Sandbox.Timedout"}' },
      })))],
    ['I4', 'refuses the policy', 'S3 refused the policy that denies objects with MalformedPolicy', () =>
      new ChangedAccount(changeCalls('PutMultiRegionAccessPointPolicy', async () => {
        throw Object.assign(new Error('no'), {
          name: 'MalformedPolicy', Code: 'MalformedPolicy', $metadata: { httpStatusCode: 400, requestId: 'request' },
        });
      }))],
    ['I4', 'does not apply denials', 'denied object 200, restricted object 200; from outside: restricted', () =>
      new ChangedAccount(changePolicy(([allowed]) => [allowed]))],
    ['I4', 'applies the denial only in the VPC', 'from outside: restricted object 200', () =>
      new ChangedAccount(changePolicy(([allowed, denied]) => [allowed, denied]))],
    ['I4', 'denies all requests', 'open object 403 AccessDenied', () =>
      new ChangedAccount(changePolicy(([allowed, denied]) => [allowed, { ...denied, Resource: allowed.Resource }]))],
    ['I4', 'receives another request', 'open object 403 SignatureDoesNotMatch', () => new ChangedAccount(
      changeCalls('Invoke', async ({ input }, send) => send({
        ...input, Payload: String(input.Payload).replace('.com/open"', '.com/other"'),
      })))],
    ['L4', 'does not apply denials', 'denied: 200', () => new ChangedAccount(changePolicy(([allowed]) => [allowed]))],
    ['S1', 'applies no conditions', 'denied-if-equal: 403 AccessDenied, denied-if-other: 403 AccessDenied', () =>
      new ChangedAccount(changePolicy((statements) => statements.map(({ Condition: _, ...others }) => others)))],
  ];
  test.each(undecided)('does not decide assumption %s if AWS %s', async (id, _behavior, reason, makeAccount) => {
    const { decision, observation } = await decideIn(makeAccount(), id);
    expect(decision).toBe('cannot tell');
    expect(observation).toContain(reason);
  });

  test('does not decide if no alarm is raised', async () => {
    const account = new ChangedAccount(changeCalls('DescribeAlarms', async () => ({ MetricAlarms: [] })));
    expect((await decideIn(account, '29')).decision).toBe('cannot tell');
  });
});
