import { type UncheckedFields, asFields, asText } from '../evaluation/read';
import { type TemplateResource, memoizePerApplication } from './template-model';

export type SdkCallPhase = 'Create' | 'Update' | 'Delete';
const PHASES: readonly SdkCallPhase[] = ['Create', 'Update', 'Delete'];

/** An SDK call of a custom resource, in the format of AwsCustomResource of aws-cdk-lib. */
export interface SdkCall {
  readonly resource: TemplateResource;
  readonly phase: SdkCallPhase;
  /** The name of the SDK method: `submitMultiRegionAccessPointRoutes`. */
  readonly action: string;
  readonly parameters: UncheckedFields;
  /** The Region that receives the call: the declared one, or the Region of the stack. */
  readonly region: string | undefined;
}

const findCustomResources = memoizePerApplication((application) => application.resourcesOfType(
  ...application.types.filter((type) => type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource'),
));

/** All calls that the templates contain as JSON. A call that a deployment assembles is not readable. */
export const findSdkCalls = memoizePerApplication((application): SdkCall[] =>
  findCustomResources(application).flatMap((resource) => PHASES.flatMap((phase) => readCall(resource, phase))));

/** Returns whether a call is not readable. Such a call may change any resource. */
export const hasUnreadableCalls = memoizePerApplication((application): boolean =>
  findCustomResources(application).some(({ properties }) =>
    PHASES.some((phase) => typeof properties[phase] === 'string' && parseCall(properties[phase]) === undefined),
  ),
);

function readCall(resource: TemplateResource, phase: SdkCallPhase): SdkCall[] {
  const call = parseCall(resource.properties[phase]);
  const action = asText(call?.action);
  if (call === undefined || action === undefined || asText(call.service) === undefined) return [];
  return [{
    resource,
    phase,
    action: action.replace(/Command$/, '').replace(/^./, (letter) => letter.toLowerCase()),
    parameters: asFields(call.parameters) ?? {},
    region: call.region === undefined ? resource.region : asText(call.region),
  }];
}

function parseCall(value: unknown): UncheckedFields | undefined {
  if (typeof value !== 'string') return asFields(value);
  try {
    return asFields(JSON.parse(value));
  } catch {
    // The text is not a call, or contains a value without quotes.
    return undefined;
  }
}
