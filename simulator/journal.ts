import { type OperationName } from './model/operations';
import { type Permission } from './settings';

/** How a call was answered. `unanswered` as long as it has not been. */
export interface JournalOutcome {
  readonly kind: 'unanswered' | 'output' | 'error' | 'reset' | 'hang' | 'html' | 'empty';
  readonly status?: number;
  readonly code?: string;
}

export interface JournalEntry {
  readonly index: number;
  readonly at: number;
  /** Undefined for a request that is none of the operations. */
  readonly operation?: OperationName;
  readonly region: string;
  readonly accountId: string;
  readonly caller?: string;
  readonly clientToken?: string;
  /** Undefined for a request that could not be read. */
  readonly input?: object;
  /** The IAM actions the call needs, and on what. */
  readonly permissions: readonly Permission[];
  readonly outcome: JournalOutcome;
  /** Whether the operation ran and ended well, whatever was answered. */
  readonly applied: boolean;
  readonly requestId: string;
}

type Draft = { -readonly [K in keyof JournalEntry]: JournalEntry[K] };

/** Every call in the order of arrival. */
export class Journal {
  private drafts: Draft[] = [];

  public get entries(): readonly JournalEntry[] {
    return this.drafts;
  }

  /** Writes a call down as it arrives, and returns how to note its answer. */
  public record(arrival: Omit<JournalEntry, 'outcome' | 'applied'>): (outcome: JournalOutcome, applied: boolean) => void {
    const draft: Draft = { ...arrival, outcome: { kind: 'unanswered' }, applied: false };
    this.drafts.push(draft);
    return (outcome, applied) => {
      draft.outcome = outcome;
      draft.applied = applied;
    };
  }

  public of(...operations: OperationName[]): readonly JournalEntry[] {
    return this.where(({ operation }) => operation !== undefined && operations.includes(operation));
  }

  public where(filter: (entry: JournalEntry) => boolean): readonly JournalEntry[] {
    return this.drafts.filter(filter);
  }

  public count(operation?: OperationName): number {
    return operation === undefined ? this.drafts.length : this.of(operation).length;
  }

  public last(operation?: OperationName): JournalEntry | undefined {
    return (operation === undefined ? this.drafts : this.of(operation)).at(-1);
  }

  /** The IAM actions needed so far, each once, sorted. */
  public actions(): string[] {
    return [...new Set(this.drafts.flatMap(({ permissions }) => permissions.map(({ action }) => action)))].sort();
  }

  public clear(): void {
    this.drafts = [];
  }
}
