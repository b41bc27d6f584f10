import { renderPolicyWithMarker } from '../../control/policy-marker';
import { type StackResource, type CloudFormationStackReader } from '../../control/stacks';
import { formatPhysicalId, type SettledId } from '../../lambda/access-point/physical-id';
import { findFormerResource, findReasonToKeepRenamed } from '../../lambda/access-point/renamed';
import { type AccessPointResourceRequest } from '../../lambda/access-point/request';
import { type ResourceEvent } from '../../lambda/cloudformation/event';
import { type HandlerContext } from '../../lambda/handler-context';
import { VirtualClock } from '../../simulator';

const STACK_ID = 'arn:aws:cloudformation:eu-west-1:111122223333:stack/Media/11111111-2222-3333-4444-555555555555';
const ALIAS = 'mfzwi23gnjvgw.mrap';
const CREATED: SettledId = { kind: 'created', name: 'media', alias: ALIAS, specHash: 'hash', owner: 'a'.repeat(20) };
const RENAMED: SettledId = { ...CREATED, kind: 'renamed', owner: 'b'.repeat(20), formerOwners: [CREATED.owner] };
const OWN_ID = formatPhysicalId(RENAMED);
const POLICY = renderPolicyWithMarker({ Statement: [] }, {
  requestedAt: 0,
  request: 'c'.repeat(20),
  attempt: 0,
  owner: RENAMED.owner,
  formers: [CREATED.owner],
  isWeak: false,
  isBlank: false,
  isChanged: false,
});

function resource(id: SettledId | string, status = 'CREATE_COMPLETE'): StackResource {
  return { physicalId: typeof id === 'string' ? id : formatPhysicalId(id), status, updatedAt: 0 };
}

function contextWith(stacks: Partial<CloudFormationStackReader> | undefined): {
  context: HandlerContext;
  clock: VirtualClock;
} {
  const clock = new VirtualClock();
  const unused = () => Promise.reject(new Error('not expected'));
  return {
    clock,
    context: {
      s3: { call: async () => ({ Policy: { Established: { Policy: POLICY } } }) } as never,
      clock,
      stacks: stacks && { getStatus: unused, getResource: unused, listResources: unused, ...stacks },
      report: () => undefined,
      operations: new Map(),
    },
  };
}

const EVENT = { type: 'Delete', stackId: STACK_ID, physicalId: OWN_ID, requestId: 'request' } as ResourceEvent;

describe('findFormerResource', () => {
  const find = (stacks: Partial<CloudFormationStackReader> | undefined) =>
    findFormerResource(contextWith(stacks).context, EVENT, 'media');
  const listing = (...resources: StackResource[]): Partial<CloudFormationStackReader> =>
    ({ listResources: () => Promise.resolve(resources) });

  test.each([['created', CREATED], ['renamed', RENAMED]])('finds a resource that is %s', async (_, id) => {
    expect(await find(listing(resource('other'), resource(id)))).toBe(formatPhysicalId(id));
  });

  test.each([
    ['an adopted access point', resource({ ...CREATED, kind: 'adopted' })],
    ['another name', resource({ ...CREATED, name: 'films' })],
    ['a deleted resource', resource(CREATED, 'DELETE_COMPLETE')],
    ['an id of another resource', resource('arn:aws:sns:eu-west-1:111122223333:topic')],
  ])('does not find %s', async (_, found) => {
    expect(await find(listing(found))).toBeUndefined();
  });

  test('finds nothing if CloudFormation refuses the list or cannot be asked', async () => {
    expect(await find({ listResources: () => Promise.reject(new Error('AccessDenied')) })).toBeUndefined();
    expect(await find(undefined)).toBeUndefined();
  });
});

describe('findReasonToKeepRenamed', () => {
  async function findReason(stacks: Partial<CloudFormationStackReader> | undefined): Promise<string | undefined> {
    const { context, clock } = contextWith(stacks);
    const request = { context, event: EVENT } as AccessPointResourceRequest;
    return clock.runUntilSettled(findReasonToKeepRenamed(request, RENAMED));
  }
  const cleanup = (listResources: CloudFormationStackReader['listResources']): Partial<CloudFormationStackReader> =>
    ({ getStatus: () => Promise.resolve('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'), listResources });

  test('finds none if the stack is deleted', async () => {
    expect(await findReason({ getStatus: () => Promise.resolve('DELETE_IN_PROGRESS') })).toBeUndefined();
  });

  test('finds none if no other resource of the stack has the access point', async () => {
    const others = [resource(OWN_ID), resource('other'), resource({ ...CREATED, alias: 'mabcdefghijkl.mrap' })];
    expect(await findReason(cleanup(() => Promise.resolve(others)))).toBeUndefined();
  });

  test('names another resource of the stack with the access point', async () => {
    expect(await findReason(cleanup(() => Promise.resolve([resource(OWN_ID), resource(CREATED)]))))
      .toBe('another resource of the stack has it');
  });

  test('keeps the access point during a rollback', async () => {
    expect(await findReason({ getStatus: () => Promise.resolve('UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS') }))
      .toBe('it was adopted, and the stack is UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
  });

  test.each([
    ['without CloudFormation', undefined],
    ['if CloudFormation never answers', { getStatus: () => Promise.reject(new Error('throttled')) }],
  ])('keeps the access point %s', async (_, stacks) => {
    expect(await findReason(stacks)).toBe('it was adopted, and the stack is unknown');
  });

  test('keeps the access point if CloudFormation does not list the resources', async () => {
    expect(await findReason(cleanup(() => Promise.reject(new Error('AccessDenied')))))
      .toBe('it was adopted, and CloudFormation does not list the resources of the stack');
  });
});
