import { type Clock } from '../../control/clock';
import { type LabClients } from './clients';

/** The account, its clients and the resources of one run. */
export interface ServiceLab {
  readonly accountId: string;
  readonly clock: Clock;
  readonly clients: LabClients;
  /** The Regions of the member buckets. */
  readonly memberRegions: readonly [string, string];
  /** The ARN of a role for replication rules. */
  readonly replicationRoleArn: string;
  /** Creates a versioned bucket, or an unversioned one. */
  createBucket(region: string, versioning?: 'Enabled'): Promise<string>;
  /** Returns a name that no resource of the account has. */
  makeName(): string;
  /** Writes the access point into the journal, so that the clean-up deletes it. Call it before the creation. */
  planAccessPoint(name: string): void;
  /** Writes the request token of an accepted creation into the journal. */
  noteAcceptedCreation(name: string, requestToken: string): void;
  /** Writes the alias of a planned access point into the journal. */
  identifyAccessPoint(name: string, alias: string): void;
  /** Returns the clients of a caller that has these IAM actions only. */
  restrict(actions: readonly string[]): Promise<LabClients>;
}
