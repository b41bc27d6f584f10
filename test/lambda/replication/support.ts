import { type ReplicationRule } from '../../../control/replication';
import { createHandlers } from '../../../lambda/handlers';
import { Simulator, type SimulatorOptions, VirtualClock } from '../../../simulator';
import { type Finding } from '../../../src/diagnostics/finding';
import { replicationRuleId } from '../../../src/wire/replication';
import { REPLICATION_TYPE } from '../../../src/wire/resource-types';
import { CloudFormation, type CloudFormationOptions, type Properties } from '../../driver/cloudformation';
import { Resource } from '../../driver/resource';
import { ACCOUNT } from '../../support/accounts';
import { asGranted } from '../../support/iam/handler-policies';
import { directS3, sdkInto } from '../../support/simulated-s3';

export const ROLE = `arn:aws:iam::${ACCOUNT}:role/cdk-s3-mrap/Stack/replication`;
export const OTHER_ROLE = `arn:aws:iam::${ACCOUNT}:role/cdk-s3-mrap/Stack/foreign`;
export const SOURCE = 'media-eu';
export const DESTINATIONS = ['media-us', 'media-jp'];

export function ruleTo(destination: string, priority: number, more: Properties = {}): Properties {
  return {
    Id: replicationRuleId(SOURCE, destination),
    Priority: priority,
    DestinationBucket: destination,
    DeleteMarkers: true,
    ReplicaModifications: true,
    Metrics: true,
    ...more,
  };
}

/** Makes the properties that the construct renders for the source bucket. */
export function properties(more: Properties = {}): Properties {
  return {
    ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:framework',
    ServiceTimeout: '600',
    Bucket: SOURCE,
    Region: 'eu-west-1',
    Role: ROLE,
    RoleOrigin: 'created',
    Rules: [ruleTo('media-us', 1000), ruleTo('media-jp', 1009)],
    ...more,
  };
}

export const OUR_IDS = DESTINATIONS.map((destination) => replicationRuleId(SOURCE, destination)).sort();

/** Makes a foreign rule with every option. */
export function foreignRule(id: string, priority: number, destination = 'archive'): ReplicationRule {
  return {
    ID: id,
    Priority: priority,
    Status: 'Enabled',
    Filter: {
      And: {
        Prefix: `legal & <${id}>/\r`,
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'b', Value: '' },
        ],
      },
    },
    SourceSelectionCriteria: {
      SseKmsEncryptedObjects: { Status: 'Enabled' },
      ReplicaModifications: { Status: 'Disabled' },
    },
    ExistingObjectReplication: { Status: 'Disabled' },
    Destination: {
      Bucket: `arn:aws:s3:::${destination}`,
      Account: '444455556666',
      StorageClass: 'GLACIER',
      AccessControlTranslation: { Owner: 'Destination' },
      EncryptionConfiguration: { ReplicaKmsKeyID: 'arn:aws:kms:us-west-2:444455556666:key/1' },
      ReplicationTime: { Status: 'Enabled', Time: { Minutes: 15 } },
      Metrics: { Status: 'Enabled', EventThreshold: { Minutes: 15 } },
    },
    DeleteMarkerReplication: { Status: 'Disabled' },
  };
}

export interface ReplicationBenchOptions extends SimulatorOptions, Pick<CloudFormationOptions, 'deliveries'> {
  readonly throughSdk?: boolean;
}

/** A stack with the replication of one bucket, on a virtual clock. */
export class ReplicationBench {
  public readonly clock = new VirtualClock();
  public readonly simulator: Simulator;
  public readonly reports: Finding[] = [];
  public readonly resource: Resource;
  public readonly cloudFormation: CloudFormation;

  constructor({ throughSdk, deliveries, ...options }: ReplicationBenchOptions = {}) {
    this.simulator = new Simulator({ clock: this.clock, authorize: asGranted, ...options });
    this.addBucket(SOURCE, 'eu-west-1');
    this.addBucket('media-us', 'us-east-1');
    this.addBucket('media-jp', 'ap-northeast-1');
    this.addBucket('archive', 'us-west-2');
    const s3 = throughSdk ? sdkInto(this.simulator) : directS3(this.simulator);
    const functions = createHandlers({
      s3,
      clock: this.clock,
      report: (finding) => this.reports.push(finding),
      operations: new Map(),
    });
    this.cloudFormation = new CloudFormation({ clock: this.clock, functions, deliveries });
    this.resource = new Resource(this.cloudFormation, REPLICATION_TYPE, 'Replication');
  }

  public addBucket(name: string, region: string): void {
    this.simulator.buckets.add(name, region, ACCOUNT, this.clock.now()).versioning = 'Enabled';
  }

  /** Advances the virtual clock until the work is done. */
  public run<T>(work: Promise<T>): Promise<T> {
    return this.clock.runUntilSettled(work);
  }

  /** Returns the live configuration. */
  public live(bucket = SOURCE) {
    return this.simulator.snapshot().buckets.find(({ name }) => name === bucket)?.replication;
  }

  public get liveIds(): string[] {
    return (this.live()?.Rules ?? []).map((rule) => rule.ID!).sort();
  }

  public get writes(): number {
    return (
      this.simulator.journal.count('PutBucketReplication') + this.simulator.journal.count('DeleteBucketReplication')
    );
  }

  /** Writes the whole configuration outside the stack. */
  public async putForeign(rules: readonly ReplicationRule[], role = ROLE): Promise<void> {
    const outcome = await this.simulator.call('PutBucketReplication', {
      Bucket: SOURCE, ReplicationConfiguration: { Role: role, Rules: rules },
    }, { accountId: ACCOUNT, region: 'eu-west-1', caller: 'operator' });
    if (outcome.kind !== 'output') throw new Error(`the foreign configuration was refused: ${JSON.stringify(outcome)}`);
    this.clock.advance(60_000);
    this.simulator.journal.clear();
  }
}
