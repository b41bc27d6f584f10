import { type Assumption } from '../../model/assumption';

export const orderOfReplicatedVersions: Assumption = {
  id: '76',
  statement:
    'If clients write one key in two buckets that replicate to each other, both buckets keep both versions, and the '
    + 'version that was created later is the current version in both.',
  evidence: 'The guide says that replicas keep the version id and the creation time of their source. It describes no '
    + 'conflict.',
  consequence: 'The simulator shows another current version after a failback than S3.',
  manualCheck: 'Put a key in both buckets within a second, wait until both versions are replicated, and compare '
    + '`list-object-versions`.',
  verification: {
    notAutomatable: 'because the check replicates objects, and the probes create no objects yet',
  },
};
