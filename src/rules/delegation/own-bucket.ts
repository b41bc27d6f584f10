import { MRAP554 } from '../../checks/diagnostics/delegation';
import { type Application } from '../application';
import { overlap } from '../iam/patterns';
import { type Rule, detect } from '../rule';
import { bucketNameOf } from '../views/buckets';
import { bucketPolicies } from '../views/documents';

/** Row D4. */
export const ownBucket: Rule = {
  finds: [MRAP554],
  check: (application) => bucketPolicies(application).flatMap(({ resource, name, statements }) => statements.flatMap((statement) => {
    const named = name === undefined || statement.resources?.negated !== false ? [] : statement.resources.values;
    const findings = named.filter((arn) => isOther(application, name!, arn)).map((arn) => MRAP554.find({ bucket: name!, resource: arn }));
    return detect(resource, findings, `${statement.location}/Resource`);
  })),
};

function isOther(application: Application, name: string, arn: string): boolean {
  const named = bucketNameOf(arn);
  return named !== undefined && overlap(application.symbols, named, name) === false;
}
