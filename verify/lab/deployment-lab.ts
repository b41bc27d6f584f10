/** A custom resource of a probe. Its function records every event and does nothing else. */
export interface ProbeResource {
  readonly logicalId: string;
  /** A property. A change of it updates the resource. */
  readonly value: string;
  /** A change of it replaces the resource. Default: the logical id. */
  readonly physicalId?: string;
  /** The time that the function needs for a creation or an update. Default: none. */
  readonly delaySeconds?: number;
  /** Whether the creation or update fails at the end of this time. */
  readonly fails?: boolean;
}

export interface ProbeDeployment {
  /** Another resource fails after this time, while the last changed resource is pending. */
  readonly interruptAfterSeconds?: number;
  /** `keep` is `--no-rollback`. Default: the deployment is rolled back. */
  readonly onFailure?: 'roll back' | 'keep';
}

/** The row of a resource, as CloudFormation shows it to the function. */
export interface ResourceRow {
  readonly physicalId: string;
  readonly status: string;
  /** Milliseconds since the epoch. */
  readonly updatedAt: number;
}

/** A request that the function received, and what CloudFormation showed at that moment. */
export interface RecordedRequest {
  readonly type: 'Create' | 'Update' | 'Delete';
  readonly logicalId: string;
  readonly physicalId?: string;
  readonly value: string;
  readonly oldValue?: string;
  readonly receivedAt: number;
  /** The date of the signature of the response URL. Undefined if the URL has no date. */
  readonly signedAt?: number;
  readonly stackStatus?: string;
  readonly row?: ResourceRow;
  /** The physical ids of all rows of the stack. */
  readonly listedIds: readonly string[];
}

/** A stack of custom resources of probes. */
export interface ProbeStack {
  /** The requests so far. */
  readonly requests: readonly RecordedRequest[];
  /** Deploys these resources, in this order. Returns whether the deployment succeeded. */
  deploy(resources: readonly ProbeResource[], options?: ProbeDeployment): Promise<boolean>;
  destroy(): Promise<void>;
  /** Reads the row of a resource outside a request. */
  findRow(logicalId: string): Promise<ResourceRow | undefined>;
  /** Waits in seconds, while deployments continue. */
  wait(seconds: number): Promise<void>;
}

/** Deploys stacks through CloudFormation. */
export interface DeploymentLab {
  createStack(): ProbeStack;
}
