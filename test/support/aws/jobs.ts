import { type SimulatorClock } from '../../../simulator';
import { s3Error, textOf, type WireRequest, type WireResponse, xml } from './wire';

interface Job {
  readonly createdAt: number;
  readonly request: string;
}

/** S3 Batch Operations. Every job has a hundred objects and takes a minute. */
export class Jobs {
  public readonly all: Job[] = [];
  /** Whether the caller may list jobs. */
  public isListable = true;
  /** The final status of jobs. */
  public end = 'Complete';
  /** Whether jobs find no object, which S3 reports as a failure. */
  public areEmpty = false;
  public failureReason = 'Manifest generation found no keys matching the filter criteria.';
  private readonly durationMs = 60_000;
  private readonly tasks = 100;

  constructor(private readonly clock: SimulatorClock) {}

  public answer({ method, path, body }: WireRequest): WireResponse {
    if (method === 'POST') {
      const request = textOf(body);
      const token = /<ClientRequestToken>(.*?)</.exec(request)?.[1];
      const known = this.all.findIndex((job) => job.request.includes(`<ClientRequestToken>${token}<`));
      if (known === -1) this.all.push({ createdAt: this.clock.now(), request });
      return xml('CreateJobResult', `<JobId>job-${known === -1 ? this.all.length : known + 1}</JobId>`);
    }
    if (path.endsWith('/jobs')) return this.isListable ? this.list() : s3Error(403, 'AccessDenied');
    const id = path.split('/').pop()!;
    const job = this.all[Number(id.replace('job-', '')) - 1];
    if (job === undefined) return s3Error(404, 'NoSuchJob');
    const part = Math.min(1, (this.clock.now() - job.createdAt) / this.durationMs);
    if (this.areEmpty && part === 1) {
      return xml('DescribeJobResult', `<Job><JobId>${id}</JobId><Status>Failed</Status><FailureReasons><member>`
        + `<FailureReason>${this.failureReason}</FailureReason></member></FailureReasons></Job>`);
    }
    const done = Math.floor(part * this.tasks);
    const failed = part === 1 && this.end === 'Failed' ? 7 : 0;
    return xml(
      'DescribeJobResult',
      `<Job><JobId>${id}</JobId><Status>${part < 1 ? 'Active' : this.end}</Status><ProgressSummary>` +
        `<TotalNumberOfTasks>${this.tasks}</TotalNumberOfTasks>` +
        `<NumberOfTasksSucceeded>${done - failed}</NumberOfTasksSucceeded>` +
        `<NumberOfTasksFailed>${failed}</NumberOfTasksFailed></ProgressSummary>` +
        `${/<ManifestGenerator>.*<\/ManifestGenerator>/s.exec(job.request)?.[0] ?? ''}</Job>`,
    );
  }

  /** Lists the running jobs. */
  private list(): WireResponse {
    const members = this.all.flatMap(({ createdAt, request }, index) => {
      const description = /<Description>(.*?)<\/Description>/.exec(request)?.[0] ?? '';
      const isRunning = this.clock.now() < createdAt + this.durationMs;
      return isRunning ? [`<member><JobId>job-${index + 1}</JobId>${description}<Status>Active</Status></member>`] : [];
    });
    return xml('ListJobsResult', `<Jobs>${members.join('')}</Jobs>`);
  }
}
