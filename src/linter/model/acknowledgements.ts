import { parseRuleId, PLUGIN_NAME } from '../../diagnostics/acknowledgement';
import { DIAGNOSTICS } from '../../diagnostics/registry';
import { type UncheckedFields, asFields, asList } from '../evaluation/read';

/** A part of the metadata that acknowledges nothing. */
export interface IgnoredAcknowledgement {
  readonly got: unknown;
  readonly expected: string;
}

/** The acknowledgements in the metadata of a resource. */
export interface MetadataAcknowledgements {
  /** The ids of rules that have a reason. */
  readonly rules: readonly string[];
  readonly ignored: readonly IgnoredAcknowledgement[];
}

const ENTRY = '{ id: "MRAP205", reason: "…" }';
const IDS: ReadonlySet<string> = new Set(DIAGNOSTICS.map(({ id }) => id));

/** Reads `{ cdk-s3-mrap: { acknowledge: [{ id, reason }] } }`. */
export function readAcknowledgements(metadata: UncheckedFields): MetadataAcknowledgements {
  const { [PLUGIN_NAME]: given } = metadata;
  if (given === undefined) return { rules: [], ignored: [] };
  const { acknowledge } = asFields(given) ?? {};
  if (acknowledge === undefined) {
    return { rules: [], ignored: [{ got: given, expected: `{ acknowledge: [${ENTRY}] }` }] };
  }
  const entries = asList(acknowledge).map((entry) => ({ got: entry, ...readEntry(entry) }));
  return {
    rules: entries.flatMap(({ rule }) => rule ?? []),
    ignored: entries.flatMap(({ got, expected }) => (expected === undefined ? [] : [{ got, expected }])),
  };
}

function readEntry(entry: unknown): { rule?: string; expected?: string } {
  const { id, reason } = asFields(entry) ?? {};
  if (typeof id !== 'string') return { expected: ENTRY };
  const rule = parseRuleId(id);
  if (!/^MRAP\d{3}$/.test(rule)) return { expected: 'an id like "MRAP205"' };
  if (!IDS.has(rule)) return { expected: 'an id that docs/rules.md contains' };
  return typeof reason === 'string' && reason.trim() !== '' ? { rule } : { expected: 'a text as reason' };
}
