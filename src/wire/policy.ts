import { DEFAULT_TIMEOUT_SECONDS } from './access-point';
import { type RawProperties, readChoice, readNumber, readOptionalText, readRecord, readText } from './property-readers';

export const ORIGIN = ['created', 'adopted'] as const;

/** `Custom::S3MultiRegionAccessPointPolicy`. */
export interface PolicyProperties {
  readonly Name: string;
  /** The access point of that name that is meant: someone may have deleted it and made another. */
  readonly Alias?: string;
  readonly Policy: RawProperties;
  /** Whether the access point was taken over: then a policy of others is not overwritten. */
  readonly Origin: typeof ORIGIN[number];
  readonly TimeoutSeconds: number;
}

export function readPolicyProperties(raw: RawProperties): PolicyProperties {
  return {
    Name: readText(raw, 'Name'),
    Alias: readOptionalText(raw, 'Alias'),
    Policy: readRecord(raw, 'Policy'),
    Origin: readChoice(raw, 'Origin', ORIGIN, 'created'),
    TimeoutSeconds: readNumber(raw, 'TimeoutSeconds', DEFAULT_TIMEOUT_SECONDS),
  };
}
