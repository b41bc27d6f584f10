import { synthesizeTestStack } from '../../projenrc/security/applications';
import { CALLS_OF_HANDLERS, findReason, UNOBSERVED_ACTIONS } from '../../projenrc/security/calls';
import {
  ALLOWED_REGIONS, CONTROL_PLANE_ACTIONS, FAILOVER_REGIONS, REGION_DENY, ROUTES_ACTIONS,
} from '../../projenrc/security/region-deny';
import { extractHandlerPolicies } from '../../projenrc/security/statements';
import { CONTROL_PLANE_REGION, FAILOVER_CONTROL_REGIONS } from '../../src/facts/control-plane';
import { ACCOUNT } from '../support/accounts';
import { evaluate, type Statement } from '../support/iam/evaluate';
import { HANDLER_POLICIES, mayBy } from '../support/iam/handler-policies';
import { type LifeCycle, RESPONSE_ADDRESS, runLifeCycle } from './stack-life-cycle';

let lifeCycle: LifeCycle;
beforeAll(async () => { lifeCycle = await runLifeCycle(); });

const listGrantedActions = () => HANDLER_POLICIES.flatMap(({ Action: actions = [] }) => [actions].flat());
const listActions = (calls: LifeCycle['calls']) =>
  calls.flatMap(({ permissions }) => permissions.map(({ action }) => action));
const findUsedActions = () => new Set(listActions(lifeCycle.calls));

describe('src/provider', () => {
  test('renders the statements of HANDLER_POLICIES', () => {
    expect(extractHandlerPolicies(synthesizeTestStack())).toEqual(HANDLER_POLICIES);
  });

  describe('in the life cycle of a stack', () => {
    test('allows all calls of the handlers', () => {
      const denied = lifeCycle.calls.flatMap(({ operation, permissions }) => permissions
        .filter((permission) => !mayBy(HANDLER_POLICIES, permission))
        .map(({ action, resource }) => `${operation}: ${action} on ${resource}`));
      expect(denied).toEqual([]);
      expect(lifeCycle.calls.length).toBeGreaterThan(40);
    });

    test('allows the handlers only actions that they call', () => {
      const unused = listGrantedActions().filter((action) => !findUsedActions().has(action));
      expect([...new Set(unused)].sort()).toEqual(Object.keys(UNOBSERVED_ACTIONS).sort());
    });

    test('documents exactly the calls of the handlers', () => {
      const seen: Record<string, string[]> = {};
      for (const { operation, permissions } of lifeCycle.calls) {
        for (const { action } of permissions) seen[action] = [...new Set([...seen[action] ?? [], operation!])].sort();
      }
      expect(CALLS_OF_HANDLERS).toEqual(seen);
    });

    test('does not include the response URL of CloudFormation in the output of the handlers', () => {
      expect(lifeCycle.responses.filter(({ status }) => status === 'FAILED')).toHaveLength(2);
      expect(lifeCycle.texts.length).toBeGreaterThan(10);
      expect(lifeCycle.texts.filter((text) => text.includes(RESPONSE_ADDRESS))).toEqual([]);
    });
  });
});

describe('findReason', () => {
  test('throws an error for an action without a reason', () => {
    expect(() => findReason('replication role', 's3:PutObject')).toThrow('replication role has s3:PutObject');
  });
});

describe('REGION_DENY', () => {
  describe('in an organization that denies Regions', () => {
    const isDenied = (policy: readonly object[], action: string, region: string) => evaluate({
      principal: `arn:aws:iam::${ACCOUNT}:role/handlers`,
      owner: ACCOUNT,
      action,
      resource: '*',
      context: { 'aws:RequestedRegion': region },
    }, {
      identity: [{ Effect: 'Allow', Action: '*', Resource: '*' }, ...policy as Statement[]],
    }) === 'explicitly denied';
    const DENY_WITHOUT_EXEMPTION = [{ ...REGION_DENY.Statement[0], NotAction: ['iam:*'] }];
    /** Lists the actions and Regions of calls, without calls to buckets, which must be in allowed Regions. */
    const listCalls = () => lifeCycle.calls.filter(({ operation }) => !operation!.includes('Bucket'))
      .flatMap(({ permissions, region }) => permissions.map(({ action }) => ({ action, region })));

    test('denies calls of the handlers only without the exemption', () => {
      expect(listCalls().some(({ action, region }) => isDenied(DENY_WITHOUT_EXEMPTION, action, region))).toBe(true);
      expect(listCalls().filter(({ action, region }) => isDenied(REGION_DENY.Statement, action, region))).toEqual([]);
    });

    test('exempts exactly the actions and Regions that the handlers call', () => {
      expect([...new Set(listCalls().map(({ action }) => action))].sort())
        .toEqual([...CONTROL_PLANE_ACTIONS, ...ROUTES_ACTIONS, 's3:ListAllMyBuckets'].sort());
      expect(FAILOVER_REGIONS).toEqual(FAILOVER_CONTROL_REGIONS.map(({ region }) => region).sort());
      for (const action of CONTROL_PLANE_ACTIONS) {
        expect(isDenied(REGION_DENY.Statement, action, CONTROL_PLANE_REGION.region)).toBe(false);
        expect(isDenied(REGION_DENY.Statement, action, 'us-east-1')).toBe(true);
      }
      for (const action of ROUTES_ACTIONS) {
        for (const region of FAILOVER_REGIONS) expect(isDenied(REGION_DENY.Statement, action, region)).toBe(false);
        expect(isDenied(REGION_DENY.Statement, action, 'sa-east-1')).toBe(true);
      }
      for (const action of ['s3:PutObject', 's3:CreateBucket', 'ec2:RunInstances']) {
        expect(isDenied(REGION_DENY.Statement, action, 'us-west-2')).toBe(true);
        expect(isDenied(REGION_DENY.Statement, action, ALLOWED_REGIONS[0])).toBe(false);
      }
    });
  });
});
