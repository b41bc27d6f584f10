import {
  type SimulatedOperationInput, type SimulatedOperationName, type SimulatedOperationOutput, type Simulator,
} from '../../simulator';
import { MRAP972_SETUP_REFUSED } from '../../src/diagnostics/definitions/simulate-command';
import { failWith } from '../command-error';
import { type AliasesByName, type SetupAccessPoint, type SetupBucket, type SimulatedSetup } from './simulated-setup';

const CONTROL_PLANE_REGION = 'us-west-2';
const IMMEDIATELY = { duration: () => 0, routesLagMs: () => 0, routesConflictMs: 0 };

/**
 * Creates the resources of a setup with the operations of the simulator, which refuses everything that S3 refuses.
 * Operations take no time during the setup.
 *
 * @returns the aliases of the access points
 */
export async function applySetup(simulator: Simulator, setup: SimulatedSetup): Promise<AliasesByName> {
  const { duration, routesLagMs, routesConflictMs } = simulator.settings;
  simulator.configure(IMMEDIATELY);
  const aliases = await new SetupInProgress(simulator, setup).run();
  simulator.configure({ duration, routesLagMs, routesConflictMs });
  // The history of the simulator begins after the setup.
  simulator.journal.clear();
  return aliases;
}

class SetupInProgress {
  private readonly aliases = new Map<string, string>();

  constructor(private readonly simulator: Simulator, private readonly setup: SimulatedSetup) {}

  public async run(): Promise<AliasesByName> {
    const { buckets, replications, accessPoints, accessPointPolicies, bucketPolicies } = this.setup;
    for (const bucket of buckets) await this.createBucket(bucket);
    for (const { bucket, configuration } of replications) {
      await this.call('PutBucketReplication', { Bucket: bucket, ReplicationConfiguration: configuration }, bucket);
    }
    for (const accessPoint of accessPoints) await this.createAccessPoint(accessPoint);
    for (const { name, render } of accessPointPolicies) {
      const input = { ClientToken: `policy-${name}`, Details: { Name: name, Policy: render(this.aliases) } };
      await this.call('PutMultiRegionAccessPointPolicy', input, name);
    }
    for (const { name, render } of bucketPolicies) {
      await this.call('PutBucketPolicy', { Bucket: name, Policy: render(this.aliases) }, name);
    }
    for (const accessPoint of accessPoints) await this.submitRoutes(accessPoint);
    return this.aliases;
  }

  private async createBucket(bucket: SetupBucket): Promise<void> {
    const { name, region, hasObjectLock, isVersioned, kmsKey } = bucket;
    await this.call('CreateBucket', {
      Bucket: name,
      CreateBucketConfiguration: { LocationConstraint: region },
      ObjectLockEnabledForBucket: hasObjectLock,
    }, name);
    if (isVersioned) {
      await this.call('PutBucketVersioning', { Bucket: name, VersioningConfiguration: { Status: 'Enabled' } }, name);
    }
    if (kmsKey === undefined) return;
    const rule = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: kmsKey } };
    await this.call('PutBucketEncryption', {
      Bucket: name, ServerSideEncryptionConfiguration: { Rules: [rule] },
    }, name);
  }

  private async createAccessPoint({ name, members, publicAccessBlock }: SetupAccessPoint): Promise<void> {
    const owner = (bucket: string) => this.findBucket(bucket)?.accountId;
    await this.call('CreateMultiRegionAccessPoint', {
      ClientToken: `create-${name}`,
      Details: {
        Name: name,
        Regions: members.map((bucket) => ({ Bucket: bucket, BucketAccountId: owner(bucket) })),
        ...(publicAccessBlock && { PublicAccessBlock: publicAccessBlock }),
      },
    }, name);
    const { AccessPoint: created } = await this.call('GetMultiRegionAccessPoint', { Name: name }, name);
    this.aliases.set(name, created.Alias ?? '');
  }

  private async submitRoutes({ name, routes }: SetupAccessPoint): Promise<void> {
    if (routes.length === 0) return;
    await this.call('SubmitMultiRegionAccessPointRoutes', {
      Mrap: `arn:aws:s3::${this.setup.accountId}:accesspoint/${this.aliases.get(name)}`,
      RouteUpdates: routes.map(({ bucket, region, dial }) => (
        { Bucket: bucket, Region: region, TrafficDialPercentage: dial }
      )),
    }, name);
  }

  private findBucket(name: string): SetupBucket | undefined {
    return this.setup.buckets.find((bucket) => bucket.name === name);
  }

  /** Calls an operation as the owner of the resource. */
  private async call<O extends SimulatedOperationName>(
    operation: O, input: SimulatedOperationInput<O>, resource: string,
  ): Promise<SimulatedOperationOutput<O>> {
    const accountId = this.findBucket(resource)?.accountId ?? this.setup.accountId;
    const outcome = await this.simulator.call(operation, input, {
      accountId, region: CONTROL_PLANE_REGION, caller: 'simulate',
    });
    const failure = this.simulator.snapshot().operations.find(({ state }) => state === 'failed');
    if (outcome.kind === 'output' && failure === undefined) return outcome.output;
    const problem = outcome.kind === 'error'
      ? `${outcome.code} (${outcome.message})` : failure?.code ?? outcome.kind;
    failWith(MRAP972_SETUP_REFUSED.create({ operation, resource, problem }));
  }
}
