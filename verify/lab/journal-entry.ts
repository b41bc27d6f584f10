import { type LeftResource, type ProbeRun } from '../model/probe-run';
import { type Decision } from '../model/verdict';
import { type Step } from './step';

/**
 * The order of the clean-up: access points before their buckets, stacks of probes before their functions, and objects
 * before their buckets.
 */
export type ResourceKind = 'access-point' | 'stack' | 'object' | 'bucket' | 'support-stack';

/** A resource of a run. */
export interface JournalResource {
  readonly kind: ResourceKind;
  /** The name. The name of an object is the bucket, a slash, and the key. */
  readonly name: string;
  readonly region: string;
}

/** A resource that the run may have created and has not deleted. */
export interface RemainingResource extends JournalResource {
  /** The alias of an access point, or the ARN of a stack. No other resource ever has it. */
  readonly alias?: string;
  readonly requestToken?: string;
}

/**
 * - `planned`: written before the call that creates the resource
 * - `accepted`: S3 has accepted the creation of the access point, with this request token
 * - `identified`: the alias of the access point or the ARN of the stack is known
 * - `deleted`: the clean-up has deleted the resource
 */
export interface ResourceEntry extends RemainingResource {
  readonly event: 'planned' | 'accepted' | 'identified' | 'deleted';
}

/** The account of a run, and the beginning of the names of its resources. */
export interface RunStart {
  readonly accountId: string;
  readonly prefix: string;
  readonly startedAt: string;
}

export interface StartEntry extends RunStart {
  readonly event: 'started';
}

/** The run has called an endpoint that does not belong to AWS, for example an emulator. */
interface CallEntry {
  readonly event: 'called';
  readonly host: string;
}

/** A probe that has run. A resumed run does not repeat it. */
export interface DecisionEntry {
  readonly event: 'decided';
  readonly id: string;
  /** The statement that the probe decided. Journals of former versions have none. */
  readonly statement?: string;
  readonly run: ProbeRun;
}

export type JournalEntry = StartEntry | CallEntry | ResourceEntry | DecisionEntry;

const RESOURCE_EVENTS: readonly string[] = ['planned', 'accepted', 'identified', 'deleted'];
const KINDS: readonly string[] = ['access-point', 'stack', 'object', 'bucket', 'support-stack'];
const DECISIONS: Readonly<Record<Decision, true>> = { 'confirmed': true, 'refuted': true, 'cannot tell': true };
/** The SDK makes host names of Regions. */
const REGION = /^[a-z]{2,}(-[a-z]+)+-\d+$/;

type Fields = Readonly<Record<string, unknown>>;

export function isResourceEntry(entry: JournalEntry): entry is ResourceEntry {
  return RESOURCE_EVENTS.includes(entry.event);
}

/** Parses a line of a journal. Undefined: the line is not an entry. */
export function parseEntry(line: string): JournalEntry | undefined {
  const entry = toFields(parseJson(line));
  return isEntry(entry) ? entry as unknown as JournalEntry : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Returns no fields for a value that is not an object. */
function toFields(value: unknown): Fields {
  return Object(value) as Fields;
}

function areTexts(fields: Fields, names: readonly string[]): boolean {
  return names.every((name) => typeof fields[name] === 'string' && fields[name] !== '');
}

function areOptionalTexts(fields: Fields, names: readonly string[]): boolean {
  return areTexts(fields, names.filter((name) => fields[name] !== undefined));
}

function isEntry(entry: Fields): boolean {
  const { event } = entry;
  if (RESOURCE_EVENTS.includes(String(event))) {
    return areTexts(entry, ['name', 'region']) && areOptionalTexts(entry, ['alias', 'requestToken'])
      && REGION.test(String(entry.region)) && KINDS.includes(String(entry.kind));
  }
  switch (event) {
    case 'started': {
      return areTexts(entry, ['prefix']) && /^\d{12}$/.test(String(entry.accountId))
        && !Number.isNaN(Date.parse(String(entry.startedAt)));
    }
    case 'called': return areTexts(entry, ['host']);
    case 'decided': return areTexts(entry, ['id']) && areOptionalTexts(entry, ['statement']) && isRun(entry.run);
    default: return false;
  }
}

/** The report contains all of it. */
function isRun(value: unknown): boolean {
  const run = toFields(value) as Partial<Record<keyof ProbeRun, unknown>>;
  return areTexts(run, ['observation']) && Object.hasOwn(DECISIONS, String(run.decision))
    && isListOf<Step>(run.steps, ['at', 'operation', 'region', 'outcome'], ['requestId'])
    && isListOf<Step>(run.cleanUpSteps, ['at', 'operation', 'region', 'outcome'], ['requestId'])
    && isListOf<LeftResource>(run.left, ['name', 'reason']);
}

function isListOf<Item>(
  value: unknown, texts: readonly (keyof Item & string)[], optionalTexts: readonly (keyof Item & string)[] = [],
): boolean {
  return Array.isArray(value)
    && value.map(toFields).every((item) => areTexts(item, texts) && areOptionalTexts(item, optionalTexts));
}
