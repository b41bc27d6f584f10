import { MRAP554_POLICY_NAMES_ANOTHER_BUCKET } from '../../../diagnostics/definitions/delegation';
import { patternsOverlap } from '../../iam/patterns';
import { parseBucketName } from '../../model/buckets';
import { findBucketPolicies } from '../../model/policies';
import { type TemplateModel } from '../../model/template-model';
import { type LinterRule, toLinterRuleMatches } from '../rule';

/** Resources of other buckets in a bucket policy. */
export const bucketPolicyOtherBucketResourcesRule: LinterRule = {
  finds: [MRAP554_POLICY_NAMES_ANOTHER_BUCKET],
  check: (application) => findBucketPolicies(application).flatMap(({ resource, name: bucket, statements }) =>
    statements.flatMap(({ resources, location }) => {
      const named = bucket === undefined || resources?.negated !== false ? [] : resources.values;
      const findings = named.filter((arn) => isOtherBucket(application, bucket!, arn))
        .map((arn) => MRAP554_POLICY_NAMES_ANOTHER_BUCKET.create({ bucket: bucket!, resource: arn }));
      return toLinterRuleMatches(resource, findings, `${location}/Resource`);
    })),
};

function isOtherBucket(application: TemplateModel, bucket: string, arn: string): boolean {
  const named = parseBucketName(arn);
  return named !== undefined && patternsOverlap(application.symbols, named, bucket) === false;
}
