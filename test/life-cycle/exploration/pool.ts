import { type ChildProcess, fork } from 'node:child_process';
import { type Path, type Visit } from './explore';
import { type WorkItem } from './worker';

interface Answer {
  readonly id: number;
  readonly state: string;
  readonly violations: readonly string[];
  /** The processor time of the process since its start, in seconds. */
  readonly processorTime: number;
}

/** The number of schedules that a process has in its queue, so that it never waits for the next one. */
const QUEUE_LENGTH = 4;

/** The number of schedules after which the caller can stop. */
const CHUNK_SIZE = 1000;

/** Processes that run schedules in parallel, and return their results in the order of the schedules. */
export class WorkerPool {
  private readonly processes: readonly ChildProcess[];
  private readonly answers = new Map<number, Answer>();
  private readonly queue: WorkItem[] = [];
  private readonly pending = new Map<ChildProcess, number>();
  /** The callbacks of a caller that waits for an answer. */
  private readonly waiting: (() => void)[] = [];
  private items = 0;
  private readonly processorTimes = new Map<ChildProcess, number>();

  constructor(program: string, size: number) {
    this.processes = Array.from({ length: size }, () => {
      // JSON would drop properties that are undefined, such as the name of an access point with a generated name.
      const process = fork(program, { serialization: 'advanced' });
      process.on('message', (answer: Answer) => this.receive(process, answer));
      return process;
    });
  }

  /** The processor time of all processes, in seconds. It does not depend on other work of the machine. */
  public get processorTime(): number {
    return [...this.processorTimes.values()].reduce((sum, seconds) => sum + seconds, 0);
  }

  public close(): void {
    for (const process of this.processes) process.kill();
  }

  public async* visitAll(paths: readonly Path[]): AsyncIterable<Visit> {
    for (let start = 0; start < paths.length; start += CHUNK_SIZE) {
      const answers = await this.start(paths.slice(start, start + CHUNK_SIZE), false);
      for (const [path, { state, violations }] of answers) yield { path, state, violations };
    }
  }

  public async playOnAll(paths: readonly Path[]): Promise<readonly string[]> {
    const answers = await this.start(paths, true);
    return answers.flatMap(([, { violations }]) => violations);
  }

  /** Runs all schedules. Their order decides which one of several equal states is explored further. */
  private async start(paths: readonly Path[], isPlayedOn: boolean): Promise<(readonly [Path, Answer])[]> {
    const items = paths.map((path): WorkItem => ({ id: this.items++, path, isPlayedOn }));
    this.queue.push(...items);
    this.send();
    while (this.answers.size < items.length) await new Promise<void>((resolve) => { this.waiting.push(resolve); });
    const answers = items.map(({ id, path }) => [path, this.answers.get(id)!] as const);
    this.answers.clear();
    return answers;
  }

  private send(): void {
    for (const process of this.processes) {
      while ((this.pending.get(process) ?? 0) < QUEUE_LENGTH) {
        const item = this.queue.shift();
        if (item === undefined) return;
        this.pending.set(process, (this.pending.get(process) ?? 0) + 1);
        process.send(item);
      }
    }
  }

  private receive(process: ChildProcess, answer: Answer): void {
    this.pending.set(process, this.pending.get(process)! - 1);
    this.answers.set(answer.id, answer);
    this.processorTimes.set(process, answer.processorTime);
    this.send();
    this.waiting.splice(0).forEach((resolve) => { resolve(); });
  }
}
