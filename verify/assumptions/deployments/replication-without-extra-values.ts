import { isDeepStrictEqual } from 'node:util';
import { createBucketPair, putRules, readRules } from '../../lab/replication';
import { type Assumption } from '../../model/assumption';
import { decide } from '../../model/verdict';

export const replicationWithoutExtraValues: Assumption = {
  id: '35',
  statement:
    '`get-bucket-replication` returns our rules with the values that the handler put, and no additional '
    + 'values.',
  evidence: 'The API reference shows them so.',
  consequence:
    'The rollback of a cancelled replication update does not wait for that update. Late writes of the '
    + 'cancelled update remain until the next change.',
  manualCheck: 'Put one of our rules, and get it.',
  verification: {
    subject: 'service',
    group: 'hour',
    minutes: 2,
    run: async (lab) => {
      const { source, destination } = await createBucketPair(lab);
      const sent = await putRules(lab, source, destination, [{ id: 'probe', priority: 7, prefix: 'media/' }]);
      await lab.clock.sleep(60_000);
      const shown = await readRules(lab, source);
      return decide(isDeepStrictEqual(shown, sent), `put ${JSON.stringify(sent)}; shown ${JSON.stringify(shown)}`);
    },
  },
};
