import { type Clock } from '../../control/clock';
import { type AccessPoint } from './access-points';
import { type LabClients } from './clients';
import { type StackOutcome, type StackTemplate } from './stack-template';

/** The permission to pass the replication role to one service. */
export interface PassRolePermission {
  readonly passedToService: string;
}

/** The limits of a caller with few permissions. */
export interface CallerLimits {
  readonly passRole?: PassRolePermission;
  /** The ARN of the only access point of its actions. Default: all access points, because S3 chooses their aliases. */
  readonly accessPointArn?: string;
  /** The alias of the only KMS keys of its actions. */
  readonly keyAlias?: string;
}

/** The answer of a web server. */
export interface Page {
  readonly status: number;
  readonly body: string;
}

/** The headers of a request. They can contain a signature, so nothing records them. */
export type PageHeaders = Readonly<Record<string, string>>;

/** The account, its clients and the resources of one probe. */
export interface ServiceLab {
  readonly accountId: string;
  readonly clock: Clock;
  readonly clients: LabClients;
  /** The Regions of the member buckets. */
  readonly memberRegions: readonly [string, string];
  /** The ARN of a role for replication rules. The role has a path. */
  readonly replicationRoleArn: string;
  /** Creates a versioned bucket, or an unversioned one. Object Lock enables versioning. */
  createBucket(region: string, versioning?: 'Enabled', objectLock?: 'Enabled'): Promise<string>;
  /**
   * Returns an access point that is READY and whose members are all active. Other probes of the run may have used it
   * before.
   */
  takeAccessPoint(options?: TakeOptions): Promise<AccessPoint>;
  /** Returns a name that no resource of the account has. */
  makeName(): string;
  /** Writes the access point into the journal, so that the clean-up deletes it. Call it before the creation. */
  planAccessPoint(name: string): void;
  /** Writes an object into the journal, so that the clean-up deletes its versions. Call it before the object exists. */
  planObject(bucket: string, region: string, key: string): void;
  /** Deploys a stack of the run, and returns its outputs or the reason why CloudFormation did not create it. */
  deployStack(region: string, template: StackTemplate): Promise<StackOutcome>;
  /** Gets a page over HTTPS. */
  getPage(url: string, headers?: PageHeaders): Promise<Page>;
  /** Writes the request token of an accepted creation into the journal. */
  noteAcceptedCreation(name: string, requestToken: string): void;
  /** Writes the alias of a planned access point into the journal. */
  identifyAccessPoint(name: string, alias: string): void;
  /** Returns the clients of a caller that has these IAM actions only. */
  restrict(actions: readonly string[], limits?: CallerLimits): Promise<LabClients>;
}

export interface TakeOptions {
  /** Returns an access point that no other probe has used. */
  readonly isNew?: boolean;
}
