import { type ReplicationConfiguration } from '../../simulator';
import { type SimulatedRole } from './identities';

export const SIMULATED_ACCOUNT = '111122223333';

/** A bucket that the simulator creates at its start. */
export interface SetupBucket {
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  readonly hasObjectLock: boolean;
  readonly isVersioned: boolean;
  /** The KMS key of the default encryption. */
  readonly kmsKey?: string;
}

export interface SetupReplication {
  readonly bucket: string;
  readonly configuration: ReplicationConfiguration;
}

/** A route: a member by its bucket or by its Region, and its traffic dial. */
export interface SetupRoute {
  readonly bucket?: string;
  readonly region?: string;
  readonly dial: number;
}

export interface SetupAccessPoint {
  readonly name: string;
  /** The buckets of the members. */
  readonly members: readonly string[];
  readonly publicAccessBlock?: Readonly<Record<string, boolean>>;
  /** Empty if all members are active. */
  readonly routes: readonly SetupRoute[];
}

/** The aliases of the access points that the simulator created, by the names of the access points. */
export type AliasesByName = ReadonlyMap<string, string>;

/** A policy that can contain the ARN of an access point, whose alias only exists after its creation. */
export interface SetupPolicy {
  /** The name of the bucket or access point. */
  readonly name: string;
  readonly render: (aliases: AliasesByName) => string;
}

export interface SetupKey {
  readonly arn: string;
  readonly accountId: string;
  readonly policy?: string;
  /** The aliases of the key, such as `alias/media`. */
  readonly aliases: readonly string[];
}

/** A role whose policies can contain the ARN of an access point. */
export interface SetupRole {
  readonly arn: string;
  readonly render: (aliases: AliasesByName) => SimulatedRole;
}

/** All resources that the simulator creates at its start. */
export interface SimulatedSetup {
  readonly accountId: string;
  readonly buckets: readonly SetupBucket[];
  readonly replications: readonly SetupReplication[];
  /** The buckets whose replication rules the templates leave partly unknown, so that the simulator has none of them. */
  readonly incompleteReplications: readonly string[];
  readonly accessPoints: readonly SetupAccessPoint[];
  readonly accessPointPolicies: readonly SetupPolicy[];
  readonly bucketPolicies: readonly SetupPolicy[];
  readonly keys: readonly SetupKey[];
  readonly roles: readonly SetupRole[];
}

export const EMPTY_SETUP: SimulatedSetup = {
  accountId: SIMULATED_ACCOUNT,
  buckets: [],
  replications: [],
  incompleteReplications: [],
  accessPoints: [],
  accessPointPolicies: [],
  bucketPolicies: [],
  keys: [],
  roles: [],
};
