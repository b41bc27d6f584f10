import { asFlag } from '../../src/linter/evaluation/read';
import { isKnownText } from '../../src/linter/evaluation/symbols';
import { NATIVE_ACCESS_POINT_TYPE, type TemplateAccessPoint } from '../../src/linter/model/access-points';

const FLAGS = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'] as const;

/** An access point, as one version of a template declares it. */
export interface AccessPointVersion {
  /** The construct path, or stack and logical id. */
  readonly path: string;
  /** Whether CloudFormation manages the access point without the handlers of this library. */
  readonly isNative: boolean;
  /** Undefined if the name is generated, or known at deployment only. */
  readonly name?: string;
  /** The names of the buckets, or the expressions that only a deployment evaluates, sorted. */
  readonly members: readonly string[];
  readonly block: Readonly<Record<string, boolean>>;
  readonly adoptsExisting: boolean;
  readonly allowsReplacement: boolean;
  /** Whether CloudFormation keeps the access point after its resource is removed from the template. */
  readonly isRetained: boolean;
  /** Whether CloudFormation keeps the access point after its replacement. */
  readonly keepsReplaced: boolean;
}

export function toAccessPointVersion(accessPoint: TemplateAccessPoint): AccessPointVersion {
  const { resource, name, publicAccessBlock } = accessPoint;
  const { properties, raw } = resource;
  const isNative = resource.type === NATIVE_ACCESS_POINT_TYPE;
  return {
    path: resource.path,
    isNative,
    ...(name !== undefined && isKnownText(name) && { name }),
    members: listMembers(accessPoint),
    block: Object.fromEntries(FLAGS.map((flag) => [flag, asFlag(publicAccessBlock[flag]) ?? true])),
    adoptsExisting: properties.Existing === 'ADOPT',
    allowsReplacement: isNative || properties.Replacement === 'ALLOW',
    isRetained: resource.retained === true,
    keepsReplaced: String(raw.updateReplacePolicy).startsWith('Retain'),
  };
}

/** Shows a value that only a deployment determines as an expression, which is equal in both templates. */
function listMembers({ resource: { application }, members }: TemplateAccessPoint): string[] {
  return members.map(({ bucket }) => application.symbols.show(bucket)).sort();
}
