import { type Assumption } from '../../model/assumption';

export const objectArnInIamPolicy: Assumption = {
  id: 'L9',
  statement: 'In an IAM policy, `…mrap/*` matches `…mrap/object/*` like any text.',
  evidence: 'IAM compares patterns as text.',
  consequence: 'MRAP503 misses a statement that allows nothing.',
  manualCheck:
    'Read an object through the access point with a role that is allowed only `s3:GetObject` on `…mrap/*` and on the '
    + 'objects of the member buckets.',
  verification: { notAutomatable: 'because no service of the probes on this computer evaluates IAM policies' },
};
