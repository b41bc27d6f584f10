import {
  allowDistribution, CLOUDFRONT, prepareDistribution, putMemberObject, waitForStatus,
} from '../../lab/distribution';
import { type Assumption } from '../../model/assumption';
import { abstain, confirm, refute } from '../../model/verdict';

export const servicePrincipalOfCloudfront: Assumption = {
  id: 'I3',
  statement: '`aws:PrincipalIsAWSService` is true for requests that CloudFront signs.',
  evidence: 'The principal is `cloudfront.amazonaws.com`, and IAM sets the key for service principals.',
  consequence: '`restrict()` also denies requests of CloudFront.',
  manualCheck: 'The same as for I2.',
  verification: {
    subject: 'service',
    group: 'day',
    minutes: 90,
    onlyOnAws: 'because the simulator has no CloudFront',
    run: async (lab) => {
      const distribution = await prepareDistribution(lab);
      const { accessPoint } = distribution;
      for (const key of ['object', 'denied']) await putMemberObject(lab, accessPoint, key);
      const before = await waitForStatus(lab, distribution, 'object', 200);
      if (before !== 200) return abstain(`without a denial, the distribution answers with status ${before}`);
      await allowDistribution(lab, distribution, makeDenials(accessPoint.arn));
      // The denial of one object shows that the new policy is in effect.
      const denied = await waitForStatus(lab, distribution, 'denied', 403);
      if (denied !== 403) return abstain(`a denied object has the status ${denied}, so the policy is not in effect`);
      const status = await waitForStatus(lab, distribution, 'object', 200);
      const observation = `with a denial of all principals that are no services, the status is ${status}`;
      if (status === 200) return confirm(observation);
      return status === 403 ? refute(observation) : abstain(observation);
    },
  },
};

/** Denies all principals that are no services, as `restrict()` does, and CloudFront one object. */
function makeDenials(accessPointArn: string): readonly object[] {
  return [{
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action: 's3:GetObject',
    Resource: `${accessPointArn}/object/*`,
    Condition: { BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } },
  }, {
    Effect: 'Deny',
    Principal: { Service: CLOUDFRONT },
    Action: 's3:GetObject',
    Resource: `${accessPointArn}/object/denied`,
  }];
}
