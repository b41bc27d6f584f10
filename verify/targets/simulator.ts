import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { Readable } from 'node:stream';
import {
  type AuthorizationRequest, inProcessHandler, Simulator, type SimulatorOptions, VirtualClock,
} from '../../simulator';
import { cleanUp } from '../lab/clean-up';
import { createLabClients, type LabClients } from '../lab/clients';
import { Journal } from '../lab/journal';
import { Laboratory, makeNameGenerator } from '../lab/laboratory';
import { type CallerLimits, type PageHeaders, type ServiceLab } from '../lab/service-lab';
import { type StackOutcome, type StackTemplate } from '../lab/stack-template';
import { type Step } from '../lab/step';
import { type ServiceProbe } from '../model/probe';
import { type ProbeRun } from '../model/probe-run';
import { isAllowedByRole, listKeyAliases } from './simulated-permissions';
import { type CreateResource, SimulatedStacks } from './simulated-stacks';

const ACCOUNT = '111122223333';
/** The secret access key of all callers. */
export const SECRET_ACCESS_KEY = 'secret';
const ENDPOINT = 'http://127.0.0.1:80';
/** Times of the service that the simulator shortens by default, in milliseconds. */
const SERVICE_TIMES = { routesLagMs: () => 120_000, duration: () => 60_000 };

/** The permissions of a caller. */
interface Restriction extends CallerLimits {
  readonly actions: readonly string[];
}

/** Behavior of services that the simulator does not have. */
export interface AccountSettings {
  /** The service that receives the roles of replication. Default: S3. */
  readonly replicationService?: string;
  /** Whether KMS compares the aliases of keys with `kms:ResourceAliases`. Default: yes. */
  readonly comparesKeyAliases?: boolean;
  /** Further types of resources of stacks. */
  readonly types?: Readonly<Record<string, CreateResource>>;
  /** Answers requests for pages. Default: no server exists. */
  readonly getPage?: ServiceLab['getPage'];
}

/** The time that CloudFormation needs for a stack. */
const STACK_DURATION = 60_000;

/** An account in the simulator in this process, in virtual time. */
export class SimulatedAccount {
  public readonly accountId = ACCOUNT;
  public readonly clock = new VirtualClock();
  public readonly simulator: Simulator;
  public readonly stacks: SimulatedStacks;
  public readonly clients: LabClients;
  private readonly steps: Step[] = [];
  /** The permissions of callers that have only these permissions. */
  private readonly restrictions = new Map<string, Restriction>();

  constructor(options: SimulatorOptions = {}, private readonly settings: AccountSettings = {}) {
    this.stacks = new SimulatedStacks(ACCOUNT, settings.types);
    this.simulator = new Simulator({
      ...SERVICE_TIMES,
      clock: this.clock,
      clientTime: () => this.clock.now(),
      accountForAccessKey: () => ACCOUNT,
      authorize: (request) => this.authorize(request),
      ...options,
    });
    this.clients = this.createClients();
  }

  /** The account, its clock, its Regions and its role of replication. */
  public get place() {
    const { accountId, clock } = this;
    const memberRegions: [string, string] = ['eu-west-1', 'us-east-1'];
    const replicationRoleArn = `arn:aws:iam::${accountId}:role/mrap-verify/replication`;
    return { accountId, clock, memberRegions, replicationRoleArn };
  }

  public createLab(journal: Journal): ServiceLab {
    return new Laboratory({
      ...this.place,
      clients: this.clients,
      journal,
      ...this.createServices(journal),
      restrict: async (actions, limits) => this.restrict({ actions, ...limits }),
      makeName: makeNameGenerator('mrap-verify'),
    });
  }

  /** The services besides S3. The journal contains each stack before its creation. */
  public createServices(journal: Journal, steps: Step[] = this.steps) {
    const record = (operation: string, region: string) => {
      const at = new Date(this.clock.now()).toISOString();
      steps.push({ at, operation, region, requestId: 'simulated', outcome: 'ok' });
    };
    return {
      deployStack: async (name: string, region: string, template: StackTemplate): Promise<StackOutcome> => {
        journal.write({ event: 'planned', kind: 'support-stack', name, region });
        record('CreateStack', region);
        await this.clock.sleep(STACK_DURATION);
        return this.stacks.create(name, region, template);
      },
      getPage: async (url: string, headers?: PageHeaders) => {
        const { getPage } = this.settings;
        if (getPage === undefined) throw new Error(`no service in this process answers ${url}`);
        record('GET', new URL(url).hostname);
        return getPage(url, headers);
      },
    };
  }

  /** Deletes a stack of the journal. */
  public readonly deleteStack = async ({ name }: { readonly name: string }): Promise<undefined> => {
    await this.clock.sleep(this.stacks.findDeletionMs(name));
    this.stacks.delete(name);
  };

  /** Runs work that calls the simulator or waits for its clock. */
  public async settle<T>(work: Promise<T>): Promise<T> {
    return this.clock.runUntilSettled(work);
  }

  /** Returns the calls since the last time. */
  public takeSteps(): readonly Step[] {
    return this.steps.splice(0);
  }

  /** Returns the clients of a caller that has these permissions only. */
  public restrict(restriction: Restriction, steps?: Step[]): LabClients {
    const caller = `restricted-${this.restrictions.size}`;
    this.restrictions.set(caller, restriction);
    return this.createClients(caller, steps);
  }

  private authorize(request: AuthorizationRequest): boolean {
    const { caller = '', action, resource } = request;
    const { replicationService = 's3.amazonaws.com', comparesKeyAliases = true } = this.settings;
    const aliases = comparesKeyAliases ? listKeyAliases(this.stacks.resources, resource) : [];
    const restriction = this.restrictions.get(caller);
    if (restriction === undefined) return isAllowedByRole(this.stacks.resources, request, aliases) ?? true;
    if (action === 'iam:PassRole') return restriction.passRole?.passedToService === replicationService;
    const { actions, accessPointArn = resource, keyAlias } = restriction;
    const isAllowedResource = action.startsWith('kms:')
      ? keyAlias === undefined || aliases.includes(keyAlias)
      : !resource.includes(':accesspoint/') || resource === accessPointArn;
    return actions.includes(action) && isAllowedResource;
  }

  /** The clock does not move while the SDK works, because the SDK waits for promises that the clock does not know. */
  public createClients(accessKeyId: string = ACCOUNT, steps: Step[] = this.steps): LabClients {
    const handler = inProcessHandler(this.simulator);
    const requestHandler = {
      ...handler,
      handle: async (...request: Parameters<typeof handler.handle>) => {
        this.clock.release();
        try {
          const { response } = await handler.handle(...request);
          // The SDK returns the content of an object only as a stream.
          return { response: { ...response, body: Readable.from([response.body]) } };
        } finally {
          this.clock.hold();
        }
      },
    };
    const credentials = { accessKeyId, secretAccessKey: SECRET_ACCESS_KEY };
    const systemClockOffset = this.clock.now() - Date.now();
    const common = { credentials, requestHandler, systemClockOffset };
    return createLabClients({
      // The default endpoint has the account id in its host name, and there is no host in the same process.
      s3Control: { ...common, endpointProvider: () => ({ url: new URL(ENDPOINT) }) },
      s3: { ...common, endpoint: ENDPOINT, forcePathStyle: true },
      cloudTrail: { ...common, endpoint: ENDPOINT },
      cloudWatch: { ...common, endpoint: ENDPOINT },
      lambda: { ...common, endpoint: ENDPOINT },
      around: async (call) => {
        this.clock.hold();
        return call().finally(() => this.clock.release());
      },
    }, this.clock, (step) => steps.push(step));
  }
}

/** Runs a probe against a new simulator, and cleans up. */
export async function runOnSimulator(
  { run }: ServiceProbe, options: SimulatorOptions = {}, account = new SimulatedAccount(options),
): Promise<ProbeRun> {
  const folder = mkdtempSync(path.join(tmpdir(), 'verify-'));
  try {
    const journal = Journal.open(path.join(folder, 'journal.jsonl'));
    const verdict = await account.settle(run(account.createLab(journal)));
    const steps = account.takeSteps();
    const left = await account.settle(cleanUp(account, journal));
    return { ...verdict, steps, cleanUpSteps: account.takeSteps(), left };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
