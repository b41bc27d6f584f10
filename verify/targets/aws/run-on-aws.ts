import { randomBytes } from 'node:crypto';
import { cachePerRegion } from '../../../control/clients';
import { type Clock, SECOND } from '../../../control/clock';
import { cleanUp, type LeftResource } from '../../lab/clean-up';
import { type ClientConfig, createLabClients, type LabClients, recordCalls } from '../../lab/clients';
import { type Journal } from '../../lab/journal';
import { makeNameGenerator } from '../../lab/laboratory';
import { Slots } from '../../lab/slots';
import { requireOutputs, type StackTemplate } from '../../lab/stack-template';
import { type Step } from '../../lab/step';
import { makeReplicationRoleTemplate } from '../../lab/templates/replication-role';
import { type Assumption, findProbe } from '../../model/assumption';
import { type DeploymentProbe, type ServiceProbe } from '../../model/probe';
import { type ProbeRun } from '../../model/probe-run';
import { type Verdict } from '../../model/verdict';
import { type ProbeResult } from '../../run';
import { type IdentifiedProbe, makeFailedVerdict, runWithSharedAccessPoints, waitForAll } from '../shared-run';
import { type AwsAccount, CLIENT_CONFIG } from './aws-account';
import { CloudFormationLab } from './cloudformation-lab';
import { getPage } from './get-page';
import { NAME_PREFIX } from './preflight';
import { RecordedRequests } from './recorded-requests';
import { Stacks } from './stacks';
import { makeRecorderTemplate, makeRestrictedRoleTemplate } from './support-templates';
import { TemplateBucket } from './template-bucket';

export interface AwsRunOptions {
  readonly account: AwsAccount;
  readonly accountId: string;
  /** The id of the caller, as STS returns it. */
  readonly callerId: string;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly memberRegions: readonly [string, string];
  readonly onProgress: (text: string) => void;
}

/** A finished run: the decisions, and the calls that belong to no single probe. */
export interface AwsRun {
  readonly results: readonly ProbeResult[];
  readonly sharedSteps: readonly Step[];
  readonly left: readonly LeftResource[];
  /** The reasons why probes could not run. */
  readonly failures: readonly string[];
  /** The number of resources that the clean-up deleted. */
  readonly deleted: number;
  /** The start of the run, which a continued run keeps, because it contains the decisions of its first part. */
  readonly startedAt: string;
  /** Hosts that do not belong to AWS. A run that has called one proves nothing about AWS. */
  readonly otherHosts: readonly string[];
}

/** The result of a probe that the run did not reach. */
const NOT_RUN: ProbeRun = {
  decision: 'cannot tell', observation: 'the probe did not run', steps: [], cleanUpSteps: [], left: [],
};
const PARALLEL_DEPLOYMENTS = 4;
/** IAM is eventually consistent. */
const ROLE_PROPAGATION = 20 * SECOND;

/** Runs probes in an account side by side, and cleans up. A journal of a killed run is cleaned up and continued. */
export class AwsTarget {
  private readonly prefix: string;
  private readonly makeName: () => string;
  private readonly stacks: Stacks;
  private readonly sharedSteps: Step[] = [];
  private readonly region: string;
  /** The decisions of this process, also if the journal cannot be written. */
  private readonly decisions = new Map<string, ProbeRun>();

  constructor(private readonly options: AwsRunOptions) {
    const { memberRegions } = options;
    // A resumed run uses new names, because S3 and CloudFormation remember deleted resources for a while.
    this.prefix = `${NAME_PREFIX}${randomBytes(6).toString('hex')}`;
    this.makeName = makeNameGenerator(this.prefix);
    [this.region] = memberRegions;
    this.stacks = this.createStacks(this.sharedSteps);
  }

  /**
   * Runs the probes of these assumptions that earlier parts of the run have not decided.
   *
   * @param all the assumptions whose decisions in the journal the results contain too
   */
  public async run(assumptions: readonly Assumption[], all = assumptions): Promise<AwsRun> {
    const { accountId, journal, onProgress } = this.options;
    this.announceFormerDecisions(all);
    const startedAt = new Date().toISOString();
    journal.write({ event: 'started', accountId, prefix: this.prefix, startedAt });
    if (journal.listRemaining().length > 0) {
      onProgress('deletes the resources of the killed run');
      await this.cleanUp();
    }
    const outcomes = await this.runProbes(assumptions.filter((assumption) => !this.isDecided(assumption)));
    onProgress('deletes the resources of the run');
    const planned = journal.listRemaining().length;
    const left = await this.cleanUp();
    const failures = outcomes.flatMap((outcome) =>
      (outcome.status === 'rejected' ? [String(outcome.reason)] : []));
    const results = all.flatMap((assumption) => {
      const probe = findProbe(assumption);
      const run = this.findDecision(assumption) ?? (assumptions.includes(assumption) ? NOT_RUN : undefined);
      return probe === undefined || run === undefined ? [] : [{ assumption, probe, ...run }];
    });
    return { ...this.describeRun(), results, left, failures, deleted: planned - left.length };
  }

  /** Only deletes the resources in the journal. */
  public async runCleanUp(): Promise<AwsRun> {
    const planned = this.options.journal.listRemaining().length;
    const left = await this.cleanUp();
    return { ...this.describeRun(), results: [], left, failures: [], deleted: planned - left.length };
  }

  private describeRun() {
    const { start, otherHosts } = this.options.journal;
    return { sharedSteps: this.sharedSteps, startedAt: start!.startedAt, otherHosts };
  }

  private findDecision(assumption: Assumption): ProbeRun | undefined {
    return this.decisions.get(assumption.id) ?? this.options.journal.findDecision(assumption);
  }

  private isDecided(assumption: Assumption): boolean {
    const { decision = 'cannot tell' } = this.findDecision(assumption) ?? {};
    return decision !== 'cannot tell';
  }

  /** The report of a continued run contains the decisions of its earlier parts. */
  private announceFormerDecisions(all: readonly Assumption[]): void {
    const { journal, onProgress } = this.options;
    const kept = all.filter((assumption) => this.findDecision(assumption) !== undefined).map(({ id }) => id);
    const changed = journal.decisions.map(({ id }) => id).filter((id) => !kept.includes(id));
    if (kept.length > 0) onProgress(`keeps the decisions of earlier parts of this run: ${kept.join(', ')}`);
    if (changed.length > 0) onProgress(`ignores decisions about other statements: ${changed.join(', ')}`);
  }

  /** Deletes the resources in the journal. */
  private async cleanUp(): Promise<readonly LeftResource[]> {
    const { accountId, clock, journal } = this.options;
    return cleanUp({
      accountId,
      clock,
      clients: this.createClients(this.sharedSteps),
      deleteStack: (resource) => this.stacks.deleteFromJournal(resource),
    }, journal);
  }

  /** Waits for all probes, because the clean-up must not delete their resources while they run. */
  private async runProbes(assumptions: readonly Assumption[]): Promise<readonly PromiseSettledResult<void>[]> {
    const services: IdentifiedProbe<ServiceProbe>[] = [];
    const deployments: IdentifiedProbe<DeploymentProbe>[] = [];
    for (const assumption of assumptions) {
      const { id, statement } = assumption;
      const probe = findProbe(assumption)!;
      if (probe.subject === 'service') services.push({ id, statement, probe });
      else deployments.push({ id, statement, probe });
    }
    return Promise.allSettled([
      ...(services.length > 0 ? [this.runServiceProbes(services)] : []),
      ...(deployments.length > 0 ? [this.runDeploymentProbes(deployments)] : []),
    ]);
  }

  private async runServiceProbes(probes: readonly IdentifiedProbe<ServiceProbe>[]): Promise<void> {
    const { accountId, callerId, account, clock, journal, memberRegions } = this.options;
    const { makeName, prefix, sharedSteps } = this;
    const { RoleArn: replicationRoleArn } = await this.createSupport(makeReplicationRoleTemplate([]));
    await runWithSharedAccessPoints(probes, {
      accountId,
      clock,
      journal,
      memberRegions,
      replicationRoleArn,
      makeName,
      sharedSteps,
      createClients: (steps) => this.createClients(steps),
      restrict: async (steps, actions, limits) => {
        const template = makeRestrictedRoleTemplate(
          { accountId, prefix, callerId, actions, replicationRoleArn, ...limits });
        const { RoleArn: roleArn } = await this.createSupport(template);
        await clock.sleep(ROLE_PROPAGATION);
        return this.createClients(steps, await account.assumeRole(roleArn, prefix));
      },
      deployStack: async (steps, name, region, template) => {
        const outcome = await this.createStacks(steps).createSupport(name, region, template);
        // A template can contain roles.
        await clock.sleep(ROLE_PROPAGATION);
        return outcome;
      },
      getPage: async (steps, url, headers) =>
        getPage(url, { guard: account.guard, clock, onStep: (step) => steps.push(step) }, headers),
      onDecided: (probe, verdict, steps) => this.noteDecision(probe, verdict, steps),
    });
  }

  private async createSupport(template: StackTemplate) {
    return requireOutputs(await this.stacks.createSupport(this.makeName(), this.region, template));
  }

  private async runDeploymentProbes(probes: readonly IdentifiedProbe<DeploymentProbe>[]): Promise<void> {
    const { account, clock } = this.options;
    const { FunctionArn: functionArn, QueueUrl: queueUrl } =
      await this.createSupport(makeRecorderTemplate(this.prefix));
    const requests = new RecordedRequests(account.sqs(this.region), queueUrl);
    const { region, makeName } = this;
    const templates = this.createTemplateBucket();
    const uploadTemplate = async (template: StackTemplate) => templates.upload(template);
    const common = { clock, requests, region, functionArn, makeName, uploadTemplate };
    const slots = new Slots(PARALLEL_DEPLOYMENTS);
    await waitForAll(probes.map(async (identified) => {
      await slots.take();
      const steps: Step[] = [];
      const lab = new CloudFormationLab({ ...common, stacks: this.createStacks(steps) });
      try {
        this.noteDecision(identified, await identified.probe.run(lab).catch(makeFailedVerdict), steps);
      } finally {
        slots.release();
      }
    }));
  }

  /** Returns stacks of the run whose calls are added to `steps`. */
  private createStacks(steps: Step[]): Stacks {
    const { account, clock, journal } = this.options;
    const { prefix } = this;
    const createClient = cachePerRegion((region) =>
      recordCalls(account.createCloudFormation(region), region, clock, (step) => steps.push(step)));
    return new Stacks({ clock, journal, prefix, createClient });
  }

  private createTemplateBucket(): TemplateBucket {
    const { accountId, journal } = this.options;
    const { makeName, region } = this;
    return new TemplateBucket({
      clients: this.createClients(this.sharedSteps), journal, accountId, region, bucket: makeName(),
    });
  }

  /** Writes the decision into the journal, so that a resumed run does not repeat the probe. */
  private noteDecision(
    { id, statement }: Omit<IdentifiedProbe<unknown>, 'probe'>, verdict: Verdict, steps: readonly Step[],
  ): void {
    const { journal, onProgress } = this.options;
    const run: ProbeRun = { ...verdict, steps, cleanUpSteps: [], left: [] };
    this.decisions.set(id, run);
    journal.write({ event: 'decided', id, statement, run });
    onProgress(`${id}: ${verdict.decision}. ${verdict.observation.split('\n')[0]}`);
  }

  private createClients(steps: Step[], credentials: object = this.options.account.credentials): LabClients {
    const config = { ...CLIENT_CONFIG, credentials };
    const { guard } = this.options.account;
    const configs: ClientConfig = {
      s3Control: config, s3: config, cloudTrail: config, cloudWatch: config, lambda: config, guard,
    };
    return createLabClients(configs, this.options.clock, (step) => steps.push(step));
  }
}
