import { asFlag, asList, asText, getValueAtPath } from '../../src/linter/evaluation/read';
import { isKnownText } from '../../src/linter/evaluation/symbols';
import {
  findOwnerOfMember, NATIVE_ACCESS_POINT_TYPE, type TemplateAccessPoint,
} from '../../src/linter/model/access-points';
import { showSymbols } from './show-symbols';

const FLAGS = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'] as const;

/** An access point, as one version of a template declares it. */
export interface AccessPointVersion {
  /** The construct path, or stack and logical id. */
  readonly path: string;
  /** Whether CloudFormation manages the access point without the handlers of this library. */
  readonly isNative: boolean;
  /** Undefined if the name is generated, or known at deployment only. */
  readonly name?: string;
  /**
   * The names of the buckets, with the owner if it is another account, sorted. An expression that only a deployment
   * evaluates contains `${`.
   */
  readonly members: readonly string[];
  /** The declared Regions by member. CloudFormation reads the Regions of a native access point from the buckets. */
  readonly regions: Readonly<Record<string, string>>;
  /** The flags of the public access block. A flag that only a deployment determines is an expression. */
  readonly block: Readonly<Record<string, boolean | string>>;
  readonly adoptsExisting: boolean;
  readonly allowsReplacement: boolean;
  /** Whether CloudFormation keeps the access point after its resource is removed from the template. */
  readonly isRetained: boolean;
  /** Whether CloudFormation keeps the access point after its replacement. */
  readonly keepsReplaced: boolean;
}

export function toAccessPointVersion(accessPoint: TemplateAccessPoint): AccessPointVersion {
  const { resource, name } = accessPoint;
  const { properties, raw } = resource;
  const isNative = resource.type === NATIVE_ACCESS_POINT_TYPE;
  return {
    path: resource.path,
    isNative,
    ...(name !== undefined && isKnownText(name) && { name }),
    ...readMembers(accessPoint),
    block: readBlock(accessPoint),
    adoptsExisting: properties.Existing === 'ADOPT',
    allowsReplacement: isNative || properties.Replacement === 'ALLOW',
    isRetained: resource.retained === true,
    keepsReplaced: String(raw.updateReplacePolicy).startsWith('Retain'),
  };
}

function readBlock({ resource: { application, properties }, publicAccessBlock }: TemplateAccessPoint) {
  const { PublicAccessBlock: own, PublicAccessBlockConfiguration: native = own } = properties;
  return Object.fromEntries(FLAGS.map((flag) => {
    const value = typeof native === 'string' ? native : publicAccessBlock[flag];
    const isUnknown = typeof value === 'string' && !isKnownText(value);
    return [flag, isUnknown ? application.symbols.show(value) : asFlag(value) ?? true];
  }));
}

/** Describes a member of an access point in a template or in S3. */
export function describeMember(bucket: string, account: string | undefined): string {
  return account === undefined ? bucket : `${bucket} of account ${account}`;
}

/** Shows a value that only a deployment determines as an expression, which is equal in both templates. */
function readMembers(accessPoint: TemplateAccessPoint): Pick<AccessPointVersion, 'members' | 'regions'> {
  const { resource: { application, properties }, members, complete, account } = accessPoint;
  const { Buckets: buckets, Regions: native } = properties;
  if (!complete) {
    return { members: [`\${${JSON.stringify(showSymbols(application, buckets ?? native))}}`], regions: {} };
  }
  const show = (text: string) => {
    const shown = application.symbols.show(text);
    return isKnownText(text) || shown.includes('${') ? shown : `\${${shown}}`;
  };
  const shown = members.map((member) => {
    const owner = findOwnerOfMember(accessPoint, member);
    const isOther = owner !== account && isKnownText(owner) && isKnownText(account);
    return describeMember(show(member.bucket), isOther ? owner : undefined);
  });
  const regions = asList(buckets).map((entry, index) =>
    [shown[index], show(asText(getValueAtPath(entry, 'Region')) ?? 'no Region')]);
  return { members: [...shown].sort(), regions: Object.fromEntries(regions) as Record<string, string> };
}
