import { MRAP518_POLICY_TEMPLATE_FOR_ACCESS_POINT } from '../../../diagnostics/definitions/policies';
import { asList } from '../../evaluation/read';
import { findAccessPoints } from '../../model/access-points';
import { readBucketPolicyTemplate, SERVERLESS_TYPES_WITH_POLICIES } from '../../model/serverless';
import { type TemplateModel } from '../../model/template-model';
import { type LinterRule, toLinterRuleMatches } from '../rule';

/** The policy templates of SAM, which make the ARN of a bucket from each name. */
export const serverlessPoliciesRule: LinterRule = {
  finds: [MRAP518_POLICY_TEMPLATE_FOR_ACCESS_POINT],
  check: (application) => application.resourcesOfType(...SERVERLESS_TYPES_WITH_POLICIES).flatMap((resource) =>
    asList(resource.properties.Policies).flatMap((policy, index) => {
      const template = readBucketPolicyTemplate(policy);
      return template !== undefined && namesAccessPoint(application, template.bucket)
        ? toLinterRuleMatches(
          resource, [MRAP518_POLICY_TEMPLATE_FOR_ACCESS_POINT.create(template)], `Properties/Policies/${index}`,
        )
        : [];
    })),
};

function namesAccessPoint(application: TemplateModel, bucket: string): boolean {
  return /\.mrap$|:accesspoint\//.test(bucket)
    || findAccessPoints(application).some(({ alias, reference }) => bucket === alias || bucket === reference);
}
