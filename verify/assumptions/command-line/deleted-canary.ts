import { MINUTE, SECOND } from '../../../control/clock';
import { poll } from '../../lab/poll';
import {
  createPair, deleteVersion, headVersion, putObject, startReplication, waitForReplication,
} from '../../lab/replicated-objects';
import { type Assumption } from '../../model/assumption';
import { abstain, decide } from '../../model/verdict';

export const deletedCanary: Assumption = {
  id: 'O5',
  statement: 'If a canary is deleted by version before it is replicated, it does not arrive later.',
  evidence: 'S3 replicates the objects that exist at the time of replication.',
  consequence: 'A canary that took too long remains in the destination.',
  manualCheck: 'Put a version and delete it immediately. List versions in the destination.',
  verification: {
    subject: 'service',
    group: 'hour',
    minutes: 30,
    run: async (lab) => {
      const { source, destination } = await createPair(lab);
      await startReplication(lab, { source, destination });
      const deleted = await putObject(lab, source, 'deleted', [destination]);
      await deleteVersion(lab, source, deleted);
      if (await headVersion(lab, destination, deleted)) return abstain('S3 replicated the object before its deletion');
      const kept = await putObject(lab, source, 'kept', [destination]);
      const status = await waitForReplication(lab, source, kept);
      if (status !== 'COMPLETED') return abstain(`the replication of an object that exists is ${status ?? 'pending'}`);
      const arrived = await poll(lab.clock, { every: 30 * SECOND, limit: REPLICATION_TIME }, async () =>
        headVersion(lab, destination, deleted));
      return decide(
        arrived === undefined,
        `15 minutes after an object that exists has arrived, the deleted one has ${arrived ? '' : 'not '}arrived`,
      );
    },
  },
};

/** S3 replicates 99.9 % of the objects within this time. */
const REPLICATION_TIME = 15 * MINUTE;
