import { type SimulatedBucket, type SimulatedBuckets } from '../../buckets/simulated-buckets';
import { type StateScheduler } from '../../engine/scheduler';
import { type ReplicationRule } from '../../model/replication';
import { type SimulatorSettings } from '../../settings';
import { type ObjectVersion, setReplicationStatus, type StoredVersion } from '../object-version';
import { type RegionConditions } from '../region-conditions';
import { applyTask } from './apply-task';
import { CountedKeys } from './counted-keys';
import { findReplicaKey } from './find-replica-key';
import { type CopyFailure, type ReplicationFailure, type ReplicationTask } from './replication-task';
import {
  destinationOf, replicatesDeleteMarkers, replicatesReplicaModifications, selectRules, selectsEncryption,
} from './select-rules';

const ENCRYPTION_HEADER = 'x-amz-server-side-encryption';

const MINUTE = 60_000;

/** CloudWatch returns the metrics of the past hours. */
const REMEMBERED_MS = 3 * 60 * MINUTE;

/** The edges between two Regions. A missing Region means all Regions. */
export interface ReplicationEdge {
  readonly from?: string;
  readonly to?: string;
}

interface EndedTask {
  readonly task: ReplicationTask;
  readonly endedAt: number;
}

/** Receives the failure of a copy, or undefined, and the time of its end. */
type CopyListener = (failure: string | undefined, at: number) => void;

interface QueueContext {
  readonly buckets: SimulatedBuckets;
  readonly scheduler: StateScheduler;
  readonly regions: RegionConditions;
  readonly settings: () => SimulatorSettings;
}

function makeCopyKey({ source, destination, key, versionId }: ReplicationTask): string {
  return JSON.stringify([source, destination, key, versionId]);
}

function makeVersionKey({ destination, key, versionId }: ReplicationTask): string {
  return JSON.stringify([destination, key, versionId]);
}

/** Returns the role of the replication rules of a bucket. */
function findRole({ replication }: SimulatedBucket): string {
  return replication.at(-1)?.configuration?.Role ?? '';
}

/**
 * Executes the replication rules of all buckets. A task waits for the lag of its edge, and for the Regions of its edge
 * if one of them is lost or hangs.
 */
export class ReplicationQueue {
  private readonly tasks = new Set<ReplicationTask>();
  /** Due tasks that wait for a Region, for the end of a pause, or for a version. */
  private readonly blocked = new Set<ReplicationTask>();
  private readonly failed: ReplicationFailure[] = [];
  private readonly copies = new CountedKeys();
  private readonly expectedVersions = new CountedKeys();
  private readonly ended: EndedTask[] = [];
  private readonly pauses: ReplicationEdge[] = [];
  private readonly listeners = new Map<ReplicationTask, CopyListener>();

  constructor(private readonly context: QueueContext) {}

  /** The tasks that have not ended, in the order in which they were queued. */
  public get pending(): readonly ReplicationTask[] {
    return [...this.tasks];
  }

  public get failures(): readonly ReplicationFailure[] {
    return this.failed;
  }

  /** Queues the copies of a new version. Replicas are never copied again. */
  public addVersion(source: SimulatedBucket, key: string, version: StoredVersion, at: number): void {
    if (!version.isReplica) this.addCopies(source, key, version, at);
  }

  /**
   * Queues the copies of a version for a job, also of a replica or of a version that was copied before. Returns their
   * number. The role of a job initiates copies, and S3 copies with the role of the rules.
   */
  public addExistingVersion(
    source: SimulatedBucket, key: string, version: StoredVersion, jobRole: string, at: number, onEnd: CopyListener,
  ): number {
    const tasks = this.addCopies(source, key, version, at, jobRole);
    for (const task of tasks) this.listeners.set(task, onEnd);
    return tasks.length;
  }

  private addCopies(
    source: SimulatedBucket, key: string, version: StoredVersion, at: number, jobRole?: string,
  ): readonly ReplicationTask[] {
    const tags = version.kind === 'object' ? version.values.tags.value : [];
    const encryption = version.kind === 'object' ? version.headers[ENCRYPTION_HEADER] ?? '' : '';
    const rules = this.findRules(source, key, tags)
      .filter((rule) => (version.kind === 'object'
        ? selectsEncryption(rule, encryption) : replicatesDeleteMarkers(rule)));
    return rules.map((rule) => this.add(source, key, version, rule, version.kind, at, jobRole));
  }

  /** Queues changed values of a version. Changes of a replica need a rule that copies replica modifications. */
  public addValues(source: SimulatedBucket, key: string, version: ObjectVersion, at: number): void {
    const rules = this.findRules(source, key, version.values.tags.value)
      .filter((rule) => (version.isReplica
        ? replicatesReplicaModifications(rule) : version.replication.has(destinationOf(rule))));
    for (const rule of rules) this.add(source, key, version, rule, 'values', at);
  }

  /**
   * Lists the tasks that are pending now, or that were pending at the end of a minute. The queue remembers ended tasks
   * for three hours.
   */
  public listPendingAt(at: number): readonly ReplicationTask[] {
    const since = this.ended.filter(({ endedAt }) => endedAt > at).map(({ task }) => task);
    return [...since, ...this.tasks].filter(({ queuedAt }) => queuedAt <= at);
  }

  /** Whether a pause concerns the copies from one Region to another. */
  public isPaused(source: string | undefined, destination: string | undefined): boolean {
    return this.pauses.some(({ from = source, to = destination }) => from === source && to === destination);
  }

  /** Stops the copies of all edges, or of the edges between the given Regions. */
  public pause(edge: ReplicationEdge = {}): void {
    this.pauses.push(edge);
  }

  /** Ends all pauses, or the pauses of the given edge. */
  public resume(at: number, edge: ReplicationEdge = {}): void {
    const endsAll = edge.from === undefined && edge.to === undefined;
    const remaining = endsAll
      ? [] : this.pauses.filter(({ from, to }) => from !== edge.from || to !== edge.to);
    this.pauses.splice(0, this.pauses.length, ...remaining);
    this.retryBlocked(at);
  }

  /** Runs the due tasks that waited, in the order in which they were queued. */
  public retryBlocked(at: number): void {
    const retried = [...this.tasks].filter((task) => this.blocked.delete(task));
    for (const task of retried) this.run(task, at);
  }

  private findRules(
    source: SimulatedBucket, key: string, tags: ObjectVersion['values']['tags']['value'],
  ): readonly ReplicationRule[] {
    return source.versioning === 'Enabled'
      ? selectRules(source.replication.at(-1)?.configuration, { key, tags }) : [];
  }

  private add(
    source: SimulatedBucket, key: string, version: StoredVersion, rule: ReplicationRule,
    kind: ReplicationTask['kind'], at: number, jobRole?: string,
  ): ReplicationTask {
    const destination = destinationOf(rule);
    const region = this.context.buckets.get(destination)?.region ?? source.region;
    const task: ReplicationTask = {
      kind,
      source: source.name,
      destination,
      ruleId: rule.ID ?? '',
      role: findRole(source),
      ...(jobRole !== undefined && { jobRole }),
      key,
      versionId: version.versionId,
      replicaKey: findReplicaKey(rule, version, region),
      bytes: kind === 'object' ? (version as ObjectVersion).body.length : 0,
      queuedAt: at,
      dueAt: at + this.context.settings().copyLagMs(source.region, region),
    };
    setReplicationStatus(version, destination, 'PENDING');
    this.addTasks([task]);
    return task;
  }

  /** Queues tasks whose versions have the status PENDING already. */
  public addTasks(tasks: readonly ReplicationTask[]): void {
    for (const task of tasks) {
      this.tasks.add(task);
      this.copies.add(makeCopyKey(task));
      if (task.kind === 'object') this.expectedVersions.add(makeVersionKey(task));
      this.context.scheduler.schedule(task.dueAt, (now) => this.run(task, now));
    }
  }

  private isReachable(bucket: SimulatedBucket | undefined): boolean {
    return bucket === undefined || this.context.regions.isReachable(bucket.region);
  }

  private run(task: ReplicationTask, at: number): void {
    const { buckets, settings } = this.context;
    const [source, destination] = [buckets.get(task.source), buckets.get(task.destination)];
    const isPaused = this.isPaused(source?.region, destination?.region);
    if (isPaused || !this.isReachable(source) || !this.isReachable(destination)) {
      this.blocked.add(task);
      return;
    }
    const code = settings().copyFailure(task);
    const isExpected = this.expectedVersions.has(makeVersionKey(task));
    const result = code === undefined ? applyTask(settings(), task, source, destination, isExpected) : { code };
    if (result === 'waits') {
      this.blocked.add(task);
      return;
    }
    const failure = typeof result === 'object' ? result : undefined;
    this.end(task, failure, at);
    this.listeners.get(task)?.(result === 'obsolete' ? 'NoSuchVersion' : failure?.code, at);
    this.listeners.delete(task);
  }

  /** Remembers a task that was pending at the end of a minute, because metrics have one value for each minute. */
  private remember(ended: EndedTask): void {
    const { task: { queuedAt }, endedAt } = ended;
    if (Math.floor(queuedAt / MINUTE) !== Math.floor(endedAt / MINUTE)) this.ended.push(ended);
    while (this.ended.length > 0 && this.ended[0].endedAt < endedAt - REMEMBERED_MS) this.ended.shift();
  }

  private end(task: ReplicationTask, failure: CopyFailure | undefined, at: number): void {
    this.tasks.delete(task);
    this.remember({ task, endedAt: at });
    this.copies.remove(makeCopyKey(task));
    if (failure !== undefined) this.failed.push({ ...task, ...failure, failedAt: at });
    const version = this.context.buckets.get(task.source)?.objects.find(task.key, task.versionId);
    const hasEnded = failure !== undefined || !this.copies.has(makeCopyKey(task));
    if (version !== undefined && hasEnded) {
      setReplicationStatus(version, task.destination, failure === undefined ? 'COMPLETED' : 'FAILED');
    }
    if (task.kind !== 'object') return;
    this.expectedVersions.remove(makeVersionKey(task));
    if (this.blocked.size > 0) this.retryBlocked(at);
  }
}
