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
  /** Whether the first update that rolls back to these properties fails. */
  readonly failsFirstRollback?: boolean;
  /** Whether the first deletion of the stack fails at this resource. */
  readonly failsFirstDeletion?: boolean;
  /** Whether the function answers creations and updates. Default: yes. */
  readonly answers?: boolean;
  /** The property `ServiceTimeout`, or `omitted`. Default: longer than each delay. */
  readonly serviceTimeoutSeconds?: number | 'omitted';
  /** Whether it is in a nested stack, which is deployed before the other resources. */
  readonly isNested?: boolean;
  /** Whether its requests start an execution in Step Functions. */
  readonly startsExecution?: boolean;
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
  /** Undefined: the function could not read it. */
  readonly stackStatus?: string;
  readonly row?: ResourceRow;
  /** The physical ids of all rows of the stack. Empty: the function could not read them. */
  readonly listedIds: readonly string[];
  /** The execution of the waiter of the provider framework that this request starts. */
  readonly execution?: ExecutionStart;
}

/** The start of an execution in Step Functions, whose input contains the request. */
export interface ExecutionStart {
  readonly inputBytes: number;
  /** The name of the error, if Step Functions refused the input. */
  readonly error?: string;
}

/** A stack of custom resources of probes. */
export interface ProbeStack {
  /** The requests so far, also those of the nested stack. */
  readonly requests: readonly RecordedRequest[];
  /**
   * Deploys these resources, in this order, and continues a rollback that failed. Returns whether the deployment
   * succeeded.
   */
  deploy(resources: readonly ProbeResource[], options?: ProbeDeployment): Promise<boolean>;
  /** Deletes the stack, and repeats a deletion that failed. */
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

const SERVICE_TIMEOUT_SECONDS = 900;

/** Makes the properties of the custom resource of a probe. CloudFormation reads the time-out, its function the rest. */
export function makeProperties(resource: ProbeResource) {
  const { logicalId, value, physicalId = logicalId, delaySeconds = 0, answers = true } = resource;
  const { serviceTimeoutSeconds = SERVICE_TIMEOUT_SECONDS } = resource;
  const { fails = false, failsFirstRollback = false, failsFirstDeletion = false, startsExecution = false } = resource;
  return {
    ...(serviceTimeoutSeconds !== 'omitted' && { ServiceTimeout: serviceTimeoutSeconds }),
    Answers: answers,
    Value: value,
    PhysicalId: physicalId,
    DelaySeconds: delaySeconds,
    Fails: fails,
    FailsFirstRollback: failsFirstRollback,
    FailsFirstDeletion: failsFirstDeletion,
    StartsExecution: startsExecution,
  };
}
