import { DEFAULT_TIMEOUT_SECONDS } from './access-point';
import { type RawProperties, readChoice, readNumber, readOptionalText, readRecord, readText } from './property-readers';

export const ORIGIN = ['created', 'adopted'] as const;

/** The properties of `Custom::S3MultiRegionAccessPointPolicy`. */
export interface PolicyResourceProperties {
  readonly Name: string;
  /** The expected alias, because another access point with the same name may have replaced the original one. */
  readonly Alias?: string;
  readonly Policy: RawProperties;
  /** Whether the access point was adopted. The handler does not overwrite the policy of an adopted access point. */
  readonly Origin: typeof ORIGIN[number];
  /** The request that created or adopted the access point. The policy names it. */
  readonly Owner?: string;
  readonly TimeoutSeconds: number;
}

export function readPolicyResourceProperties(raw: RawProperties): PolicyResourceProperties {
  return {
    Name: readText(raw, 'Name'),
    Alias: readOptionalText(raw, 'Alias'),
    Policy: readRecord(raw, 'Policy'),
    Origin: readChoice(raw, 'Origin', ORIGIN, 'created'),
    Owner: readOptionalText(raw, 'Owner'),
    TimeoutSeconds: readNumber(raw, 'TimeoutSeconds', DEFAULT_TIMEOUT_SECONDS),
  };
}
