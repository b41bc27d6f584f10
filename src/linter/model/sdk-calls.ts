import { type Fields, asFields, asText } from '../evaluation/read';
import { type TemplateResource, view } from './template-model';

export type Phase = 'Create' | 'Update' | 'Delete';
const PHASES: readonly Phase[] = ['Create', 'Update', 'Delete'];

/** A call of the SDK that a custom resource makes, as aws-cdk-lib's AwsCustomResource writes it. */
export interface SdkCall {
  readonly resource: TemplateResource;
  readonly phase: Phase;
  /** As a method: `submitMultiRegionAccessPointRoutes`. */
  readonly action: string;
  readonly parameters: Fields;
  /** Where the call goes: the Region it names, or else the stack's. */
  readonly region: string | undefined;
}

const customResources = view((application) => application.resources
  .filter(({ type }) => type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource'));

/** Every call that can be read; one that is only put together at deployment cannot. */
export const sdkCalls = view((application): SdkCall[] =>
  customResources(application).flatMap((resource) => PHASES.flatMap((phase) => readCall(resource, phase))));

/** Whether there are calls that only deployment shows: they may do anything. */
export const hasUnreadableCalls = view((application): boolean => customResources(application)
  .some(({ properties }) => PHASES.some((phase) => typeof properties[phase] === 'string' && parse(properties[phase]) === undefined)));

function readCall(resource: TemplateResource, phase: Phase): SdkCall[] {
  const call = parse(resource.properties[phase]);
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

function parse(value: unknown): Fields | undefined {
  if (typeof value !== 'string') return asFields(value);
  try {
    return asFields(JSON.parse(value));
  } catch {
    // Not a call, or one with a value in it that is no text.
    return undefined;
  }
}
