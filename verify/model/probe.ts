import { type DeploymentLab } from '../lab/deployment-lab';
import { type ServiceLab } from '../lab/service-lab';
import { type Verdict } from './verdict';

/**
 * When a probe may run on AWS:
 * - `hour`: in any sandbox account
 * - `day`: takes hours, or changes what the whole account sees, so it needs an account without other access points
 */
export type ProbeGroup = 'hour' | 'day';

interface ProbeBase {
  readonly group: ProbeGroup;
  /** The time that the probe needs on AWS, in minutes. */
  readonly minutes: number;
  /** Why the probe never runs on AWS, as a reason that begins with "because". Default: it runs there. */
  readonly neverOnAws?: string;
  /** Why no service on this computer can answer, as a reason that begins with "because". Default: one can. */
  readonly onlyOnAws?: string;
}

/** Observes S3 and CloudTrail through their clients. */
export interface ServiceProbe extends ProbeBase {
  readonly subject: 'service';
  readonly run: (lab: ServiceLab) => Promise<Verdict>;
}

/** Observes the requests that CloudFormation sends to a custom resource. */
export interface DeploymentProbe extends ProbeBase {
  readonly subject: 'deployment';
  readonly run: (lab: DeploymentLab) => Promise<Verdict>;
}

export type Probe = ServiceProbe | DeploymentProbe;
