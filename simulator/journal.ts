import { type SimulatedOperationName } from './model/operations';
import { type FailedOutcome } from './outcome';
import { type SimulatedPermission } from './settings';

/** The answer to a call, or `unanswered` while there is none. */
export interface JournalOutcome {
  readonly kind: 'unanswered' | 'output' | FailedOutcome['kind'];
  readonly status?: number;
  readonly code?: string;
}

export interface JournalEntry {
  readonly index: number;
  readonly at: number;
  /** Undefined if the request is not an operation of the simulator. */
  readonly operation?: SimulatedOperationName;
  readonly region: string;
  readonly accountId: string;
  readonly caller?: string;
  readonly clientToken?: string;
  /** Undefined if the request could not be parsed. */
  readonly input?: object;
  /** The IAM actions and resources that the call requires. */
  readonly permissions: readonly SimulatedPermission[];
  readonly outcome: JournalOutcome;
  /** Whether the operation succeeded. A fault can still replace its answer. */
  readonly applied: boolean;
  readonly requestId: string;
}

/** A call without its answer. */
export type JournalArrival = Omit<JournalEntry, 'outcome' | 'applied'>;

type Draft = { -readonly [K in keyof JournalEntry]: JournalEntry[K] };

export interface JournalLimits {
  /** The number of calls that the journal remembers at least. Default: all. */
  readonly remembered?: number;
  /** Whether the journal also remembers older calls of an operation. Default: no. */
  readonly isPermanent?: (operation: SimulatedOperationName) => boolean;
}

/** Records calls in the order of arrival. */
export class CallJournal {
  private drafts: Draft[] = [];
  private readonly remembered: number;
  private readonly isPermanent: (operation: SimulatedOperationName) => boolean;
  private sinceRemoval = 0;

  constructor({ remembered = Infinity, isPermanent = () => false }: JournalLimits = {}) {
    this.remembered = remembered;
    this.isPermanent = isPermanent;
  }

  public get entries(): readonly JournalEntry[] {
    return this.drafts;
  }

  /** Records a call when it arrives. Returns a function that records its answer. */
  public record(arrival: JournalArrival): (outcome: JournalOutcome, applied: boolean) => void {
    const draft: Draft = Object.assign({ outcome: { kind: 'unanswered' as const }, applied: false }, arrival);
    this.drafts.push(draft);
    this.removeOldCalls();
    return (outcome, applied) => {
      draft.outcome = outcome;
      draft.applied = applied;
    };
  }

  public of(...operations: SimulatedOperationName[]): readonly JournalEntry[] {
    return this.where(({ operation }) => operation !== undefined && operations.includes(operation));
  }

  public where(filter: (entry: JournalEntry) => boolean): readonly JournalEntry[] {
    return this.drafts.filter(filter);
  }

  public count(operation?: SimulatedOperationName): number {
    return operation === undefined ? this.drafts.length : this.of(operation).length;
  }

  public last(operation?: SimulatedOperationName): JournalEntry | undefined {
    return (operation === undefined ? this.drafts : this.of(operation)).at(-1);
  }

  /** Lists the IAM actions of all calls, sorted and without duplicates. */
  public actions(): string[] {
    return [...new Set(this.drafts.flatMap(({ permissions }) => permissions.map(({ action }) => action)))].sort();
  }

  public clear(): void {
    this.drafts = [];
  }

  /** Removes old calls together, so that most calls cost nothing. */
  private removeOldCalls(): void {
    this.sinceRemoval += 1;
    if (this.sinceRemoval <= this.remembered) return;
    this.sinceRemoval = 0;
    const firstRemembered = this.drafts.length - this.remembered;
    this.drafts = this.drafts.filter(({ operation }, position) => (
      position >= firstRemembered || (operation !== undefined && this.isPermanent(operation))));
  }
}
