import { type Clock } from '../../control/clock';
import { type Answer, asText, type CloudFormation, type Properties } from './cloudformation';

/** What the stack keeps of a resource. */
export interface Held {
  readonly declared: Declared;
  readonly physicalId: string;
  readonly properties: Properties;
  readonly data: Answer['data'];
}

/** Reads an attribute of a resource declared before. */
export type Attribute = (logicalId: string, name: string) => string;

/** A custom resource in a template. */
export interface Declared {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: (attribute: Attribute) => Properties;
  /** The DeletionPolicy; what is replaced is deleted in any case. Default: delete. */
  readonly retain?: 'always' | 'except on create';
}

/** The resources, each after those it depends on. */
export type Template = readonly Declared[];

/** Something else in the stack that fails. */
export interface Incident {
  /** At which of the stack's own changes, counted from 0. */
  readonly change: number;
  /** How long after it began; the change is cancelled if it is not done by then. Undefined: once it is done. */
  readonly afterMs?: number;
}

/** Which id a failed update is rolled back under; CloudFormation may use either. */
export type RollbackUnder = 'old id' | 'new id';

export interface Deployment {
  readonly incident?: Incident;
  readonly rollbackUnder?: RollbackUnder;
}

export interface Outcome {
  readonly succeeded: boolean;
  /** Why it was rolled back. */
  readonly reason: string;
}

export interface StackOptions {
  readonly cloudFormation: CloudFormation;
  readonly clock: Clock;
  /** Whoever operates the stack removes the cause before a rollback or a deletion that failed is tried again. */
  readonly calm: () => void;
  /** Told of what the stack leaves where it is because its template says so. */
  readonly onRetained: (held: Held) => void;
}

/** A rollback or deletion that fails without any cause: nobody can use this stack again. */
export class StuckStack extends Error {}

/** One change of a deployment, as far as it came. */
interface Change {
  readonly declared: Declared;
  readonly before?: Held;
  readonly properties: Properties;
  /** Undefined where it was cancelled. */
  readonly answer?: Answer;
}

const SECOND = 1000;
/** S3 may take an hour for what it has begun. */
const BEFORE_ANOTHER_TRY = 60 * 60 * SECOND;
const MAX_TRIES = 3;

/** A stack of custom resources, taken through deployments as CloudFormation would. */
export class Stack {
  public readonly held = new Map<string, Held>();

  constructor(private readonly options: StackOptions) {}

  /** Creates, updates and deletes until the stack is as the template says; or goes back to what it was. */
  public async deploy(template: Template, { incident, rollbackUnder = 'old id' }: Deployment = {}): Promise<Outcome> {
    const changes: Change[] = [];
    for (const declared of template) {
      const before = this.held.get(declared.logicalId);
      const properties = asText(declared.properties(this.attribute)) as Properties;
      if (before && JSON.stringify(before.properties) === JSON.stringify(properties)) {
        this.held.set(declared.logicalId, { ...before, declared });
        continue;
      }
      const hit = incident?.change === changes.length ? incident : undefined;
      const change = { declared, before, properties, answer: await this.perform(declared, before, properties, hit?.afterMs) };
      changes.push(change);
      if (change.answer?.status === 'SUCCESS') this.hold(change, change.answer);
      const reason = reasonOf(change, hit !== undefined);
      if (reason !== undefined) {
        await this.rollBack(changes, rollbackUnder);
        return { succeeded: false, reason };
      }
    }
    await this.cleanUp(template, changes);
    return { succeeded: true, reason: '' };
  }

  /** Deletes the stack. */
  public async destroy(): Promise<void> {
    for (const held of [...this.held.values()].reverse()) await this.remove(held, held.declared.retain !== undefined);
    this.held.clear();
    this.options.cloudFormation.beginStack();
  }

  private readonly attribute: Attribute = (logicalId, name) => {
    const value = this.held.get(logicalId)?.data[name];
    if (value === undefined) throw new Error(`${logicalId} has no attribute ${name}`);
    return value;
  };

  /** Undefined where it is cancelled before it is done; CloudFormation hears no more of it. */
  private async perform(declared: Declared, before: Held | undefined, properties: Properties, cancelAfterMs?: number): Promise<Answer | undefined> {
    const answer = before
      ? this.send(declared, { type: 'Update', properties, oldProperties: before.properties, physicalId: before.physicalId })
      : this.send(declared, { type: 'Create', properties });
    if (cancelAfterMs === undefined) return answer;
    return Promise.race([answer, this.options.clock.sleep(cancelAfterMs).then(() => undefined)]);
  }

  /** What was replaced goes, and what the template no longer has. */
  private async cleanUp(template: Template, changes: readonly Change[]): Promise<void> {
    for (const { before, answer } of [...changes].reverse()) {
      if (before && before.physicalId !== answer!.physicalId) await this.remove(before, false);
    }
    const declared = new Set(template.map(({ logicalId }) => logicalId));
    for (const [logicalId, held] of [...this.held].reverse()) {
      if (declared.has(logicalId)) continue;
      await this.remove(held, held.declared.retain !== undefined);
      this.held.delete(logicalId);
    }
  }

  /** First what was updated goes back, in the order of dependencies; then what is left over is deleted, in the other order. */
  private async rollBack(changes: readonly Change[], under: RollbackUnder): Promise<void> {
    // CloudFormation needs its time to notice.
    await this.options.clock.sleep(2 * SECOND);
    const leftOver: Held[] = [];
    for (const change of changes) if (change.before) leftOver.unshift(...await this.goBack(change, change.before, under));
    for (const held of leftOver) await this.remove(held, false);
    for (const change of [...changes].reverse()) {
      if (change.before) continue;
      this.held.delete(change.declared.logicalId);
      await this.remove(this.created(change), change.declared.retain === 'always');
    }
    if (this.held.size === 0) this.options.cloudFormation.beginStack();
  }

  /** Answers what is not in use any more. */
  private async goBack({ declared, properties, answer }: Change, old: Held, under: RollbackUnder): Promise<Held[]> {
    const newId = answer?.physicalId ?? old.physicalId;
    const physicalId = answer?.status === 'SUCCESS' || under === 'new id' ? newId : old.physicalId;
    const desired = asText(old.declared.properties(this.attribute)) as Properties;
    const restored = await this.insist(`the rollback of ${declared.logicalId}`, () =>
      this.send(declared, { type: 'Update', properties: desired, oldProperties: properties, physicalId }));
    this.held.set(declared.logicalId, { ...old, physicalId: restored.physicalId, properties: desired, data: restored.data });
    const failed: Held = { declared, physicalId: newId, properties, data: {} };
    return (newId === old.physicalId ? [old] : [failed, old]).filter((held) => held.physicalId !== restored.physicalId);
  }

  /** A creation that was cancelled has no id, so CloudFormation invents one. */
  private created({ declared, properties, answer }: Change): Held {
    const physicalId = answer?.physicalId ?? this.options.cloudFormation.inventId(declared.logicalId);
    return { declared, physicalId, properties, data: answer?.data ?? {} };
  }

  private async remove(held: Held, retained: boolean): Promise<void> {
    if (retained) this.options.onRetained(held);
    else await this.insist(`the deletion of ${held.physicalId}`, () => this.send(held.declared, { type: 'Delete', properties: held.properties, physicalId: held.physicalId }));
  }

  private async insist(what: string, run: () => Promise<Answer>): Promise<Answer> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await run();
      if (answer.status === 'SUCCESS') return answer;
      if (attempt === MAX_TRIES) throw new StuckStack(`${what} failed: ${answer.reason}`);
      this.options.calm();
      await this.options.clock.sleep(BEFORE_ANOTHER_TRY);
    }
  }

  private hold({ declared, properties }: Change, { physicalId, data }: Answer): void {
    this.held.set(declared.logicalId, { declared, physicalId, properties, data });
  }

  private send(declared: Declared, fields: { type: 'Create' | 'Update' | 'Delete'; properties: Properties; oldProperties?: Properties; physicalId?: string }) {
    return this.options.cloudFormation.send({ resourceType: declared.type, logicalId: declared.logicalId, ...fields });
  }
}

function reasonOf({ answer }: Change, hit: boolean): string | undefined {
  if (answer === undefined) return 'cancelled';
  if (answer.status === 'FAILED') return answer.reason;
  return hit ? 'something else failed' : undefined;
}
