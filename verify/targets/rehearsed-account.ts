import { type SimulatorOptions } from '../../simulator';
import { type LabClients } from '../lab/clients';
import { answerCalls } from './answered-calls';
import { type MetricInput, RehearsedAlarms } from './rehearsed-alarms';
import { RehearsedDistributions } from './rehearsed-distributions';
import { type Invocation, RehearsedNetworks } from './rehearsed-networks';
import { type CreateResource } from './simulated-stacks';
import { SimulatedAccount } from './simulator';

/** The behavior of services of AWS that no service on this computer has. The defaults are as the assumptions say. */
export interface RehearsedBehavior {
  /** Whether DIFF has a value for the first evaluated period. */
  readonly diffIncludesFormerPeriod: boolean;
  /** Whether CloudFront accepts an origin access control for an origin with CustomOriginConfig. */
  readonly acceptsAccessControl: boolean;
  /** Whether KMS receives the ARN of the distribution. */
  readonly kmsReceivesSourceArn: boolean;
  /** Whether requests of CloudFront are requests of a service. */
  readonly isAwsService: boolean;
  /** Whether S3 receives the id of the VPC endpoint. */
  readonly sendsEndpointId: boolean;
  /** The condition key `s3:signatureversion` of requests for access points. */
  readonly signatureVersion: string;
  /** The condition key `aws:RequestedRegion` of requests that the first member serves. */
  readonly requestedRegion: string;
}

const AS_ASSUMED: RehearsedBehavior = {
  diffIncludesFormerPeriod: true,
  acceptsAccessControl: true,
  kmsReceivesSourceArn: true,
  isAwsService: true,
  sendsEndpointId: true,
  signatureVersion: 'AWS4-ECDSA-P256-SHA256',
  requestedRegion: 'eu-west-1',
};

/**
 * An account in which the probes that run only on AWS can be rehearsed: for the plan of a run, and for their tests. Its
 * models of CloudWatch, CloudFront, VPC and Lambda prove nothing about AWS.
 */
export class RehearsedAccount extends SimulatedAccount {
  private readonly alarms: RehearsedAlarms;
  private readonly networks: RehearsedNetworks;

  constructor(options: SimulatorOptions = {}, behavior: Partial<RehearsedBehavior> = {}) {
    const complete = { ...AS_ASSUMED, ...behavior };
    const distributions = new RehearsedDistributions(() => this, complete);
    const alarms = new RehearsedAlarms(complete.diffIncludesFormerPeriod);
    const networks = new RehearsedNetworks(() => this, complete);
    const types: Record<string, CreateResource> = {
      ...distributions.types, ...RehearsedAlarms.types, ...RehearsedNetworks.types,
    };
    super(options, {
      types, getPage: async (url, headers) => networks.getPage(url, headers) ?? distributions.getPage(url),
    });
    this.alarms = alarms;
    this.networks = networks;
  }

  public override createClients(...args: Parameters<SimulatedAccount['createClients']>): LabClients {
    const clients = super.createClients(...args);
    return {
      ...clients,
      cloudWatch: (region) => answerCalls(clients.cloudWatch(region), (command, input: MetricInput) =>
        this.alarms.answer(command, input, this.stacks)),
      lambda: (region) => answerCalls(clients.lambda(region), (command, input: Invocation) =>
        this.networks.answer(command, input)),
    };
  }
}
