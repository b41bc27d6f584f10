import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import * as path from 'node:path';

/** A resource of a run. */
export interface JournalResource {
  readonly kind: 'bucket' | 'access-point';
  readonly name: string;
  readonly region: string;
}

/**
 * - `planned`: written before the call that creates the resource
 * - `accepted`: S3 has accepted the creation of the access point, with this request token
 * - `identified`: the alias of the access point is known
 * - `deleted`: the clean-up has deleted the resource
 */
export interface JournalEntry extends JournalResource {
  readonly event: 'planned' | 'accepted' | 'identified' | 'deleted';
  readonly alias?: string;
  readonly requestToken?: string;
}

/** A resource that the run may have created and has not deleted. */
export interface RemainingResource extends JournalResource {
  readonly alias?: string;
  readonly requestToken?: string;
}

/** The resources of a run, on disk. A run that is killed at any moment can be cleaned up from its journal. */
export class Journal {
  public static open(file: string): Journal {
    mkdirSync(path.dirname(file), { recursive: true });
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    // A killed run can leave an incomplete last line. Its call was not sent.
    const lines = text.split('\n').slice(0, -1);
    return new Journal(file, lines.map((line) => JSON.parse(line) as JournalEntry));
  }

  private constructor(public readonly file: string, private readonly entries: JournalEntry[]) {}

  /** Adds an entry, and returns after it is on disk. */
  public write(entry: JournalEntry): void {
    const handle = openSync(this.file, 'a');
    try {
      writeSync(handle, `${JSON.stringify(entry)}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    this.entries.push(entry);
  }

  /** Returns the resources to delete, the newest first. */
  public listRemaining(): readonly RemainingResource[] {
    const remaining = new Map<string, RemainingResource>();
    for (const { event, ...entry } of this.entries) {
      const key = `${entry.kind} ${entry.name}`;
      if (event === 'deleted') remaining.delete(key);
      else remaining.set(key, { ...remaining.get(key), ...entry });
    }
    return [...remaining.values()].reverse();
  }
}
