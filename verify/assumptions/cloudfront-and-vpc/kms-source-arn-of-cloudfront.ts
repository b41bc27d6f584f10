import { CLOUDFRONT, prepareDistribution, putMemberObject, waitForStatus } from '../../lab/distribution';
import { type ServiceLab } from '../../lab/service-lab';
import { requireOutputs } from '../../lab/stack-template';
import { makeKeyTemplate } from '../../lab/templates/keys';
import { type Assumption } from '../../model/assumption';
import { abstain, confirm, refute } from '../../model/verdict';

export const kmsSourceArnOfCloudfront: Assumption = {
  id: 'I2',
  statement: 'When S3 decrypts for CloudFront, KMS receives `aws:SourceArn` of the distribution.',
  evidence: 'The key policy in the CloudFront guide requires it.',
  consequence: 'CloudFront returns 403 for encrypted objects.',
  manualCheck: 'Read an encrypted object through the distribution of the example.',
  verification: {
    subject: 'service',
    group: 'day',
    minutes: 120,
    onlyOnAws: 'because the simulator has no CloudFront',
    run: async (lab) => {
      const distribution = await prepareDistribution(lab);
      const { accessPoint, arn } = distribution;
      const put = async (key: string, condition: object) => putMemberObject(lab, accessPoint, key, {
        ServerSideEncryption: 'aws:kms', SSEKMSKeyId: await deployKey(lab, condition),
      });
      await put('for-account', { StringEqualsIfExists: { 'aws:SourceAccount': lab.accountId } });
      await put('for-distribution', { StringEquals: { 'aws:SourceArn': arn } });
      const control = await waitForStatus(lab, distribution, 'for-account', 200);
      const status = await waitForStatus(lab, distribution, 'for-distribution', 200);
      const observation = `status ${status} if the key policy requires the distribution, ${control} if it does not`;
      if (status === 200) return confirm(observation);
      return status === 403 && control === 200 ? refute(observation) : abstain(observation);
    },
  },
};

/** Deploys a key with which CloudFront may decrypt under a condition, and returns its ARN. */
async function deployKey(lab: ServiceLab, condition: object): Promise<string> {
  const template = makeKeyTemplate({ accountId: lab.accountId, service: { principal: CLOUDFRONT, condition } });
  return requireOutputs(await lab.deployStack(lab.memberRegions[0], template)).KeyArn;
}
