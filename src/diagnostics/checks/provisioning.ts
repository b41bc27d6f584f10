import { LIMITS } from '../../facts/limits';
import { MRAP751_UNSUPPORTED_OPTION, MRAP752_NAME_REQUIRED, MRAP753_NAME_TOO_LONG_TO_REPLACE, MRAP754_TIMEOUT_OUT_OF_RANGE, MRAP757_REPLACEMENT_WITH_UNKNOWN_BUCKETS } from '../definitions/options';
import { type Finding } from '../finding';

/** `-` and the hash of its buckets, which a successor's name ends in. */
export const SUCCESSOR_SUFFIX_LENGTH = 9;

/** A custom resource ends within CloudFormation's hour, with five minutes left to say why. */
export const TIMEOUT_SECONDS = { min: 60, max: 55 * 60 } as const;

/** What a user asked of provisioning; undefined where nothing was said or nothing is known. */
export interface ProvisioningChoice {
  readonly native: boolean;
  readonly replacementAllowed: boolean;
  readonly name?: string;
  /** Whether a name was given, be it a token. */
  readonly named: boolean;
  readonly membersKnown: boolean;
  readonly timeoutSeconds?: number;
  /** Options given that only a custom resource has. */
  readonly customResourceOptions: readonly string[];
}

/** Rows O1 to O4 and O7: options that contradict one another. */
export function checkProvisioning(choice: ProvisioningChoice): Finding[] {
  return [
    ...(choice.native ? choice.customResourceOptions.map((option) => MRAP751_UNSUPPORTED_OPTION.create({ option })) : []),
    ...(choice.native && !choice.named ? [MRAP752_NAME_REQUIRED.create({})] : []),
    ...(choice.native && choice.replacementAllowed && !choice.membersKnown ? [MRAP757_REPLACEMENT_WITH_UNKNOWN_BUCKETS.create({})] : []),
    ...(choice.replacementAllowed && choice.name !== undefined ? checkRoomForSuccessor(choice.name) : []),
    ...(choice.timeoutSeconds === undefined ? [] : checkTimeout(choice.timeoutSeconds)),
  ];
}

function checkRoomForSuccessor(name: string): Finding[] {
  const limit = LIMITS.NAME_MAX_LENGTH.value - SUCCESSOR_SUFFIX_LENGTH;
  // A name beyond 50 characters has its own finding.
  return name.length > limit && name.length <= LIMITS.NAME_MAX_LENGTH.value ? [MRAP753_NAME_TOO_LONG_TO_REPLACE.create({ name, limit })] : [];
}

function checkTimeout(seconds: number): Finding[] {
  const { min, max } = TIMEOUT_SECONDS;
  return Number.isInteger(seconds) && seconds >= min && seconds <= max ? [] : [MRAP754_TIMEOUT_OUT_OF_RANGE.create({ seconds, min, max })];
}
