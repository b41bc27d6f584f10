import { type Change, revert, revertAll, type RevertedFix } from './revert';

const CLAIM = 'lambda/access-point/claim.ts';
const CREATION_STEP = 'lambda/access-point/creation-step.ts';
const DELETION_STEP = 'lambda/access-point/deletion-step.ts';
const ON_EVENT = 'lambda/access-point/on-event.ts';
const POLICY_HAND_BACK = 'lambda/policy/hand-back.ts';
const HAND_BACK = 'lambda/access-point/hand-back-adopted.ts';
const POLICY_STEP = 'lambda/policy/policy-step.ts';
const SUPERSEDED = 'lambda/cloudformation/superseded.ts';
const WAITING = 'lambda/waiting.ts';
const IGNORE_VETO: Change = [
  DELETION_STEP,
  'const veto = findDeletionVeto(policy, owners);',
  'const veto = findDeletionVeto({}, owners);',
];
/** Neither the policy nor the access point of an adopter hands it back. */
const NEVER_HAND_BACK: Change[] = [
  ['lambda/policy/handlers.ts', "if (Origin !== 'adopted' || owner", "if (Origin !== '' || owner"],
  [HAND_BACK, "if (id?.kind === 'created' ||", "if (id?.kind !== 'pending' ||"],
];

const OWNERSHIP_FIXES = [
  revert(
    'hand-back',
    'hands an access point back if S3 truncates read 3 of its policy, and the next one, during the adoption',
    POLICY_STEP,
    "event.type === 'Create' && !isAdopted ?",
    "event.type === 'Create' ?",
  ),
  revert(
    'hand-back',
    'hands an access point back if its first put fails, and stays proposed in old reads',
    POLICY_HAND_BACK,
    "if (latest?.outcome === 'failed' && clock.now() < latest.createdAt + VISIBILITY_TIMEOUT) return undefined;",
    '',
  ),
  revert(
    'direction',
    'creates nothing for a rollback that is delivered again while the next update runs',
    SUPERSEDED,
    'if (hasEnded || ',
    'if (',
  ),
  revert(
    'ownership',
    'keeps an adopted access point after its maker has changed the policy',
    POLICY_STEP,
    "if (!isEqual && event.direction !== 'back') {",
    "if (name === '') {",
  ),
  revert(
    'ownership',
    'rolls back the maker without a change of the policy that the adopter declares',
    POLICY_STEP,
    "if (!isEqual && event.direction !== 'back') {",
    'if (!isEqual) {',
  ),
  revert(
    'ownership',
    'reports that S3 refuses to hand an access point back, and succeeds',
    POLICY_HAND_BACK,
    "if (failure.kind !== 'refused') throw error;",
    "if (failure.kind !== 'absent') throw error;",
  ),
  revert(
    'ownership',
    'for a cancelled adoption hands the access point back after S3 has refused the policy once',
    POLICY_HAND_BACK,
    ' && !canSucceedLater(adopted, latest)) {',
    ') {',
  ),
  revert(
    'hand-back',
    'hands an access point back if its put fails later, and reads do not show the adoption yet',
    POLICY_HAND_BACK,
    "  if (latest?.outcome === 'pending') return undefined;\n",
    '',
  ),
  revert(
    'ownership',
    'waits for its put in a new process, although reads now show the owner that the put replaces',
    POLICY_STEP,
    '!isOwnPutPending(change, policy) && ',
    '',
  ),
  revert(
    'ownership',
    'hands an access point back if the deletion by another tool fails',
    POLICY_HAND_BACK,
    "  if (live.status === 'DELETING' && clock.now() < event.startedAt + PROPOSAL_TIMEOUT) return undefined;\n",
    '',
  ),
  revert(
    'ownership',
    'for a cancelled adoption reports one refusal if S3 refuses every policy',
    POLICY_HAND_BACK,
    'if (!operations.has(key)) report(',
    'report(',
  ),
  revert('ownership', 'keeps an access point that a renamed construct adopted in an earlier', ...IGNORE_VETO),
  revert('ownership', 'fails to delete an access point whose policy another tool has changed', ...IGNORE_VETO),
  revert(
    'ownership',
    'deletes an access point after its owner is written into the policy again',
    'control/own.ts',
    'isWeak: false,',
    'isWeak: true,',
  ),
  revert('ownership', 'keeps an access point of a removed construct', ...IGNORE_VETO),
  revert(
    'ownership',
    'deletes nothing under a marker that was put over the policy',
    POLICY_STEP,
    'isWeak: live.established ? current?.isWeak ?? true : false,',
    'isWeak: false,',
  ),
  revert(
    'ownership',
    'hands an access point back if the adoption fails after change 0',
    HAND_BACK,
    "if (id?.kind === 'created' ||",
    "if (id?.kind !== 'pending' ||",
  ),
  ...[1, 2].map((change) => revertAll(
    'ownership', `hands an access point back if the adoption fails after change ${change}`, ...NEVER_HAND_BACK)),
  revert(
    'ownership',
    'hands an access point back if the adoption is cancelled',
    HAND_BACK,
    '(owner === undefined ? marker.claim === claim : marker.owner === owner)',
    'marker.owner === owner',
  ),
  revertAll(
    'ownership',
    'hands an access point back if S3 establishes the policy late and fails once',
    [
      POLICY_HAND_BACK,
      'if (isOfOther && clock.now() < event.startedAt + PROPOSAL_TIMEOUT) return undefined;',
      'if (isPolicyPending(policy) && !isProposed) return true;',
    ],
    ['lambda/policy/hand-back.ts', "  if (latest?.outcome === 'pending') return undefined;\n", ''],
  ),
  revert(
    'hand-back',
    'hands an access point back if S3 has not established the policy of a failed adoption yet',
    POLICY_HAND_BACK,
    'return policy.established\n      ? putText(adopted, policy.established)\n      : ',
    'return policy.established\n      ? true\n      : ',
  ),
  revert(
    'hand-back',
    'names no owner in the first policy if S3 establishes it long after a failed adoption',
    POLICY_HAND_BACK,
    ': putFormerMarker(adopted, policy.proposed!, proposed, live.alias)',
    ': true',
  ),
  revert(
    'ownership',
    'hands an access point back if a second delivery of the failed adoption still runs',
    HAND_BACK,
    'SECOND_CLAIM_TIMEOUT = 75 * SECOND',
    'SECOND_CLAIM_TIMEOUT = 0 * SECOND',
  ),
  revertAll('ownership', 'hands an access point back to the first adopter', ...NEVER_HAND_BACK),
  revert(
    'ownership',
    'waits for the first policy of a new access point',
    CLAIM,
    'FIRST_POLICY_TIMEOUT = 10 * MINUTE',
    'FIRST_POLICY_TIMEOUT = 0 * MINUTE',
  ),
  revert(
    'ownership',
    'deletes the access point of a renamed construct with its stack',
    CREATION_STEP,
    'if (former === undefined || former.kind',
    "if (former?.name !== '' || former.kind",
  ),
  revert(
    'ownership',
    'keeps the access point if the renaming of its construct is rolled back',
    'lambda/access-point/deletion.ts',
    'const reason = await findReasonToKeepRenamed(request, id);',
    'const reason = undefined as string | undefined;',
  ),
  revert(
    'ownership',
    'keeps an access point that an operator creates after a failed creation',
    'lambda/access-point/comparison.ts',
    'LATEST_CREATION = 5 * MINUTE',
    'LATEST_CREATION = 60 * MINUTE',
  ),
  revert(
    'ownership',
    'continues a creation with a generated name',
    CREATION_STEP,
    'if (creation.isNameGenerated && !creation.adoptExisting)',
    "if (creation.accountId === '')",
  ),
];

const DIRECTION_FIXES = [
  ...[
    'refuses a template that returns to former buckets without ALLOW',
    'rolls back a return to the buckets of an adopted access point under the old id',
    'rolls back a return to the buckets of an adopted access point under the new id',
  ].map((test) => revert(
    'direction', test, ON_EVENT, "  if (direction === 'forward') return undefined;\n", '')),
  revert(
    'direction',
    'creates an access point for a template that returns to former buckets',
    ON_EVENT,
    "  if (direction === 'forward') return undefined;\n",
    '',
  ),
  revert(
    'direction',
    'keeps the successor if an operator deletes the replaced access point',
    ON_EVENT,
    "if (direction === 'unknown' && !live",
    'if (!live',
  ),
  revert(
    'direction',
    'puts the policy although the first read does not show the access point',
    POLICY_STEP,
    'return clock.now() >= startedAt + VISIBILITY_TIMEOUT || undefined;',
    'return clock.now() >= startedAt;',
  ),
  revertAll(
    'direction',
    'changes nothing for an update that is delivered again after its rollback',
    [POLICY_STEP, '  await assertNotSuperseded(change.context, change.event);\n', ''],
    [POLICY_STEP, '  assertIsLatest(change, latest);\n  // Derived', '  // Derived'],
    [POLICY_STEP, '  assertIsLatest(change, latest);\n  if (latest', '  if (latest'],
  ),
  ...['old id', 'new id'].map((id) => revert(
    'direction',
    `rolls back a replacement under the ${id} if CloudFormation does not show the status of the stack`,
    ON_EVENT,
    "if (direction === 'forward') return undefined;",
    "if (direction !== 'back') return undefined;",
  )),
  revert(
    'direction',
    'for an adoption that is delivered again three minutes later keeps the owner if the stack of the adopter was',
    SUPERSEDED,
    'if (!isOfOther && status !== `${type.toUpperCase()}_IN_PROGRESS`)',
    "if (status === '')",
  ),
  revert(
    'direction',
    'for an adoption that is delivered again three minutes later keeps the owner if CloudFormation does not answer',
    SUPERSEDED,
    'if (attempt === MAX_ATTEMPTS) return undefined;',
    'if (attempt > 0) return undefined;',
  ),
  revert(
    'direction',
    'for an adoption that is delivered again three minutes later keeps the owner if the adopter was removed',
    SUPERSEDED,
    'if (resource === undefined) return',
    "if (resource?.status === '') return",
  ),
  revert(
    'direction',
    'fails within four minutes and creates nothing if S3 Control never answers',
    ON_EVENT,
    '  await assertReachable(context, event, id.name);\n',
    '',
  ),
  ...['a page', 'NotImplemented'].map((answer) => revert(
    'direction',
    `fails within four minutes and creates nothing if a proxy answers with ${answer}`,
    'lambda/access-point/reachability.ts',
    'return isFailureAnsweredByS3(failure) || undefined;',
    'return failure.status !== undefined || undefined;',
  )),
  revert(
    'direction',
    'polls a creation of 55 minutes with fewer than 10,000 events',
    'lambda/handler-context.ts',
    'INVOCATION_WAIT_TIMEOUT = 4 * MINUTE',
    'INVOCATION_WAIT_TIMEOUT = 0 * MINUTE',
  ),
  revert(
    'direction',
    'fails a deletion that never reaches S3',
    WAITING,
    'if (options.mustBeReached && latest && isUnreachable)',
    'if (options.mustBeReached === false && latest && isUnreachable)',
  ),
  ...['given', 'generated'].map((kind) => revert(
    'direction',
    `rolls back a refused creation with a ${kind} name and a time-out of 5 minutes`,
    WAITING,
    'Math.max(seconds, MIN_TIMEOUT_SECONDS) * SECOND',
    'seconds * SECOND',
  )),
  ...[1, 5].map((minutes) => revert(
    'direction',
    `deletes after a refused creation with a time-out of ${minutes} minutes`,
    WAITING,
    'Math.max(seconds, MIN_TIMEOUT_SECONDS) * SECOND',
    'seconds * SECOND',
  )),
];

export const OWNERSHIP_AND_DIRECTION: readonly RevertedFix[] = [...OWNERSHIP_FIXES, ...DIRECTION_FIXES];
