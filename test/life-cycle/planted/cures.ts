import { type Patch } from './bugs';

/** A trap, and what in the handlers keeps out of it: without that cure, its test fails. */
export interface Cure {
  /** Of test/life-cycle/traps. */
  readonly file: string;
  /** The test's name, or its beginning. */
  readonly trap: string;
  readonly patches: readonly Patch[];
}

type Change = [source: string, find: string, replace: string];

const patchOf = ([file, find, replace]: Change): Patch => ({ file, find, replace });
const cure = (file: string, trap: string, ...change: Change): Cure => ({ file, trap, patches: [patchOf(change)] });
/** Where two cures do, and each would be enough. */
const cureOfTwo = (file: string, trap: string, ...changes: Change[]): Cure => ({ file, trap, patches: changes.map(patchOf) });

const CREATION = 'lambda/access-point/creation.ts';
const DELETION = 'lambda/access-point/deletion.ts';
const COMPLETE_DELETION = 'lambda/access-point/complete-deletion.ts';
const IS_COMPLETE = 'lambda/access-point/is-complete.ts';
const ON_EVENT = 'lambda/access-point/on-event.ts';
const ORPHAN = 'lambda/access-point/ownership.ts';
const WISH = 'lambda/access-point/desired-state.ts';
const POLICY = 'lambda/policy/steps.ts';
const DECISION = 'lambda/routes/decision.ts';
const ROUTES = 'lambda/routes/handler.ts';
const RECOVERY = 'lambda/routes/recovery.ts';
const REPLICATION = 'lambda/replication/handler.ts';

const CLAIM = 'if (!adopt) throw new HandlerError([MRAP901_NAME_IN_USE.create({ name: id.name })]);';
const SAME_TOKEN = 'createAccessPoint(s3, accountId, request, id.clientToken)';
const ANY_TOKEN = 'createAccessPoint(s3, accountId, request, String(clock.now()))';
const GOES_BACK = 'if (replaces === undefined || replaces.specHash !== desired.specHash) return undefined;';

export const CURES: readonly Cure[] = [
  cure('creation', 'an access point of that name exists already found synchronous', CREATION, CLAIM, ''),
  cure('creation', 'an access point of that name exists already found asynchronous', CREATION, CLAIM, ''),
  cure('creation', 'the answer to Create is lost', CREATION, SAME_TOKEN, ANY_TOKEN),
  cure('creation', 'handler killed between any two calls and it exited', ORPHAN, 'if (operation.outcome === \'pending\') return undefined;',
    'if (operation.outcome === \'pending\') return { kind: \'left\', reason: \'\' };'),
  cure('creation', 'handler killed between any two calls and it unanswered', CREATION, SAME_TOKEN, ANY_TOKEN),
  cure('creation', 'handler killed between any two calls and it abandoned', CREATION, SAME_TOKEN, ANY_TOKEN),
  cure('creation', 'create cancelled by a failing sibling after 2 s', COMPLETE_DELETION, 'if (givenName === undefined) {', 'if (givenName === \'\') {'),
  cure('creation', 'create cancelled by a failing sibling under a given name', COMPLETE_DELETION,
    'orphan.context.report(MRAP907_ACCESS_POINT_NOT_DELETED.create({ name: givenName, reason: UNPROVEN_OWNERSHIP }));', ''),
  cure('creation', 'the same event delivered twice the second time after Create was accepted, 5 s', CREATION, SAME_TOKEN, ANY_TOKEN),
  cure('creation', 'the same event delivered twice the second time when the stack has gone', 'lambda/cloudformation/event.ts',
    ': requestedAt(raw.ResponseURL, now)', ': now'),
  cure('creation', 'a retained access point whose construct is added again and then cancelled', ORPHAN,
    'live.status === \'READY\' && !isEmptyPolicy(await readPolicy(s3, accountId, name))', 'live.name === \'\''),
  cure('creation', 'two stacks that create the same name over the same buckets at the same moment', CREATION, CLAIM, ''),
  cure('deletion', 'the last grant removed', 'lambda/policy/handlers.ts', 'if (event.type === \'Delete\') return { IsComplete: true };',
    'if (event.type !== \'Create\') return { IsComplete: true };'),
  cure('deletion', 'delete during creation', ORPHAN, 'if (operation.outcome === \'pending\') return undefined;',
    'if (operation.outcome === \'pending\') return { kind: \'left\', reason: \'\' };'),
  cure('deletion', 'delete of what is gone', DELETION, 'if (live === undefined) return true;', 'if (live === undefined) return undefined;'),
  cure('deletion', 'an access point of the same name but another alias', DELETION, 'if (live.alias !== alias) {', 'if (live.alias === \'\') {'),
  cure('deletion', 'nor does it get the policy', POLICY, 'return live?.alias !== alias;', 'return live?.alias === \'\';'),
  cure('deletion', 'a retained stack destroyed', 'lambda/policy/handlers.ts', 'if (event.type === \'Delete\') return { IsComplete: true };', ''),
  cure('deletion', 'a half made access point whose creation fails just as it is looked at', ORPHAN,
    'if (found.status === \'CREATING\' && !notOurs) return undefined;', ''),
  cure('replacement', 'refused replacement and its rollback', ON_EVENT,
    'if (desired.properties.Replacement === \'FORBID\') throw new HandlerError([MRAP903_REPLACEMENT_REFUSED.create({ name: old.name, changes: changesOf(event, desired) })]);', ''),
  cure('replacement', 'allowed replacement: new name', WISH, 'return renamed ? desired.givenName :', 'return desired.givenName ? desired.givenName :'),
  cure('replacement', 'a failed replacement rollback with the old id', ON_EVENT, 'id.specHash === desired.specHash;', 'parsePreviousState(event)?.specHash === desired.specHash;'),
  cure('replacement', 'a failed replacement rollback with the new id', ON_EVENT, GOES_BACK, 'if (desired.specHash !== \'\') return undefined;'),
  cure('replacement', 'a failed replacement of one that had replaced another', 'lambda/access-point/physical-id.ts',
    'formatPhysicalId(id.replaces)', 'formatPhysicalId({ ...id.replaces, replaces: undefined })'),
  cure('replacement', 'a failed replacement that is cancelled before it has an id', ON_EVENT, 'CancelledReplacement: cancelledReplacementName(event, id, desired)', 'CancelledReplacement: undefined'),
  cure('replacement', 'a failed replacement that is cancelled under a name', ORPHAN, 'if (name === desired.givenName) return', 'if (name === \'\') return'),
  cure('replacement', 'a failed replacement after the former one was deleted', ON_EVENT, '  return id;\n}', '  return undefined;\n}'),
  cure('replacement', 'nothing that can be changed touches the access point property order', WISH, 'specHash: shortHash([', 'specHash: shortHash([Object.keys(raw), '),
  cure('replacement', 'nothing that can be changed touches the access point Region order', WISH, '(memberKey(a) < memberKey(b) ? -1 : 1)', '0'),
  cure('replacement', 'nothing that can be changed touches the access point timeout', WISH, 'specHash: shortHash([', 'specHash: shortHash([raw.TimeoutSeconds, '),
  cure('replacement', 'an update with properties that cannot be read', 'lambda/cloudformation/previous-properties.ts', 'if (error instanceof PropertyError) return undefined;', ''),
  cure('replacement', 'a policy change that CloudFormation has given up', POLICY, '  refuseSuperseded(change, latest);\n  // Numbered', '  // Numbered'),
  cure('adoption', 'ADOPT on create', CREATION, CLAIM, 'throw new HandlerError([MRAP901_NAME_IN_USE.create({ name: id.name })]);'),
  cure('adoption', 'ADOPT on update: policy', 'lambda/policy/handlers.ts', 'if (event.type === \'Create\' && origin === \'adopted\')', 'if (origin === \'adopted\')'),
  cure('adoption', 'ADOPT on update, an update never', IS_COMPLETE, ' && event.type === \'Create\'', ''),
  cure('adoption', 'ADOPT on rollback', COMPLETE_DELETION, 'return id.kind === \'adopted\' ? undefined :', 'return id.alias === \'\' ? undefined :'),
  cureOfTwo('adoption', 'ADOPT on delete',
    [COMPLETE_DELETION, 'return id.kind === \'adopted\' ? undefined :', 'return id.alias === \'\' ? undefined :'],
    [DELETION, '?.adopted) {', '?.requestedAt === 0) {']),
  cure('adoption', 'ADOPT refuses what differs', CREATION, ', ...differences(live, request)];', '];'),
  cure('adoption', 'renaming a construct is refused', CREATION, CLAIM, ''),
  cure('adoption', 'renaming a construct in two deployments', CREATION, CLAIM, 'throw new HandlerError([MRAP901_NAME_IN_USE.create({ name: id.name })]);'),
  cure('adoption', 'renaming a construct in one deployment', DELETION, '?.adopted) {', '?.requestedAt === 0) {'),
  cure('adoption', 'renaming a construct nor when the answer', 'lambda/policy/read.ts',
    'return isEmptyPolicy(first) ? getPolicy(s3, accountId, name) : first;', 'return first;'),
  cure('refusals', '17 Regions failing with long messages', 'lambda/cloudformation/handler-error.ts', 'MAX_MESSAGE = 1500', 'MAX_MESSAGE = 5000'),
  cure('refusals', 'a role that IAM has not spread yet', POLICY, 'PRINCIPAL_PATIENCE = 2 * MINUTE', 'PRINCIPAL_PATIENCE = 0 * MINUTE'),
  cure('refusals', 'AccessDenied for the first 40 s', 'control/poll.ts', 'DENIAL_PATIENCE = MINUTE', 'DENIAL_PATIENCE = 0 * MINUTE'),
  cure('refusals', 'AccessDenied for good', 'control/poll.ts', 'DENIAL_PATIENCE = MINUTE', 'DENIAL_PATIENCE = 60 * MINUTE'),
  cure('refusals', 'opt-in Region disabled', CREATION, 'if (failure.kind === \'refused\') throw', 'if (failure.kind !== \'unexpected\') return \'already owned\';\n    if (failure.kind === \'refused\') throw'),
  cure('refusals', 'SCP denial of one control Region', 'control/routes/control-regions.ts', ' || failure.kind === \'denied\'', ''),
  cure('failover-by-hand', 'a failover by hand under KEEP, on create', DECISION, 'if (liveRoutes === \'KEEP\' || ', 'if ('),
  cure('failover-by-hand', 'a failover by hand under ENFORCE, on create', DECISION, 'return \'overwrite\'', 'return \'keep\''),
  cure('failover-by-hand', 'a failover by hand under FAIL, on create', DECISION, 'return \'refuse\'', 'return \'submit\''),
  cure('failover-by-hand', 'a failover by hand under KEEP, on update', DECISION, 'if (liveRoutes === \'KEEP\' || ', 'if ('),
  cure('failover-by-hand', 'a failover by hand under ENFORCE, on update', DECISION, 'return \'overwrite\'', 'return \'keep\''),
  cure('failover-by-hand', 'a failover by hand under FAIL, on update', DECISION, 'return \'refuse\'', 'return \'submit\''),
  cure('failover-by-hand', 'a failover by hand under KEEP, on rollback', DECISION,
    'if (liveRoutes === \'KEEP\' || equalDials(live, desired)) return \'keep\';', 'if (liveRoutes === \'KEEP\') return \'submit\';'),
  cure('failover-by-hand', 'a failover by hand under KEEP, on the rollback of a deployment that declares it', ROUTES, 'untouched: { ...declarationOf(before), at }', ''),
  cure('failover-by-hand', 'a failover by hand under ENFORCE, on rollback', ROUTES, 'if (decision === \'overwrite\') report(MRAP912_MANUAL_ROUTES_OVERWRITTEN.create({ before: showDials(live) }));', ''),
  cureOfTwo('failover-by-hand', 'a failover by hand under FAIL, on rollback',
    [RECOVERY, 'if (before && isByHand(before) && failed.LiveRoutes !== \'ENFORCE\')', 'if (before && failed.LiveRoutes === undefined)'],
    [RECOVERY, 'if (members === undefined || isByHand(members))', 'if (members === undefined)']),
  cureOfTwo('failover-by-hand', 'a failover by hand under KEEP, by a routine deployment',
    ['lambda/routes/physical-id.ts', 'if (before && equalDeclarations(desired, before)) return true;', ''],
    ['lambda/routes/physical-id.ts', 'return isRollback || equalDeclarations(desired, id);', 'return isRollback;']),
  cure('failover-by-hand', 'a change of routes that does not succeed is taken back when its function died', ROUTES, 'if (failed) return recover(request, before);', ''),
  cure('failover-by-hand', 'a change of routes that does not succeed is taken back when CloudFormation gave it up', RECOVERY,
    'await clock.sleep(event.startedAt + SENT_WITHIN + ON_ITS_WAY - clock.now());', ''),
  cure('replication', 'a creation of rules that is cancelled', REPLICATION, 'const last = !isInvented(event, desired) ||', 'const last = event.type === \'Delete\' ||'),
  cure('replication', 'an update of rules that is cancelled', REPLICATION, 'IsRollback: isRollback(event, desired, live)', 'IsRollback: false'),
  cure('replication', 'an update of rules that is refused', REPLICATION,
    '[...checkRules(failed.Bucket, failed.Rules), ...checkAgainst(live, failed, desired.Role)]', 'checkAgainst(live, failed, desired.Role)'),
  cure('replication', 'a creation of rules that dies after', REPLICATION, 'if (event.type === \'Delete\') return { PhysicalResourceId: event.physicalId };\n  const desired',
    'if (event.type === \'Delete\') return { PhysicalResourceId: event.physicalId };\n  await isReplicationComplete(context, event);\n  const desired'),
  cure('replication', 'a removal of rules that S3 answers', 'lambda/replication/write.ts', '    writtenAt = clock.now();\n', '    return;\n'),
  cure('replication', 'a removal leaves our rules', REPLICATION, 'wereFound(event, desired) || live.role !== desired.Role', 'wereFound(event, desired)'),
  cure('replication', 'a request to write that is delivered again', 'lambda/replication/write.ts', '      latest: WRITTEN_WITHIN,\n', ''),
  cure('replication', 'rules under the role of an earlier deployment', 'lambda/replication/merge.ts', 'if (live.role !== role && !changesRole)', 'if (live.role === \'\')'),
];
