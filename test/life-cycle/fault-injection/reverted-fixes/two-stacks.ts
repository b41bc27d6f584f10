import { revert, revertAll, type RevertedFix } from './revert';

const HAND_BACK = 'lambda/policy/hand-back.ts';
const POLICY_STEP = 'lambda/policy/policy-step.ts';
const FILE = 'two-stacks';

export const TWO_STACKS: readonly RevertedFix[] = [
  revertAll(
    FILE,
    'deletes an access point with its maker after its adopter was destroyed',
    ['lambda/policy/handlers.ts', "if (Origin !== 'adopted' || owner", "if (Origin !== '' || owner"],
    ['lambda/access-point/hand-back-adopted.ts', "if (id?.kind === 'created' ||", "if (id?.kind !== 'pending' ||"],
  ),
  revert(
    FILE,
    'keeps an adopted access point after both constructs have changed the policy',
    'lambda/access-point/deletion-step.ts',
    'const veto = findDeletionVeto(policy, owners);',
    'const veto = findDeletionVeto({}, owners);',
  ),
  revert(
    FILE,
    'restores the policy of an adopter whose update another adoption interrupts and then fails',
    POLICY_STEP,
    'return isAdoptionUnfinished || ',
    'return ',
  ),
  revert(
    FILE,
    'lets the maker change its policy while the refused policy of an adopter stays proposed',
    POLICY_STEP,
    'if (clock.now() >= event.startedAt + PROPOSAL_TIMEOUT) return false;',
    'if (clock.now() < 0) return false;',
  ),
  revert(
    FILE,
    'hands an access point back to its maker after the construct of the adopter was renamed',
    HAND_BACK,
    'return leaveFormerOwners(adopted, policy, established);',
    'return true;',
  ),
  revert(
    FILE,
    'hands an access point back to its maker after a failed adoption by a second construct',
    'lambda/access-point/claim.ts',
    '[former.owner, ...former.formers]',
    '[former.owner]',
  ),
  revert(
    FILE,
    'keeps an adopted access point if responses with its policy are truncated for a minute',
    'lambda/policy/read-policy.ts',
    'if (policy.isIncomplete && isTooEarly)',
    "if (policy.established === '' && isTooEarly)",
  ),
  ...['INCONSISTENT_ACROSS_REGIONS', 'PARTIALLY_DELETED'].map((status) => revert(
    FILE,
    `keeps an adopted access point that is ${status}`,
    'lambda/access-point/deletion-step.ts',
    'const veto = findDeletionVeto(policy, owners);',
    "const veto = live.status === 'READY' ? findDeletionVeto(policy, owners) : undefined;",
  )),
  revert(
    FILE,
    'deletes the stack of an adopter if the access point disappears between two reads',
    HAND_BACK,
    "if (toFailure(error).kind === 'absent') return undefined;",
    '',
  ),
  ...['DELETING', 'PARTIALLY_DELETED'].map((status) => revert(
    FILE,
    `rolls back the policy of an access point that is ${status}`,
    POLICY_STEP,
    "return direction === 'back' && isBeingDeleted;",
    "return direction !== 'back' && isBeingDeleted;",
  )),
  ...['fails', 'is removed'].map((what) => revert(
    FILE,
    `removes the grants of an adopter that ${what} from an access point without a policy`,
    POLICY_STEP,
    'const isBlank = change.isAdopted && previous?.isBlank === true;',
    'const isBlank = false;',
  )),
  revert(
    FILE,
    'waits for the first policy of a creation of twelve minutes before it adopts the access point',
    'lambda/access-point/claim.ts',
    'return Math.min(readyAt + FIRST_POLICY_TIMEOUT, deadline - CLAIM_DURATION);',
    'return readyAt && Math.min(live.createdAt + FIRST_POLICY_TIMEOUT, deadline);',
  ),
  revert(
    FILE,
    'deletes the stack of an adopter whose access point was deleted partially',
    HAND_BACK,
    "if (live.status === 'PARTIALLY_DELETED') return",
    "if (live.name === '') return",
  ),
  revert(
    FILE,
    'hands an access point back if its policy changes at the same time',
    HAND_BACK,
    'makeClientToken(`${event.requestId}/${text}`, findAttempt(adopted))',
    'makeClientToken(event.requestId, findAttempt(adopted))',
  ),
  revert(
    FILE,
    'for a construct that is renamed twice keeps the last owner although one read',
    HAND_BACK,
    'await hasSuccessor(context, event, live.alias, owners)',
    "live.alias === ''",
  ),
  revert(
    FILE,
    'for a construct that is renamed twice keeps the last owner and reports it',
    HAND_BACK,
    'return mayBeStale ? undefined : reportNotHandedBack(adopted, USED_BY_OTHER);',
    'if (mayBeStale) return undefined;',
  ),
  revert(
    FILE,
    'does not overwrite the policy of an adoption that S3 is establishing',
    POLICY_STEP,
    'if (isBeingAdopted(change, policy)) return undefined;',
    '',
  ),
  revert(
    FILE,
    'fails an adoption whose owner another deployment has replaced before the policy is put',
    POLICY_STEP,
    "const isAdoptionLost = event.type === 'Create' && change.isAdopted;",
    "const isAdoptionLost = name === '';",
  ),
];
