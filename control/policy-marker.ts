import { type RawProperties } from '../src/wire/property-readers';
import { type LivePolicy } from './policies';

/**
 * The marker in the `Id` of a policy: the owner of the access point, and the request that put the policy. Two
 * concurrent requests see each other by it: CloudFormation can cancel a change of the policy and roll it back while the
 * handler of the cancelled change still runs.
 *
 * An owner is the request that created or adopted the access point. A marker only forbids: the alias in the physical id
 * permits a deletion.
 */
export interface PolicyMarker {
  /** When CloudFormation made the request, in seconds. */
  readonly requestedAt: number;
  readonly request: string;
  /** The attempt of the request that S3 accepted. */
  readonly attempt: number;
  /** Undefined after an adopter without a former owner has left the access point. */
  readonly owner?: string;
  /** The owners before each adoption, latest first. The first one becomes the owner again when the adopter leaves. */
  readonly formers: readonly string[];
  /** The resource that adopts the access point, until its policy is put. */
  readonly claim?: string;
  /** Whether the marker was put over a text without a marker. Its owner may put policies, but not delete. */
  readonly isWeak: boolean;
  /** Whether the access point had no policy before its adoption. */
  readonly isBlank: boolean;
  /** Whether an adopter has changed the statements since the adoption. */
  readonly isChanged: boolean;
  /** The `Id` that another tool gave the policy before the marker replaced it. The hand-back restores it. */
  readonly foreignId?: string;
}

/** Limits the length of the `Id`. */
const MAX_FORMERS = 8;

const PATTERN = new RegExp(
  '^cdk-s3-mrap-(\\d+)-([0-9a-f]+)-(\\d+)(?:-o([0-9a-f]+))?((?:-f[0-9a-f]+)*)(?:-c([0-9a-f]+))?'
  + '(-weak)?(-blank)?(-changed)?(?:-id-([^]*))?$',
);

/** Renders the policy with the marker in its `Id`. */
export function renderPolicyWithMarker(policy: RawProperties, marker: PolicyMarker): string {
  const { requestedAt, request, attempt, owner, formers, claim, isWeak, isBlank, isChanged, foreignId } = marker;
  const parts = [
    owner === undefined ? '' : `-o${owner}`,
    ...formers.slice(0, MAX_FORMERS).map((former) => `-f${former}`),
    claim === undefined ? '' : `-c${claim}`,
    isWeak ? '-weak' : '',
    isBlank ? '-blank' : '',
    isChanged ? '-changed' : '',
    foreignId === undefined ? '' : `-id-${foreignId}`,
  ];
  return JSON.stringify({ ...policy, Id: `cdk-s3-mrap-${requestedAt}-${request}-${attempt}${parts.join('')}` });
}

/** Parses the marker of a live policy. Returns undefined if there is no policy, or if it has no marker. */
export function parsePolicyMarker(text: string | undefined): PolicyMarker | undefined {
  const match = PATTERN.exec(String(readPolicyId(text)));
  if (match === null) return undefined;
  const [, requestedAt, request, attempt, owner, formers, claim, weak, blank, changed, foreignId] = match;
  return {
    requestedAt: Number(requestedAt),
    request,
    attempt: Number(attempt),
    ...(owner === undefined ? {} : { owner }),
    formers: formers.split('-f').filter((former) => former !== ''),
    ...(claim === undefined ? {} : { claim }),
    isWeak: weak !== undefined,
    isBlank: blank !== undefined,
    isChanged: changed !== undefined,
    ...(foreignId === undefined ? {} : { foreignId }),
  };
}

/** Returns the `Id` that another tool gave a live policy, as the marker of the next put keeps it. */
export function findForeignPolicyId(text: string | undefined): Pick<PolicyMarker, 'foreignId'> {
  const marker = parsePolicyMarker(text);
  const foreignId = marker === undefined ? readPolicyId(text) : marker.foreignId;
  return foreignId === undefined ? {} : { foreignId };
}

function readPolicyId(text: string | undefined): string | undefined {
  return text ? (JSON.parse(text) as { Id?: string }).Id : undefined;
}

/** Returns the marker of the policy that was put last, whether it is established or not. */
export function findLatestMarker({ established, proposed }: LivePolicy): PolicyMarker | undefined {
  return parsePolicyMarker(proposed || established);
}
