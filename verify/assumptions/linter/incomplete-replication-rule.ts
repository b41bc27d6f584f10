import { PutBucketReplicationCommand } from '@aws-sdk/client-s3';
import { requireRefusal } from '../../lab/refusal';
import { createBucketPair, putWhenVersioned, readNewRules } from '../../lab/replication';
import { type Assumption } from '../../model/assumption';
import { decide } from '../../model/verdict';

export const incompleteReplicationRule: Assumption = {
  id: '69',
  statement: 'S3 completes a replication rule without `Filter`, `Prefix`, `Priority` and `DeleteMarkerReplication`.',
  evidence:
    'aws-cdk-lib and public templates contain such rules, and CloudFormation requires none of the elements.',
  consequence: 'MRAP406 is an info although the deployment fails.',
  manualCheck: 'Put a rule with only a status and a destination.',
  verification: {
    subject: 'service',
    group: 'hour',
    minutes: 2,
    run: async (lab) => {
      const { source, destination } = await createBucketPair(lab);
      try {
        await putWhenVersioned(lab, async () => lab.clients.s3(lab.memberRegions[0]).send(
          new PutBucketReplicationCommand({
            Bucket: source,
            ReplicationConfiguration: {
              Role: lab.replicationRoleArn,
              Rules: [{ Status: 'Enabled', Destination: { Bucket: `arn:aws:s3:::${destination}` } }],
            },
          })));
      } catch (error) {
        return decide(false, `S3 refused the rule: ${requireRefusal(error).message}`);
      }
      const rules = await readNewRules(lab, source);
      return decide(rules.length === 1, `S3 shows ${JSON.stringify(rules)}`);
    },
  },
};
