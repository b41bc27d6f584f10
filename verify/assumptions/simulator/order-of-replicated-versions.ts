import { SECOND } from '../../../control/clock';
import {
  createPair, headVersion, listVersions, type Place, putObject, startReplication, waitForReplication,
} from '../../lab/replicated-objects';
import { type ServiceLab } from '../../lab/service-lab';
import { type Assumption } from '../../model/assumption';
import { abstain, decide } from '../../model/verdict';

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
    subject: 'service',
    group: 'hour',
    minutes: 15,
    run: async (lab) => {
      const { source: first, destination: second } = await createPair(lab);
      await startReplication(lab, { source: first, destination: second });
      await startReplication(lab, { source: second, destination: first });
      const older = await putObject(lab, first, 'key', [second]);
      // S3 shows the creation time in seconds.
      await lab.clock.sleep(2 * SECOND);
      const newer = await putObject(lab, second, 'key', [first]);
      if (await headVersion(lab, second, older)) return abstain('S3 replicated the older version at once');
      const statuses = [await waitForReplication(lab, first, older), await waitForReplication(lab, second, newer)];
      if (statuses.some((status) => status !== 'COMPLETED')) return abstain(`replications: ${statuses.join(', ')}`);
      const versions = [await describeVersions(lab, first), await describeVersions(lab, second)];
      const expected = `${newer.versionId} (current), ${older.versionId}`;
      return decide(
        versions.every((shown) => shown === expected),
        `the older version is ${older.versionId}; the buckets have ${versions.join(' and ')}`,
      );
    },
  },
};

async function describeVersions(lab: ServiceLab, place: Place): Promise<string> {
  const versions = await listVersions(lab, place, 'key');
  return versions.map(({ VersionId: id, IsLatest: isLatest }) => `${id}${isLatest ? ' (current)' : ''}`)
    .sort((a, b) => Number(b.includes('current')) - Number(a.includes('current'))).join(', ');
}
