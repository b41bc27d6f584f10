import { synthesizeTestStack } from '../../projenrc/security/applications';
import { CALLS_OF_HANDLERS, findReason, UNOBSERVED_ACTIONS } from '../../projenrc/security/calls';
import { ALLOWED_REGIONS, CONTROL_PLANE_ACTIONS, FAILOVER_REGIONS, REGION_DENY, ROUTES_ACTIONS } from '../../projenrc/security/region-deny';
import { extractHandlerPolicies } from '../../projenrc/security/statements';
import { CONTROL_PLANE_REGION, FAILOVER_CONTROL_REGIONS } from '../../src/facts/control-plane';
import { ACCOUNT } from '../support/accounts';
import { evaluate, type Statement } from '../support/iam/evaluate';
import { HANDLER_POLICIES, type HandlerRole, mayBy } from '../support/iam/handler-policies';
import { ADDRESS, type Life, live } from './life';

const ROLES: readonly HandlerRole[] = ['asynchronous', 'synchronous'];

let life: Life;
beforeAll(async () => { life = await live(); });

const grantedTo = (role: HandlerRole) => HANDLER_POLICIES[role].flatMap(({ Action: actions = [] }) => [actions].flat());
const actionsOf = (calls: Life['calls']) => calls.flatMap(({ permissions }) => permissions.map(({ action }) => action));
const usedBy = (role: HandlerRole) => new Set(actionsOf(life.calls.filter(({ caller }) => caller === role)));

test('the statements that every test is judged by are those that the library renders', () => {
  expect(extractHandlerPolicies(synthesizeTestStack())).toEqual(HANDLER_POLICIES);
});

describe('in the life of a stack', () => {
  test('nothing is needed that is not granted', () => {
    const denied = life.calls.flatMap(({ caller, operation, permissions }) => permissions
      .filter((permission) => !mayBy(HANDLER_POLICIES[caller], permission)).map(({ action, resource }) => `${caller} ${operation}: ${action} on ${resource}`));
    expect(denied).toEqual([]);
    expect(life.calls.length).toBeGreaterThan(40);
  });

  test.each(ROLES)('nothing is granted that no call needs: the %s handlers', (role) => {
    const unused = grantedTo(role).filter((action) => !usedBy(role).has(action)).map((action) => `${role} ${action}`);
    expect(unused.sort()).toEqual(Object.keys(UNOBSERVED_ACTIONS).filter((what) => what.startsWith(`${role} `)).sort());
  });

  test('the document names the calls that the journal has', () => {
    const seen: Record<string, string[]> = {};
    for (const { operation, permissions } of life.calls) {
      for (const { action } of permissions) seen[action] = [...new Set([...seen[action] ?? [], operation!])].sort();
    }
    expect(CALLS_OF_HANDLERS).toEqual(seen);
  });

  test('what comes out of the handlers never holds the address that CloudFormation takes answers at', () => {
    expect(life.answers.filter(({ status }) => status === 'FAILED')).toHaveLength(2);
    expect(life.texts.length).toBeGreaterThan(10);
    expect(life.texts.filter((text) => text.includes(ADDRESS))).toEqual([]);
  });
});

test('an action that nobody gave a reason for is an error', () => {
  expect(() => findReason('replication role', 's3:PutObject')).toThrow('replication role has s3:PutObject');
});

describe('an organisation that denies Regions', () => {
  const isDenied = (policy: readonly object[], action: string, region: string) => evaluate({
    principal: `arn:aws:iam::${ACCOUNT}:role/handlers`, owner: ACCOUNT, action, resource: '*', context: { 'aws:RequestedRegion': region },
  }, { identity: [{ Effect: 'Allow', Action: '*', Resource: '*' }, ...policy as Statement[]] }) === 'explicitly denied';
  const WITHOUT = [{ ...REGION_DENY.Statement[0], NotAction: ['iam:*'] }];
  /** Where the handlers call; of buckets only those in Regions that are allowed at all. */
  const calls = () => life.calls.filter(({ operation }) => !operation!.includes('Bucket'))
    .flatMap(({ permissions, region }) => permissions.map(({ action }) => ({ action, region })));

  test('breaks the handlers, and with the exemption does not', () => {
    expect(calls().some(({ action, region }) => isDenied(WITHOUT, action, region))).toBe(true);
    expect(calls().filter(({ action, region }) => isDenied(REGION_DENY.Statement, action, region))).toEqual([]);
  });

  test('exempts what the handlers call and nothing else, where they call it and nowhere else', () => {
    expect([...new Set(calls().map(({ action }) => action))].sort()).toEqual([...CONTROL_PLANE_ACTIONS, ...ROUTES_ACTIONS, 's3:ListAllMyBuckets'].sort());
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
