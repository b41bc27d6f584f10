import {
  closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, truncateSync, writeFileSync,
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

/** The resources of a run, on disk. A run that is killed at any moment can be cleaned up from its journal. */
export class Journal {
  /** Reads a journal. The first entry creates the file and its folder. */
  public static open(file: string): Journal {
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    // A killed run can leave an incomplete last line. Its call was not sent.
    const complete = text.slice(0, text.lastIndexOf('\n') + 1);
    const entries = complete.split('\n').slice(0, -1).map((line, index) =>
      parseEntry(line) ?? refuseLine(file, index + 1, line));
    if (complete !== text) truncateSync(file, Buffer.byteLength(complete));
    return new Journal(file, entries);
  }

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

  /** Adds an entry, and returns after it is on disk. */
  public write(entry: JournalEntry): void {
    if (entry.event === 'planned') this.onPlanned(entry);
    mkdirSync(path.dirname(this.file), { recursive: true });
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

function refuseLine(file: string, number: number, line: string): never {
  throw new RefusedJournal(
    `${file}, line ${number} is not an entry of a journal: ${line.slice(0, 80)}. Nothing was changed. Restore the `
    + 'file, or delete the resources by hand as docs/verifying.md describes');
}
