import { MRAP554_POLICY_NAMES_ANOTHER_BUCKET } from '../../../diagnostics/definitions/delegation';
import { patternsOverlap } from '../../iam/patterns';
import { parseBucketName } from '../../model/buckets';
import { bucketPolicies } from '../../model/documents';
import { type Application } from '../../model/template-model';
import { type Rule, toMatches } from '../rule';

/** Row D4. */
export const ownBucket: Rule = {
  finds: [MRAP554_POLICY_NAMES_ANOTHER_BUCKET],
  check: (application) => bucketPolicies(application).flatMap(({ resource, name, statements }) => statements.flatMap((statement) => {
    const named = name === undefined || statement.resources?.negated !== false ? [] : statement.resources.values;
    const findings = named.filter((arn) => isOther(application, name!, arn)).map((arn) => MRAP554_POLICY_NAMES_ANOTHER_BUCKET.create({ bucket: name!, resource: arn }));
    return toMatches(resource, findings, `${statement.location}/Resource`);
  })),
};

function isOther(application: Application, name: string, arn: string): boolean {
  const named = parseBucketName(arn);
  return named !== undefined && patternsOverlap(application.symbols, named, name) === false;
}
