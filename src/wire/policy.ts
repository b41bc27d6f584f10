import { DEFAULT_HANDLER_TIMEOUT_SECONDS } from './access-point';
import {
  type RawProperties, readChoice, readNumberProperty, readOptionalText, readRecordProperty, readTextProperty,
} from './property-readers';

export const POLICY_ORIGIN_PROPERTY_CHOICES = ['created', 'adopted'] as const;

/** The properties of `Custom::S3MultiRegionAccessPointPolicy`. */
export interface PolicyResourceProperties {
  readonly Name: string;
  /** The expected alias, because another access point with the same name may have replaced the original one. */
  readonly Alias?: string;
  readonly Policy: RawProperties;
  /** Whether the access point was adopted. The handler does not overwrite the policy of an adopted access point. */
  readonly Origin: typeof POLICY_ORIGIN_PROPERTY_CHOICES[number];
  /** The request that created or adopted the access point. The policy names it. */
  readonly Owner?: string;
  readonly TimeoutSeconds: number;
}

export function readPolicyResourceProperties(raw: RawProperties): PolicyResourceProperties {
  return {
    Name: readTextProperty(raw, 'Name'),
    Alias: readOptionalText(raw, 'Alias'),
    Policy: readRecordProperty(raw, 'Policy'),
    Origin: readChoice(raw, 'Origin', POLICY_ORIGIN_PROPERTY_CHOICES, 'created'),
    Owner: readOptionalText(raw, 'Owner'),
    TimeoutSeconds: readNumberProperty(raw, 'TimeoutSeconds', DEFAULT_HANDLER_TIMEOUT_SECONDS),
  };
}
