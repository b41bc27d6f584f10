import { MINUTE, SECOND } from '../../../control/clock';
import { poll } from '../../lab/poll';
import { createBucketPair, putRules, readRules } from '../../lab/replication';
import { type Assumption } from '../../model/assumption';
import { decide } from '../../model/verdict';

export const replicationReadBack: Assumption = {
  id: '19',
  statement:
    '`get-bucket-replication` returns a change within a minute, with the same ids, priorities, status and '
    + 'destinations.',
  evidence: 'The API reference mentions a short delay.',
  consequence: 'The rules are reverted, and the deployment fails (MRAP934).',
  manualCheck: 'Put a configuration, and get it every second.',
  verification: {
    subject: 'service',
    group: 'hour',
    minutes: 2,
    run: async (lab) => {
      const { source, destination } = await createBucketPair(lab);
      const describe = (rules: Awaited<ReturnType<typeof readRules>>) => rules.map(
        (rule) => [rule.ID, rule.Priority, rule.Status, rule.Destination?.Bucket].join(' ')).sort().join('\n');
      const rules = ['logs/', 'media/'].map((prefix, index) => ({ id: `rule-${index}`, priority: index + 1, prefix }));
      const sent = await putRules(lab, source, destination, rules);
      const putAt = lab.clock.now();
      const shown = await poll(lab.clock, { every: SECOND, limit: 2 * MINUTE }, async () => {
        const read = await readRules(lab, source);
        return describe(read) === describe(sent) ? read : undefined;
      });
      const after = lab.clock.now() - putAt;
      return decide(
        shown !== undefined && after <= MINUTE,
        shown === undefined
          ? 'the rules are not shown after two minutes'
          : `the rules are shown after ${after / SECOND} s`,
      );
    },
  },
};
