import { type ReplicationConfiguration } from '../../simulator';
import { checkMembers } from '../../src/diagnostics/checks/members';
import { MRAP204_UNSUPPORTED_REGION } from '../../src/diagnostics/definitions/members';
import { FindingSeverity, renderFindingAsMessage } from '../../src/diagnostics/finding';
import { CommandError } from '../command-error';
import { readStatements } from './evaluate-statements';
import { type SimulatedRole } from './identities';
import { type AliasesByName, SIMULATED_ACCOUNT, type SimulatedSetup } from './simulated-setup';

const NAME = 'media';
const ROLE = `arn:aws:iam::${SIMULATED_ACCOUNT}:role/replication`;

function nameBucket(region: string): string {
  return `${NAME}-${region}`;
}

function makeReplication(from: string, regions: readonly string[]): ReplicationConfiguration {
  return {
    Role: ROLE,
    Rules: regions.filter((region) => region !== from).map((region, index) => ({
      ID: `to-${region}`,
      Priority: index + 1,
      Status: 'Enabled',
      Filter: { Prefix: '' },
      SourceSelectionCriteria: { ReplicaModifications: { Status: 'Enabled' } },
      DeleteMarkerReplication: { Status: 'Enabled' },
      Destination: {
        Bucket: `arn:aws:s3:::${nameBucket(region)}`, Metrics: { Status: 'Enabled' },
      },
    })),
  };
}

function renderAccessPointPolicy(aliases: AliasesByName): string {
  const arn = `arn:aws:s3::${SIMULATED_ACCOUNT}:accesspoint/${aliases.get(NAME)}`;
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${SIMULATED_ACCOUNT}:root` },
      Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:ListBucket'],
      Resource: [arn, `${arn}/object/*`],
    }],
  });
}

/** Delegates access to the access points of the account. */
function renderBucketPolicy(bucket: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{
      Effect: 'Allow',
      Principal: '*',
      Action: '*',
      Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
      Condition: { StringEquals: { 's3:DataAccessPointAccount': SIMULATED_ACCOUNT } },
    }],
  });
}

/** A role with the permissions of replication and of batch jobs. */
function makeReplicationRole(): SimulatedRole {
  const policy = JSON.stringify({
    Statement: {
      Effect: 'Allow',
      Action: [
        's3:GetReplicationConfiguration', 's3:ListBucket', 's3:GetObjectVersion*', 's3:Replicate*',
        's3:InitiateReplication',
      ],
      Resource: '*',
    },
  });
  return { arn: ROLE, accountId: SIMULATED_ACCOUNT, statements: readStatements(policy), isComplete: true };
}

/** Makes an access point with one versioned bucket in each Region and replication between all of them. */
export function makeSetupOfMembers(regions: readonly string[]): SimulatedSetup {
  const members = regions.map((region) => ({ region, bucket: nameBucket(region) }));
  // The simulator refuses a Region that this version does not know. In a template, the same finding is a warning.
  const errors = checkMembers(members)
    .filter(({ ruleId, severity }) => severity === FindingSeverity.ERROR || ruleId === MRAP204_UNSUPPORTED_REGION.id);
  if (errors.length > 0) throw new CommandError(errors.map(renderFindingAsMessage).join(' '));
  return {
    accountId: SIMULATED_ACCOUNT,
    buckets: members.map(({ region, bucket }) => ({
      name: bucket, region, accountId: SIMULATED_ACCOUNT, hasObjectLock: false, isVersioned: true,
    })),
    replications: regions.length < 2 ? [] : members.map(({ region, bucket }) => (
      { bucket, configuration: makeReplication(region, regions) }
    )),
    incompleteReplications: [],
    accessPoints: [{ name: NAME, members: members.map(({ bucket }) => bucket), routes: [] }],
    accessPointPolicies: [{ name: NAME, render: renderAccessPointPolicy }],
    bucketPolicies: members.map(({ bucket }) => ({ name: bucket, render: () => renderBucketPolicy(bucket) })),
    keys: [],
    roles: [{ arn: ROLE, render: makeReplicationRole }],
  };
}
