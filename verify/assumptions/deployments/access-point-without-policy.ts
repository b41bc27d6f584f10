import { readPolicies } from '../../lab/access-points';
import { requireRefusal } from '../../lab/refusal';
import { type Assumption } from '../../model/assumption';
import { decide } from '../../model/verdict';

export const accessPointWithoutPolicy: Assumption = {
  id: '6',
  statement:
    'For an access point that never had a policy, `get-multi-region-access-point-policy` returns an empty '
    + 'policy or 404 `NoSuchMultiRegionAccessPointPolicy`.',
  evidence:
    'Buckets return 404. The documents of Multi-Region Access Points describe an empty policy. No error list '
    + 'of AWS contains this code; two emulators return it.',
  consequence:
    'Adoption of such an access point fails with MRAP909. Nothing is overwritten. If the response lacks the '
    + 'element `Policy`, deletions and adoptions of such an access point take three minutes longer.',
  manualCheck: 'Create an access point, and get its policy.',
  verification: {
    subject: 'service',
    group: 'hour',
    minutes: 30,
    run: async (lab) => {
      const accessPoint = await lab.takeAccessPoint({ isNew: true });
      try {
        const { established, proposed } = await readPolicies(lab, accessPoint);
        const texts = [established, proposed].filter((text) => text !== undefined && text !== '');
        return decide(texts.length === 0, texts.length === 0 ? 'an empty policy' : `the policy ${texts.join(' and ')}`);
      } catch (error) {
        const { code } = requireRefusal(error);
        return decide(code === 'NoSuchMultiRegionAccessPointPolicy', `the error ${code}`);
      }
    },
  },
};
