import { type Clock } from '../../control/clock';
import { createAccessPoint } from './access-points';
import { CONTROL_PLANE_REGION, type LabClients } from './clients';
import { createBucket } from './create-bucket';
import { type Journal } from './journal';
import { type Page, type PageHeaders, type ServiceLab } from './service-lab';
import { type StackOutcome, type StackTemplate } from './stack-template';

export interface LaboratoryOptions {
  readonly accountId: string;
  readonly clock: Clock;
  readonly clients: LabClients;
  readonly journal: Journal;
  readonly memberRegions: readonly [string, string];
  readonly replicationRoleArn: string;
  readonly restrict: ServiceLab['restrict'];
  /** Makes a name that begins with the name of the run. */
  readonly makeName: () => string;
  /** Deploys a stack with this name. */
  readonly deployStack: (name: string, region: string, template: StackTemplate) => Promise<StackOutcome>;
  readonly getPage: ServiceLab['getPage'];
  /** Default: creates an access point for each call. */
  readonly takeAccessPoint?: ServiceLab['takeAccessPoint'];
}

/** Returns a function that numbers the names of a run. */
export function makeNameGenerator(prefix: string): () => string {
  let names = 0;
  return () => {
    names += 1;
    return `${prefix}-${names}`;
  };
}

/** Creates the resources of a run. The journal contains each resource before S3 receives the call. */
export class Laboratory implements ServiceLab {
  public readonly accountId: string;
  public readonly clock: Clock;
  public readonly clients: LabClients;
  public readonly memberRegions: readonly [string, string];
  public readonly replicationRoleArn: string;
  public readonly restrict: ServiceLab['restrict'];
  public readonly makeName: () => string;
  public readonly takeAccessPoint: ServiceLab['takeAccessPoint'];
  public readonly getPage: (url: string, headers?: PageHeaders) => Promise<Page>;
  private readonly journal: Journal;
  private readonly deployNamedStack: LaboratoryOptions['deployStack'];

  constructor(options: LaboratoryOptions) {
    this.accountId = options.accountId;
    this.clock = options.clock;
    this.clients = options.clients;
    this.memberRegions = options.memberRegions;
    this.replicationRoleArn = options.replicationRoleArn;
    this.restrict = options.restrict;
    this.journal = options.journal;
    this.makeName = options.makeName;
    this.deployNamedStack = options.deployStack;
    this.getPage = options.getPage;
    this.takeAccessPoint = options.takeAccessPoint ?? (async () => createAccessPoint(this));
  }

  public async createBucket(region: string, versioning?: 'Enabled', objectLock?: 'Enabled'): Promise<string> {
    const name = this.makeName();
    await createBucket(this.clients, this.journal, { name, region, versioning, objectLock });
    return name;
  }

  public planObject(bucket: string, region: string, key: string): void {
    this.journal.write({ event: 'planned', kind: 'object', name: `${bucket}/${key}`, region });
  }

  public async deployStack(region: string, template: StackTemplate): Promise<StackOutcome> {
    return this.deployNamedStack(this.makeName(), region, template);
  }

  public planAccessPoint(name: string): void {
    this.journal.write({ event: 'planned', kind: 'access-point', name, region: CONTROL_PLANE_REGION });
  }

  public noteAcceptedCreation(name: string, requestToken: string): void {
    this.journal.write({ event: 'accepted', kind: 'access-point', name, region: CONTROL_PLANE_REGION, requestToken });
  }

  public identifyAccessPoint(name: string, alias: string): void {
    const known = this.journal.listRemaining().some((resource) => resource.name === name && resource.alias === alias);
    if (known) return;
    this.journal.write({ event: 'identified', kind: 'access-point', name, region: CONTROL_PLANE_REGION, alias });
  }
}
