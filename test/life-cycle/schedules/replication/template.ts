import { type ReplicationConfiguration } from '../../../../simulator';
import { readReplicationProperties, replicationRuleId } from '../../../../src/wire/replication';
import { REPLICATION_TYPE } from '../../../../src/wire/resource-types';
import { toS3ReplicationRule } from '../../../../src/wire/s3-replication-rule';
import { type Properties } from '../../../driver/cloudformation';
import { type Template } from '../../../driver/stack';
import { ACCOUNT } from '../../../support/accounts';
import { MEMBERS } from '../template';
import { type Declaration } from './schedule';

export const SOURCES = ['media-eu', 'media-us'] as const;
export type SourceName = typeof SOURCES[number];

export const GIVEN_ROLE = roleNamed('given');
/** Of somebody else, whom no stack knows. */
export const FOREIGN_ROLE = roleNamed('somebody-elses');

export function roleNamed(name: string): string {
  return `arn:aws:iam::${ACCOUNT}:role/${name}`;
}

export function logicalIdOf(source: SourceName): string {
  return `Rules${source}`;
}

/** What the constructs would write for a declaration, under a role. */
export function templateOf(declaration: Declaration, role: string): Template {
  return declaration.sources.map((source) => ({
    logicalId: logicalIdOf(source),
    type: REPLICATION_TYPE,
    retain: declaration.retain,
    properties: () => propertiesOf(declaration, source, role),
  }));
}

function propertiesOf({ destinations, prefix, role: origin }: Declaration, source: SourceName, role: string): Properties {
  const others = MEMBERS.three.filter(({ Bucket }) => Bucket !== source).slice(0, destinations);
  return {
    ServiceTimeout: 600,
    Bucket: source,
    Region: MEMBERS.three.find(({ Bucket }) => Bucket === source)!.Region,
    Role: role,
    RoleOrigin: origin,
    Rules: others.map(({ Bucket }, index) => ({
      Id: replicationRuleId(source, Bucket),
      Priority: 1000 + index,
      DestinationBucket: Bucket,
      DeleteMarkers: true,
      ReplicaModifications: true,
      Metrics: true,
      ...(prefix !== undefined && { Prefix: prefix }),
    })),
  };
}

/** The configuration that such properties ask for, where nobody else has rules. */
export function configurationOf(properties: Properties): ReplicationConfiguration {
  const { Role, Rules } = readReplicationProperties(properties);
  return { Role, Rules: Rules.map(toS3ReplicationRule) };
}
