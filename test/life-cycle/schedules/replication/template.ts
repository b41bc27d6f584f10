import { type ReplicationConfiguration } from '../../../../simulator';
import { readReplicationResourceProperties, replicationRuleId } from '../../../../src/wire/replication';
import { REPLICATION_TYPE } from '../../../../src/wire/resource-types';
import { toS3ReplicationRule } from '../../../../src/wire/s3-replication-rule';
import { type Properties } from '../../../driver/cloudformation';
import { type Template } from '../../../driver/stack';
import { ACCOUNT } from '../../../support/accounts';
import { MEMBERS } from '../template';
import { type Declaration } from './schedule';

export const SOURCES = ['media-eu', 'media-us'] as const;
export type SourceName = typeof SOURCES[number];

export const GIVEN_ROLE = makeRoleArn('given');
/** No stack uses this role. */
export const FOREIGN_ROLE = makeRoleArn('foreign');

export function makeRoleArn(name: string): string {
  return `arn:aws:iam::${ACCOUNT}:role/cdk-s3-mrap/Stack/${name}`;
}

export function makeLogicalId(source: SourceName): string {
  return `Rules${source}`;
}

/** Makes the template that the constructs render for a declaration and a role. */
export function makeTemplate(declaration: Declaration, role: string): Template {
  return declaration.sources.map((source) => ({
    logicalId: makeLogicalId(source),
    type: REPLICATION_TYPE,
    retain: declaration.retain,
    properties: () => makeProperties(declaration, source, role),
  }));
}

function makeProperties(
  { destinations, prefix, role: origin }: Declaration,
  source: SourceName,
  role: string,
): Properties {
  const others = MEMBERS.seventeen.filter(({ Bucket }) => Bucket !== source).slice(0, destinations);
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

/** Makes the configuration of these properties on a bucket without foreign rules. */
export function makeConfiguration(properties: Properties): ReplicationConfiguration {
  const { Role, Rules } = readReplicationResourceProperties(properties);
  return { Role, Rules: Rules.map(toS3ReplicationRule) };
}
