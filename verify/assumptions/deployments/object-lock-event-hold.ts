import { type DefaultRetention, PutObjectLockConfigurationCommand } from '@aws-sdk/client-s3';
import { requireRefusal } from '../../lab/refusal';
import { type ServiceLab } from '../../lab/service-lab';
import { type Assumption } from '../../model/assumption';
import { abstain, decide } from '../../model/verdict';

export const objectLockEventHold: Assumption = {
  id: '49',
  statement:
    'S3 refuses a default event hold that is longer than the default retention, and may or may not accept a '
    + 'hold without a retention period.',
  evidence:
    'The CloudFormation reference states the limit. Its first sample has a mode and a hold without a period; '
    + 'other sentences name "mode and a period".',
  consequence:
    'The constructs need both properties, so a hold without a period needs an L1 bucket. The linter reports '
    + 'only a hold that is longer.',
  manualCheck: 'Put an object lock configuration with a mode and an event hold only, and one whose hold is longer.',
  verification: {
    subject: 'service',
    group: 'hour',
    minutes: 1,
    run: async (lab) => {
      const [region] = lab.memberRegions;
      // The bucket never has an object, so no retention prevents its deletion.
      const bucket = await lab.createBucket(region, undefined, 'Enabled');
      const put = async (retention: DefaultRetention) => putDefaultRetention(lab, region, bucket, retention);
      const shorter = await put({ Days: 2, DefaultEventHold: { Days: 1 } });
      const longer = await put({ Days: 1, DefaultEventHold: { Days: 2 } });
      const withoutPeriod = await put({ DefaultEventHold: { Days: 1 } });
      const observation = `a shorter hold: ${shorter}; a longer hold: ${longer}; a hold without a retention period: `
        + withoutPeriod;
      if (shorter !== 'accepted') return abstain(`S3 refuses event holds; ${observation}`);
      return decide(longer !== 'accepted', observation);
    },
  },
};

async function putDefaultRetention(
  lab: ServiceLab, region: string, bucket: string, retention: DefaultRetention,
): Promise<string> {
  try {
    await lab.clients.s3(region).send(new PutObjectLockConfigurationCommand({
      Bucket: bucket,
      ExpectedBucketOwner: lab.accountId,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'GOVERNANCE', ...retention } },
      },
    }));
    return 'accepted';
  } catch (error) {
    return requireRefusal(error).code;
  }
}
