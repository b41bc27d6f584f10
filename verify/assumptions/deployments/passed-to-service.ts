import { randomUUID } from 'node:crypto';
import { callWithNewRole, requireDenial } from '../../lab/refusal';
import { createBucketPair, putRules } from '../../lab/replication';
import { type ServiceLab } from '../../lab/service-lab';
import { type Assumption } from '../../model/assumption';
import { abstain, decide } from '../../model/verdict';

export const passedToService: Assumption = {
  id: '52',
  statement:
    'When `put-bucket-replication` passes the replication role, `iam:PassedToService` is `s3.amazonaws.com`, also if '
    + 'the role has a path.',
  evidence:
    'The policy that AWS recommends for its S3 controller for Kubernetes has this condition for replication '
    + 'roles.',
  consequence: 'The rules are refused with AccessDenied on `iam:PassRole` after a minute, and nothing changes.',
  manualCheck: 'Put a rule with a role that may pass the replication role only with this condition.',
  verification: {
    subject: 'service',
    group: 'hour',
    minutes: 5,
    run: async (lab) => {
      const { source, destination } = await createBucketPair(lab);
      const withS3 = await putRulesOf(lab, source, destination, 's3.amazonaws.com');
      const withAnother = await putRulesOf(lab, source, destination, 'batchoperations.s3.amazonaws.com');
      if (withAnother === 'accepted') return abstain('S3 accepted a role that the caller cannot pass to it');
      return decide(
        withS3 === 'accepted',
        `with the condition s3.amazonaws.com: ${withS3}; with another service: ${withAnother}`,
      );
    },
  },
};

/** Puts a rule as a caller that can pass the role to this service only. */
async function putRulesOf(
  lab: ServiceLab, source: string, destination: string, service: string,
): Promise<string> {
  const clients = await lab.restrict(
    ['s3:PutReplicationConfiguration'], { passRole: { passedToService: service } });
  try {
    await callWithNewRole(lab, async () =>
      putRules(lab, source, destination, [{ id: randomUUID(), priority: 1, prefix: 'media/' }], clients));
    return 'accepted';
  } catch (error) {
    return requireDenial(error).code;
  }
}
