import { type Change, revert, revertAll, type RevertedFix } from './revert';

const CREATION_STEP = 'lambda/access-point/creation-step.ts';
const DELETION_STEP = 'lambda/access-point/deletion-step.ts';
const DELETION = 'lambda/access-point/deletion.ts';
const IS_COMPLETE = 'lambda/access-point/is-complete.ts';
const ON_EVENT = 'lambda/access-point/on-event.ts';
const OWNERSHIP = 'lambda/access-point/ownership.ts';
const DESIRED_STATE = 'lambda/access-point/desired-state.ts';
const NAMES = 'lambda/access-point/names.ts';
const POLICY_HANDLERS = 'lambda/policy/handlers.ts';
const POLICY_STEP = 'lambda/policy/policy-step.ts';
const READ_POLICY = 'lambda/policy/read-policy.ts';

const REFUSAL = 'if (!creation.adoptExisting) throw new HandlerError([MRAP901_NAME_IN_USE.create({ name: id.name })]);';
const REFUSE_ALL = 'throw new HandlerError([MRAP901_NAME_IN_USE.create({ name: id.name })]);';
const DELETE_ADOPTED: Change[] = [
  [
    DELETION,
    "case 'adopted':\n    case 'renamed': return undefined;\n    case 'created':",
    "case 'adopted':\n    case 'renamed':\n    case 'created':",
  ],
];
const IGNORE_ADOPTION: Change = [DELETION_STEP, "if (veto === 'other owner') {", "if (alias === '') {"];

const REPLACEMENT_FIXES = [
  revert(
    'replacement',
    'refuses a replacement without ALLOW',
    ON_EVENT,
    "if (desired.properties.Replacement === 'FORBID') {",
    "if (desired.properties.Name === '') {",
  ),
  revert(
    'replacement',
    'creates the replacement with a new name before it deletes the old access point',
    NAMES,
    'return isRenamed ? desired.givenName :',
    'return desired.givenName ? desired.givenName :',
  ),
  revertAll(
    'replacement',
    'for a failed replacement keeps only the replaced access point if the rollback uses the old id',
    [ON_EVENT, 'id.specHash === desired.specHash;', 'request.previous?.specHash === desired.specHash;'],
    [ON_EVENT, "return direction === 'back' && id.kind !== 'pending' ? id : undefined;", 'return undefined;'],
  ),
  revert(
    'replacement',
    'for a failed replacement keeps only the replaced access point if the rollback uses the new id',
    ON_EVENT,
    "if (direction === 'forward') return undefined;",
    "if (desired.specHash !== '') return undefined;",
  ),
  ...['old id', 'new id'].map((id) => revert(
    'replacement',
    'for a failed replacement after which the replacement stays, because the replaced access point was recreated '
    + `manually rolls back the next one under the ${id}`,
    ON_EVENT,
    "const isOfFailedUpdate = direction === 'back' && previous?.specHash === id.specHash;",
    'const isOfFailedUpdate = false;',
  )),
  revert(
    'replacement',
    'for a failed replacement after which the replacement stays, because the replaced access point was recreated '
    + 'manually rolls back a refused change',
    ON_EVENT,
    "return direction === 'back' && id.kind !== 'pending' ? id : undefined;",
    'return undefined;',
  ),
  revert(
    'replacement',
    'for a failed replacement after which the replacement stays, because the replaced access point was recreated '
    + 'manually refuses to replace it without a change of its declaration',
    ON_EVENT,
    'if (previous?.specHash === desired.specHash) {',
    "if (previous?.specHash === '') {",
  ),
  revert(
    'replacement',
    'for a failed replacement after which the replacement stays, because the replaced access point was recreated '
    + 'manually replaces it if the template declares another name',
    ON_EVENT,
    'if (previous?.specHash === desired.specHash) {',
    'if (previous?.specHash !== id?.specHash) {',
  ),
  revert(
    'replacement',
    'for a failed replacement after which the replacement stays, because the replaced access point was recreated '
    + 'manually keeps it if the failed change is deployed again',
    ON_EVENT,
    'id.specHash === desired.specHash;',
    'id.specHash === desired.specHash && request.previous?.specHash === id.specHash;',
  ),
  revert(
    'replacement',
    'for a failed replacement without a rollback continues the cancelled replacement if the update is repeated',
    CREATION_STEP,
    'if (creation.isNameGenerated && !creation.adoptExisting)',
    "if (creation.accountId === '')",
  ),
  revert(
    'replacement',
    'refuses a replacement that does not fit into the id',
    ON_EVENT,
    'MAX_ID_LENGTH = 1024',
    'MAX_ID_LENGTH = 4096',
  ),
  revert(
    'replacement',
    'for a failed replacement keeps a replaced access point that itself replaced another one',
    'lambda/access-point/physical-id.ts',
    'formatPhysicalId(id.replaces)',
    'formatPhysicalId({ ...id.replaces, replaces: undefined })',
  ),
  revert(
    'replacement',
    'for a failed replacement deletes the new access point if the replacement is cancelled before it has an id',
    ON_EVENT,
    "direction === 'forward' ? undefined : findCancelledReplacement(request, id, kept)",
    "direction === 'forward' ? findCancelledReplacement(request, id, kept) : undefined",
  ),
  revert(
    'replacement',
    'for a failed replacement after which the replacement stays, because the replaced access point was recreated '
    + 'manually deletes the access point of the next one if that is cancelled before it has an id',
    'lambda/access-point/cancelled-replacement.ts',
    'previous.specHash === current.specHash',
    'desired.specHash !== current.specHash || previous.specHash === current.specHash',
  ),
  revert(
    'replacement',
    'for a failed replacement reports and keeps the new access point with a given name',
    OWNERSHIP,
    'if (name === desired.givenName) return',
    "if (name === '') return",
  ),
  revert(
    'replacement',
    'for a failed replacement keeps the replacement if the replaced access point was recreated manually',
    ON_EVENT,
    '  return id;\n}',
    '  return undefined;\n}',
  ),
  revert(
    'replacement',
    'for a change of mutable properties does not change the access point if the property order differs',
    DESIRED_STATE,
    'specHash: makeShortHash([',
    'specHash: makeShortHash([Object.keys(raw), ',
  ),
  revert(
    'replacement',
    'for a change of mutable properties does not change the access point if the Region order differs',
    DESIRED_STATE,
    '(makeMemberEqualityKey(a) < makeMemberEqualityKey(b) ? -1 : 1)',
    '0',
  ),
  revert(
    'replacement',
    'for a change of mutable properties does not change the access point if the timeout differs',
    DESIRED_STATE,
    'specHash: makeShortHash([',
    'specHash: makeShortHash([raw.TimeoutSeconds, ',
  ),
  revert(
    'replacement',
    'fails for malformed properties',
    'lambda/cloudformation/previous-properties.ts',
    'if (error instanceof PropertyError) return undefined;',
    '',
  ),
  revert(
    'replacement',
    'does not overwrite the policy of a rollback with the policy of the cancelled change',
    POLICY_STEP,
    '  assertIsLatest(change, latest);\n  // Derived',
    '  // Derived',
  ),
];

const ADOPTION_FIXES = [
  revert('adoption', 'with ADOPT adopts an access point with its alias on create', CREATION_STEP, REFUSAL, REFUSE_ALL),
  revert(
    'adoption',
    'with ADOPT keeps the access point when policy and routes change',
    POLICY_HANDLERS,
    "if (event.type === 'Create' && origin === 'adopted')",
    "if (origin === 'adopted')",
  ),
  revert(
    'adoption',
    'with ADOPT does not adopt an access point on update',
    IS_COMPLETE,
    " && event.type === 'Create'",
    '',
  ),
  revertAll('adoption', 'with ADOPT keeps the adopted access point after a rollback', ...DELETE_ADOPTED),
  revertAll('adoption', 'with ADOPT keeps the adopted access point on delete', ...DELETE_ADOPTED, IGNORE_ADOPTION),
  revert(
    'adoption',
    'with ADOPT refuses an access point that differs',
    CREATION_STEP,
    ', ...listDifferencesFromDesired(live, spec),',
    ',',
  ),
  revert('adoption', 'for a renamed construct refuses the name', CREATION_STEP, REFUSAL, ''),
  revert('adoption', 'for a renamed construct keeps the alias in two deployments', CREATION_STEP, REFUSAL, REFUSE_ALL),
  revert(
    'adoption',
    'for a renamed construct does not delete an access point that the construct adopts',
    ...IGNORE_ADOPTION,
  ),
  revertAll(
    'adoption',
    'for a renamed construct does not delete the adopted access point when the response with its policy is truncated',
    [READ_POLICY, 'return isEmptyPolicy(first) ? getPolicy(s3, accountId, name) : first;', 'return first;'],
    [READ_POLICY, 'if (policy.isIncomplete && isTooEarly)', "if (policy.established === '' && isTooEarly)"],
  ),
];

const HAND_BACK = 'lambda/policy/hand-back.ts';
const LEAVING_FIXES = [
  ...['after a failed deployment', 'of a renamed construct'].map((occasion) => revert(
    'adoption',
    `for an adopter that leaves removes the statements ${occasion} if there was no policy before`,
    POLICY_STEP,
    'const isBlank = change.isAdopted && previous?.isBlank === true;',
    'const isBlank = false;',
  )),
  revert(
    'adoption',
    'for an adopter that leaves keeps and reports statements that an operator has edited below the marker',
    HAND_BACK,
    'declared && haveEqualStatements(statements, declared)',
    'declared',
  ),
  revert(
    'adoption',
    'for an adopter that leaves reports the statements that the stack has changed',
    HAND_BACK,
    'if (!operations.has(event.requestId)) report(',
    "if (name === '') report(",
  ),
  revert(
    'adoption',
    'for an adopter that leaves reports nothing if the stack has not changed the statements',
    HAND_BACK,
    'if (!isChanged) return putText',
    "if (name === '') return putText",
  ),
  revert(
    'adoption',
    'for an adopter that leaves of a policy with an id of another tool restores the policy after a refused adoption',
    'lambda/access-point/claim.ts',
    '    ...findForeignPolicyId(established),\n',
    '',
  ),
  revert(
    'adoption',
    'for an adopter that leaves of a policy with an id of another tool restores the id after the second of two',
    POLICY_STEP,
    '    ...findForeignPolicyId(live.established),\n',
    '',
  ),
  revert(
    'adoption',
    'for an adopter that leaves does not let a second adopter overwrite the statements of the first one',
    'lambda/policy/adoption.ts',
    'marker?.isBlank && !marker.isChanged && ',
    'marker?.isBlank && ',
  ),
];

export const REPLACEMENT_AND_ADOPTION: readonly RevertedFix[] = [
  ...REPLACEMENT_FIXES, ...ADOPTION_FIXES, ...LEAVING_FIXES,
];
