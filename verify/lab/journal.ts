import {
  closeSync, existsSync, fstatSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, truncateSync,
  writeFileSync,
} from 'node:fs';
import * as path from 'node:path';
import { type Assumption } from '../model/assumption';
import { type ProbeRun } from '../model/probe-run';
import { type Endpoint, isAwsEndpoint, showEndpoint } from './endpoint';
import {
  type DecisionEntry, isResourceEntry, type JournalEntry, type JournalResource, parseEntry, type RemainingResource,
  type ResourceEntry, type RunStart, type StartEntry,
} from './journal-entry';

export type {
  JournalEntry, JournalResource, RemainingResource, ResourceEntry, ResourceKind, RunStart,
} from './journal-entry';

/** The command must not use this journal. */
export class RefusedJournal extends Error {
  public override readonly name = 'RefusedJournal';
}

/** The disk does not take an entry or the lock of a journal, so no call may be sent. */
export class UnwritableJournal extends Error {
  public override readonly name = 'UnwritableJournal';

  constructor(file: string, error: unknown) {
    super(
      `${file} cannot be written: ${(error as Error).message}; expected space on the disk and permission to write. The `
      + 'command creates nothing that the journal does not name. Free space, or choose another folder with --run');
  }
}

/** The resources of a run, on disk. A run that is killed at any moment can be cleaned up from its journal. */
export class Journal {
  /** Reads a journal. The first entry creates the file and its folder. */
  public static open(file: string): Journal {
    const { journal, completeBytes, bytes } = Journal.parse(file);
    if (completeBytes < bytes) truncate(file, completeBytes);
    return journal;
  }

  /** Reads a journal that another process may use. */
  public static read(file: string): Journal {
    return Journal.parse(file).journal;
  }

  private static parse(file: string) {
    const text = existsSync(file) ? readText(file) : '';
    // A killed run can leave an incomplete last line. Its call was not sent.
    const complete = text.slice(0, text.lastIndexOf('\n') + 1);
    const entries = complete.split('\n').slice(0, -1).map((line, index) =>
      parseEntry(line) ?? refuseLine(file, index + 1, line));
    const [completeBytes, bytes] = [complete, text].map((part) => Buffer.byteLength(part));
    return { journal: new Journal(file, entries), completeBytes, bytes };
  }

  /** Entries about calls that were sent, and that a full disk prevented. The next entry writes them too. */
  private unwritten: JournalEntry[] = [];

  private constructor(public readonly file: string, private readonly entries: JournalEntry[]) {}

  /** Receives a resource before the journal contains it. */
  public onPlanned: (resource: JournalResource) => void = () => undefined;

  /** The start of the run. Undefined for a new journal. */
  public get start(): RunStart | undefined {
    return this.starts.at(0);
  }

  /** The start and each continuation of the run. */
  public get starts(): readonly RunStart[] {
    return this.entries.filter((entry): entry is StartEntry => entry.event === 'started');
  }

  /** The endpoints that do not belong to AWS and that the run has called. */
  public get otherHosts(): readonly string[] {
    return this.entries.flatMap((entry) => (entry.event === 'called' ? [entry.host] : []));
  }

  /** The last decision of each probe that has run, in the order of their first decisions. */
  public get decisions(): readonly DecisionEntry[] {
    const decided = this.entries.filter((entry): entry is DecisionEntry => entry.event === 'decided');
    return [...new Map(decided.map((entry) => [entry.id, entry])).values()];
  }

  /** Returns the last run of a probe. A run that decided another statement does not count. */
  public findDecision({ id, statement }: Pick<Assumption, 'id' | 'statement'>): ProbeRun | undefined {
    const found = this.decisions.find((entry) => entry.id === id);
    return found?.statement === statement ? found.run : undefined;
  }

  /**
   * Adds an entry, and returns after it is on disk. If the disk is full, the entry of a call that was not sent yet does
   * not count. The clean-up of this process uses the entry of an answer all the same.
   */
  public write(entry: JournalEntry): void {
    if (entry.event === 'planned') this.onPlanned(entry);
    try {
      appendLines(this.file, [...this.unwritten, entry]);
    } catch (error) {
      if (ANSWERS.includes(entry.event)) {
        this.unwritten.push(entry);
        this.entries.push(entry);
      }
      throw new UnwritableJournal(this.file, error);
    }
    this.unwritten = [];
    this.entries.push(entry);
  }

  /** Writes an endpoint that does not belong to AWS, once. */
  public noteEndpoint(endpoint: Endpoint): void {
    const host = showEndpoint(endpoint);
    if (!isAwsEndpoint(endpoint) && !this.otherHosts.includes(host)) this.write({ event: 'called', host });
  }

  /** Returns all objects of a bucket that the run may have created, also those that the clean-up has deleted. */
  public listObjects(bucket: string): readonly JournalResource[] {
    return this.entries.filter((entry): entry is ResourceEntry & { readonly event: 'planned' } => (
      entry.event === 'planned' && entry.kind === 'object' && entry.name.startsWith(`${bucket}/`)));
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

/** The entries that contain the answer of a service. */
const ANSWERS: readonly JournalEntry['event'][] = ['accepted', 'identified'];

function truncate(file: string, bytes: number): void {
  try {
    truncateSync(file, bytes);
  } catch (error) {
    throw new UnwritableJournal(file, error);
  }
}

/** Adds lines to a file, or leaves the file as it was: a later entry would continue an incomplete line. */
function appendLines(file: string, entries: readonly JournalEntry[]): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const handle = openSync(file, 'a');
  try {
    const { size } = fstatSync(handle);
    try {
      // It repeats a partial write, and fails if the disk is full.
      writeFileSync(handle, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
      fsyncSync(handle);
    } catch (error) {
      if (fstatSync(handle).size > size) ftruncateSync(handle, size);
      throw error;
    }
  } finally {
    closeSync(handle);
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new RefusedJournal(
      `${file} cannot be read: ${(error as Error).message}; expected a file that this user can read. Nothing was `
      + 'changed. Correct the file, or choose another folder with --run');
  }
}

function refuseLine(file: string, number: number, line: string): never {
  throw new RefusedJournal(
    `${file}, line ${number} is not an entry of a journal: ${line.slice(0, 80)}. Nothing was changed. Restore the `
    + 'file, or delete the resources by hand as docs/verifying.md describes');
}
