/** Values of a property that the linter compares with. */
export interface LinterValues {
  readonly type: string;
  readonly path: string;
  readonly values: readonly string[];
  readonly file: string;
}

const BUCKET = 'AWS::S3::Bucket';
const RULE = 'ReplicationConfiguration.Rules[]';
const rules = (file: string) => `src/linter/rules/${file}`;

/**
 * The registry has a list of values for each of these properties; a test compares the values with the text of the
 * files.
 */
export const LINTER_VALUES: readonly LinterValues[] = [
  { type: BUCKET, path: 'VersioningConfiguration.Status', values: ['Enabled'], file: 'src/linter/model/buckets.ts' },
  { type: BUCKET, path: `${RULE}.Status`, values: ['Disabled'], file: 'src/linter/model/replication.ts' },
  {
    type: BUCKET,
    path: `${RULE}.DeleteMarkerReplication.Status`,
    values: ['Enabled'],
    file: rules('replication/rule-form.ts'),
  },
  {
    type: BUCKET,
    path: `${RULE}.Destination.ReplicationTime.Status`,
    values: ['Enabled'],
    file: rules('replication/rule-form.ts'),
  },
  {
    type: BUCKET,
    path: `${RULE}.Destination.Metrics.Status`,
    values: ['Disabled'],
    file: rules('replication/rule-form.ts'),
  },
  {
    type: BUCKET,
    path: `${RULE}.Destination.StorageClass`,
    values: ['GLACIER', 'DEEP_ARCHIVE'],
    file: rules('replication/destinations.ts'),
  },
  {
    type: BUCKET,
    path: `${RULE}.SourceSelectionCriteria.SseKmsEncryptedObjects.Status`,
    values: ['Enabled'],
    file: rules('replication/encryption.ts'),
  },
  {
    type: BUCKET,
    path: `${RULE}.SourceSelectionCriteria.ReplicaModifications.Status`,
    values: ['Enabled'],
    file: rules('replication/topology.ts'),
  },
  {
    type: BUCKET,
    path: 'LifecycleConfiguration.Rules[].Status',
    values: ['Disabled'],
    file: rules('replication/lifecycles.ts'),
  },
  {
    type: 'AWS::EC2::VPCEndpoint',
    path: 'VpcEndpointType',
    values: ['Interface', 'Gateway'],
    file: rules('integrations/vpc-endpoints.ts'),
  },
];
