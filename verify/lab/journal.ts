import {
  closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, truncateSync, writeFileSync,
} from 'node:fs';
import * as path from 'node:path';
import { type ProbeRun } from '../model/probe-run';

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

interface StartEntry extends RunStart {
  readonly event: 'started';
}

/** The run has called a host that does not belong to AWS, for example an emulator. */
interface CallEntry {
  readonly event: 'called';
  readonly host: string;
}

/** A probe that has run. A resumed run does not repeat it. */
interface DecisionEntry {
  readonly event: 'decided';
  readonly id: string;
  readonly run: ProbeRun;
}

export type JournalEntry = StartEntry | CallEntry | ResourceEntry | DecisionEntry;

/** The command must not use this journal. */
export class RefusedJournal extends Error {
  public override readonly name = 'RefusedJournal';
}

const AWS_HOST = /\.(amazonaws\.com|api\.aws)$/;
const RESOURCE_EVENTS: readonly string[] = ['planned', 'accepted', 'identified', 'deleted'];
const KINDS: readonly string[] = ['access-point', 'stack', 'object', 'bucket', 'support-stack'];

/** The resources of a run, on disk. A run that is killed at any moment can be cleaned up from its journal. */
export class Journal {
  public static open(file: string): Journal {
    mkdirSync(path.dirname(file), { recursive: true });
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    // A killed run can leave an incomplete last line. Its call was not sent.
    const complete = text.slice(0, text.lastIndexOf('\n') + 1);
    if (complete !== text) truncateSync(file, Buffer.byteLength(complete));
    const lines = complete.split('\n').slice(0, -1);
    return new Journal(file, lines.map((line, index) => parseEntry(line, `${file}, line ${index + 1}`)));
  }

  private constructor(public readonly file: string, private readonly entries: JournalEntry[]) {}

  /** The start of the run. Undefined for a new journal. */
  public get start(): RunStart | undefined {
    return this.starts.at(0);
  }

  /** The start and each continuation of the run. */
  public get starts(): readonly RunStart[] {
    return this.entries.filter((entry): entry is StartEntry => entry.event === 'started');
  }

  /** The hosts that do not belong to AWS and that the run has called. */
  public get otherHosts(): readonly string[] {
    return this.entries.flatMap((entry) => (entry.event === 'called' ? [entry.host] : []));
  }

  /** The probes that have run, by the id of their assumption. The last run of a probe counts. */
  public get decisions(): ReadonlyMap<string, ProbeRun> {
    return new Map(this.entries.flatMap((entry) => (entry.event === 'decided' ? [[entry.id, entry.run]] : [])));
  }

  /** Adds an entry, and returns after it is on disk. */
  public write(entry: JournalEntry): void {
    const handle = openSync(this.file, 'a');
    try {
      // It repeats a partial write, and fails if the disk is full.
      writeFileSync(handle, `${JSON.stringify(entry)}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    this.entries.push(entry);
  }

  /** Writes a host that does not belong to AWS, once. */
  public noteHost(host: string): void {
    if (!AWS_HOST.test(host) && !this.otherHosts.includes(host)) this.write({ event: 'called', host });
  }

  /** Returns the resources to delete, the newest first. */
  public listRemaining(): readonly RemainingResource[] {
    const remaining = new Map<string, RemainingResource>();
    for (const entry of this.entries) {
      if (!isResourceEntry(entry)) continue;
      const { event, ...resource } = entry;
      const key = `${resource.kind} ${resource.name}`;
      if (event === 'deleted') remaining.delete(key);
      else remaining.set(key, { ...remaining.get(key), ...resource });
    }
    return [...remaining.values()].reverse();
  }
}

function isResourceEntry(entry: JournalEntry): entry is ResourceEntry {
  return RESOURCE_EVENTS.includes(entry.event);
}

function parseEntry(line: string, place: string): JournalEntry {
  const entry = parseObject(line);
  if (isEntry(entry)) return entry as unknown as JournalEntry;
  throw new RefusedJournal(
    `${place} is not an entry of a journal: ${line.slice(0, 80)}. Nothing was changed. Restore the file, or delete the `
    + 'resources by hand as docs/verifying.md describes');
}

type Fields = Readonly<Record<string, unknown>>;

/** Returns an empty object for a text that is not an object. */
function parseObject(text: string): Fields {
  try {
    return Object(JSON.parse(text)) as Fields;
  } catch {
    return {};
  }
}

function isEntry({ event, ...fields }: Fields): boolean {
  const areTexts = (names: readonly string[], from = fields) =>
    names.every((name) => typeof from[name] === 'string' && from[name] !== '');
  if (RESOURCE_EVENTS.includes(String(event))) {
    return areTexts(['name', 'region']) && KINDS.includes(String(fields.kind));
  }
  switch (event) {
    case 'started': return areTexts(['accountId', 'prefix', 'startedAt']);
    case 'called': return areTexts(['host']);
    case 'decided': return areTexts(['id']) && areTexts(['decision', 'observation'], Object(fields.run) as Fields);
    default: return false;
  }
}
