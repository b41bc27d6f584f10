import { type Change, revert, revertAll, type RevertedFix } from './revert';

const CREATION_STEP = 'lambda/access-point/creation-step.ts';
const DELETION_STEP = 'lambda/access-point/deletion-step.ts';
const DELETION = 'lambda/access-point/deletion.ts';
const OWNERSHIP = 'lambda/access-point/ownership.ts';
const POLICY_HANDLERS = 'lambda/policy/handlers.ts';
const POLICY_STEP = 'lambda/policy/policy-step.ts';
const POLL = 'control/poll.ts';

const REFUSAL = 'if (!creation.adoptExisting) throw new HandlerError([MRAP901_NAME_IN_USE.create({ name: id.name })]);';
const SAME_TOKEN = 'createAccessPoint(s3, accountId, spec, id.clientToken)';
const ANY_TOKEN = 'createAccessPoint(s3, accountId, spec, String(clock.now()))';
const PENDING = 'if (operation.outcome === \'pending\') return undefined;';
const PENDING_UNPROVEN = 'if (operation.outcome === \'pending\') return { kind: \'unproven\', reason: \'\' };';

/** An access point without a policy is not deleted. */
const MISSING_OWNER_FORBIDS: Change = [
  'lambda/policy/deletion-veto.ts',
  "  return markers.some((marker) => marker === undefined || marker.isWeak) ? 'no owner' : undefined;",
  '  const isUnknown = markers.length === 0 || markers.some((marker) => marker === undefined || marker.isWeak);\n'
    + "  return isUnknown ? 'no owner' : undefined;",
];

const CREATION_FIXES = [
  revert(
    'creation',
    'refuses the access point that another stack created after an operator had deleted the own one',
    CREATION_STEP,
    '  if (live === undefined) noteAbsence(context, id.clientToken);\n',
    '',
  ),
  revert(
    'creation',
    'for an event that is delivered twice creates nothing after a failed creation',
    CREATION_STEP,
    'await assertNotSuperseded(context, event, 0);',
    'await assertNotSuperseded(context, event);',
  ),
  revert(
    'creation',
    'for an existing access point with the same name refuses the name if the error is synchronous',
    CREATION_STEP,
    REFUSAL,
    '',
  ),
  revert(
    'creation',
    'for an existing access point with the same name refuses the name if the error is asynchronous',
    CREATION_STEP,
    REFUSAL,
    '',
  ),
  revert(
    'creation',
    'creates one access point if the response to the creation is lost',
    CREATION_STEP,
    SAME_TOKEN,
    ANY_TOKEN,
  ),
  revert(
    'creation',
    'for a function that ends at any call deploys, or leaves nothing, if it is exited',
    OWNERSHIP,
    PENDING,
    PENDING_UNPROVEN,
  ),
  revert(
    'creation',
    'for a function that ends at any call deploys, or leaves nothing, if it is unanswered',
    CREATION_STEP,
    SAME_TOKEN,
    ANY_TOKEN,
  ),
  revert(
    'creation',
    'for a function that ends at any call deploys, or leaves nothing, if it is abandoned',
    CREATION_STEP,
    SAME_TOKEN,
    ANY_TOKEN,
  ),
  ...[0, 2, 20].map((seconds) => revert(
    'creation',
    `for a creation that CloudFormation cancels deletes the access point with a generated name after ${seconds} s`,
    DELETION,
    'if (givenName === undefined) {',
    "if (givenName === '') {",
  )),
  ...[240, 900].map((seconds) => revert(
    'creation',
    `for a creation that CloudFormation cancels deletes the access point with a generated name after ${seconds} s`,
    ...MISSING_OWNER_FORBIDS,
  )),
  revert(
    'creation',
    'for a creation that CloudFormation cancels reports and keeps the access point with a given name',
    DELETION,
    'context.report(MRAP907_ACCESS_POINT_NOT_DELETED.create({ name: givenName, '
      + 'reason: KEEP_REASON_UNPROVEN_OWNERSHIP }));',
    '',
  ),
  ...[0, 5, 60].map((seconds) => revertAll(
    'creation',
    `for an event that is delivered twice creates one access point if the second delivery comes ${seconds} s later`,
    [CREATION_STEP, SAME_TOKEN, 'createAccessPoint(s3, accountId, spec, String(Math.random()).slice(2))'],
    [CREATION_STEP, '  await assertNotSuperseded(context, event, 0);\n', ''],
  )),
  revert(
    'creation',
    'for an event that is delivered twice creates nothing if the second delivery comes after the deletion',
    'lambda/cloudformation/event.ts',
    ': parseRequestTime(raw.ResponseURL, now)',
    ': now',
  ),
  revert(
    'creation',
    'for an event that is delivered twice creates nothing if the second delivery comes after six hours',
    'lambda/cloudformation/event.ts',
    'const MAX_DELIVERY_AGE = 7 * 60 * MINUTE;',
    'const MAX_DELIVERY_AGE = 6 * 60 * MINUTE;',
  ),
  revert(
    'creation',
    'keeps a retained access point after a cancelled creation with the same generated name',
    OWNERSHIP,
    "live.status === 'READY' && !isEmptyPolicy(await readPolicy(check.context, check.event, name))",
    "live.name === ''",
  ),
  revert(
    'creation',
    'creates one access point if two stacks declare the same name at the same time',
    CREATION_STEP,
    REFUSAL,
    '',
  ),
];

/** A deletion is superseded when the row of its resource shows another request. */
const DELETIONS_ARE_SUPERSEDED: Change[] = [
  [
    'lambda/cloudformation/superseded.ts',
    "type === 'Delete' && resource.physicalId !== physicalId && status !== 'CREATE_IN_PROGRESS'",
    'false',
  ],
  [
    DELETION_STEP,
    "import { readStackStatus } from '../cloudformation/stack-status';",
    "import { readStackStatus } from '../cloudformation/stack-status';\n"
      + "import { assertNotSuperseded } from '../cloudformation/superseded';",
  ],
  [
    DELETION_STEP,
    '    attempt = await sendDeletion(',
    '    await assertNotSuperseded(context, target.event);\n    attempt = await sendDeletion(',
  ],
];

const DELETION_FIXES = [
  ...['given', 'generated'].map((kind) => revert(
    'deletion',
    `deletes an access point with a ${kind} name whose creation is rolled back before its first policy`,
    ...MISSING_OWNER_FORBIDS,
  )),
  revert(
    'deletion',
    'does not delete the access point of the next deployment if the deletion is delivered again',
    OWNERSHIP,
    "ownership?.kind === 'owned' && await isDeletionOver(check, live.alias)",
    'false',
  ),
  revert(
    'deletion',
    'after a failed creation whose name another owner used '
      + 'deletes the access point that its proof of ownership creates if the name becomes available',
    OWNERSHIP,
    'Number(operations.get(sentKey) ?? 0)',
    '0',
  ),
  revert(
    'deletion',
    'after a failed creation whose name another owner used '
      + 'waits for the deletion of that access point instead of sending the creation again',
    OWNERSHIP,
    "  if (live.status === 'DELETING' && !isAbsenceCertain) return undefined;\n",
    '',
  ),
  revertAll(
    'deletion',
    'deletes a replaced access point after its row has shown the replacement for two minutes',
    ...DELETIONS_ARE_SUPERSEDED,
  ),
  revert(
    'deletion',
    'deletes the incomplete access point of a failed creation with ADOPT in several invocations',
    'lambda/waiting.ts',
    'Math.min(invokedAt + INVOCATION_WAIT_TIMEOUT, deadline)',
    'Math.min(clock.now() + INVOCATION_WAIT_TIMEOUT, deadline)',
  ),
  revert(
    'deletion',
    'deletes the access point of a creation whose responses were all lost',
    'lambda/waiting.ts',
    'if (options.mustBeReached && latest && isUnreachable) throw onFailure(latest);',
    'if (options.mustBeReached && latest && isUnreachable) return {} as T;',
  ),
  revert(
    'deletion',
    'ends the deletion of a cancelled creation with a generated name that sent nothing',
    'lambda/waiting.ts',
    'Math.max(seconds, MIN_TIMEOUT_SECONDS) * SECOND',
    'seconds * SECOND',
  ),
  revert(
    'deletion',
    'ends the deletion of a cancelled creation with a given name that sent nothing',
    DELETION,
    'context.report(MRAP907_ACCESS_POINT_NOT_DELETED.create({ name: givenName, '
      + 'reason: KEEP_REASON_UNPROVEN_OWNERSHIP }));\n  return undefined;',
    'return { name: givenName, resolveOwnership: async () => undefined };',
  ),
  revert(
    'deletion',
    'deletes an access point for longer than its time-out of 5 minutes',
    'lambda/waiting.ts',
    'Math.max(seconds, MIN_TIMEOUT_SECONDS) * SECOND',
    'seconds * SECOND',
  ),
  revert(
    'deletion',
    'deletes an access point whose first read after its creation is stale',
    DELETION_STEP,
    'return isSeen || clock.now() >= startedAt + VISIBILITY_TIMEOUT || undefined;',
    'return true;',
  ),
  revert(
    'deletion',
    'sends a deletion immediately after it has read the alias',
    DELETION_STEP,
    "    recordProgress(live.status);\n    if (live.status === 'CREATING'",
    "    recordProgress(live.status);\n    await tryReadPolicy(target);\n    if (live.status === 'CREATING'",
  ),
  revert(
    'deletion',
    'revokes access with the deployment that removes the last grant',
    POLICY_HANDLERS,
    "if (event.type === 'Delete') return { IsComplete: await",
    "if (event.type !== 'Create') return { IsComplete: await",
  ),
  revert('deletion', 'deletes an access point after its creation has ended', OWNERSHIP, PENDING, PENDING_UNPROVEN),
  revert(
    'deletion',
    'succeeds without a mutation if the access point does not exist',
    DELETION_STEP,
    'return isSeen || clock.now() >= startedAt + VISIBILITY_TIMEOUT || undefined;',
    'return undefined;',
  ),
  revert(
    'deletion',
    'does not delete an access point with the same name but another alias',
    DELETION_STEP,
    'if (live.alias !== alias) {',
    "if (live.alias === '') {",
  ),
  revert(
    'deletion',
    'does not change policy and routes of an access point with another alias',
    POLICY_STEP,
    'if (live?.alias === alias) return',
    "if (live?.alias !== '') return",
  ),
  revert(
    'deletion',
    'changes nothing when a stack with a retained access point is deleted',
    POLICY_HANDLERS,
    "if (event.type === 'Delete') return { IsComplete: await",
    "if (event.type !== 'Delete') return { IsComplete: await",
  ),
  revert(
    'deletion',
    'deletes an incomplete access point whose creation fails during the deletion',
    OWNERSHIP,
    "if (live.status === 'CREATING' && !isNameInUse) return undefined;",
    '',
  ),
];

const FAILED_CREATION_FIXES = [
  revert(
    'deletion',
    'keeps the incomplete access point of another owner that used the name after a failed creation',
    OWNERSHIP,
    ' && !isLater && ',
    ' && ',
  ),
  ...['Media', 'MediaPolicy'].map((logicalId) => revert(
    'deletion',
    `rolls back the cancelled creation of ${logicalId} with a malformed property`,
    'lambda/handlers.ts',
    'if (isCancelledCreation && error instanceof PropertyError)',
    'if (isCancelledCreation && error === undefined)',
  )),
];

const REFUSAL_FIXES = [
  revert(
    'refusals',
    'returns a message within the limit',
    'lambda/cloudformation/handler-error.ts',
    'MAX_MESSAGE = 1500',
    'MAX_MESSAGE = 5000',
  ),
  revert(
    'refusals',
    'waits for a role that S3 does not accept in a policy yet',
    POLICY_STEP,
    'PRINCIPAL_GRACE_PERIOD = 4 * MINUTE',
    'PRINCIPAL_GRACE_PERIOD = 0 * MINUTE',
  ),
  revert(
    'refusals',
    'waits out AccessDenied for 40 s',
    POLL,
    'ACCESS_DENIED_GRACE_PERIOD = 2 * MINUTE',
    'ACCESS_DENIED_GRACE_PERIOD = 0 * MINUTE',
  ),
  revert(
    'refusals',
    'fails after a minute of AccessDenied',
    POLL,
    'ACCESS_DENIED_GRACE_PERIOD = 2 * MINUTE',
    'ACCESS_DENIED_GRACE_PERIOD = 60 * MINUTE',
  ),
  revert(
    'refusals',
    'fails for a disabled opt-in Region',
    CREATION_STEP,
    "if (failure.kind === 'refused') throw",
    "if (failure.kind !== 'unexpected') return { outcome: 'name in use' };\n    if (failure.kind === 'refused') throw",
  ),
  revert(
    'refusals',
    'uses another control Region if an SCP denies one',
    'control/routes/every-control-region.ts',
    'CONTROL_REGIONS.map(async',
    'CONTROL_REGIONS.slice(0, 1).map(async',
  ),
];

export const CREATION_AND_DELETION: readonly RevertedFix[] = [
  ...CREATION_FIXES, ...DELETION_FIXES, ...FAILED_CREATION_FIXES, ...REFUSAL_FIXES,
];
