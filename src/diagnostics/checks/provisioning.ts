import { SERVICE_LIMITS } from '../../facts/limits';
import { lacksNativeTypes } from '../../facts/native-types';
import {
  MRAP751_UNSUPPORTED_OPTION, MRAP752_NAME_REQUIRED, MRAP753_NAME_TOO_LONG_TO_REPLACE, MRAP754_TIMEOUT_OUT_OF_RANGE,
  MRAP757_REPLACEMENT_WITH_UNKNOWN_BUCKETS, MRAP778_REGION_WITHOUT_CLOUDFORMATION_TYPE,
} from '../definitions/provisioning';
import { type Finding } from '../finding';

/** The length of `-` and the hash of the buckets at the end of the name of a replacement. */
export const REPLACEMENT_NAME_SUFFIX_LENGTH = 9;

/**
 * The limits of the timeout. A deletion waits five minutes for a cancelled creation, so it needs ten. The maximum
 * leaves five of the 60 minutes of CloudFormation to report the reason.
 */
export const PROVISIONING_TIMEOUT_LIMITS_SECONDS = { min: 10 * 60, max: 55 * 60 } as const;

/** The declared options of provisioning. A value that is not declared, or is a token, is undefined. */
export interface ProvisioningOptions {
  /** Whether CloudFormation's own resource type creates the access point. */
  readonly native: boolean;
  /** The Region of the stack. */
  readonly region?: string;
  readonly replacementAllowed: boolean;
  readonly name?: string;
  /** Whether a name is declared, even if it is a token. */
  readonly named: boolean;
  readonly membersKnown: boolean;
  readonly timeoutSeconds?: number;
  /** The declared options that only the custom resource supports. */
  readonly customResourceOptions: readonly string[];
}

/** Checks that the options can be combined. */
export function checkProvisioning(options: ProvisioningOptions): Finding[] {
  return [
    ...(options.native ? checkNative(options) : []),
    ...(options.replacementAllowed && options.name !== undefined ? checkRoomForSuccessor(options.name) : []),
    ...(options.timeoutSeconds === undefined ? [] : checkTimeout(options.timeoutSeconds)),
  ];
}

function checkNative({
  region,
  named,
  replacementAllowed,
  membersKnown,
  customResourceOptions,
}: ProvisioningOptions): Finding[] {
  return [
    ...customResourceOptions.map((option) => MRAP751_UNSUPPORTED_OPTION.create({ option })),
    ...(region !== undefined
      && lacksNativeTypes(region) ? [MRAP778_REGION_WITHOUT_CLOUDFORMATION_TYPE.create({ region })] : []),
    ...(named ? [] : [MRAP752_NAME_REQUIRED.create({})]),
    ...(replacementAllowed && !membersKnown ? [MRAP757_REPLACEMENT_WITH_UNKNOWN_BUCKETS.create({})] : []),
  ];
}

function checkRoomForSuccessor(name: string): Finding[] {
  const limit = SERVICE_LIMITS.NAME_MAX_LENGTH.value - REPLACEMENT_NAME_SUFFIX_LENGTH;
  // MRAP101 reports a name with more than 50 characters.
  const tooLong = name.length > limit && name.length <= SERVICE_LIMITS.NAME_MAX_LENGTH.value;
  return tooLong ? [MRAP753_NAME_TOO_LONG_TO_REPLACE.create({ name, limit })] : [];
}

function checkTimeout(seconds: number): Finding[] {
  const { min, max } = PROVISIONING_TIMEOUT_LIMITS_SECONDS;
  const valid = Number.isInteger(seconds) && seconds >= min && seconds <= max;
  return valid ? [] : [MRAP754_TIMEOUT_OUT_OF_RANGE.create({ seconds, min, max })];
}
