import { isKnown } from '../../evaluation/symbols';
import { type Condition, demandsValue } from '../../iam/condition';
import { patternsOverlap } from '../../iam/patterns';
import { type Statement } from '../../iam/statement';
import { type AccessPoint } from '../../model/access-points';
import { policiesOfBucket } from '../../model/documents';
import { type Application } from '../../model/template-model';

const KEYS = ['s3:dataaccesspointarn', 's3:dataaccesspointaccount'];

export function delegationConditions(statement: Statement): Condition[] {
  return statement.conditions.filter(({ key }) => KEYS.includes(key));
}

/** Whether a statement of a bucket policy leaves the decision to access points. */
export function isDelegation(statement: Statement): boolean {
  return statement.effect === 'Allow' && delegationConditions(statement).length > 0;
}

/** The statements by which a bucket lets an access point in, for sure or perhaps. */
export function delegationsTo(application: Application, bucketName: string, accessPoint: AccessPoint): Statement[] {
  return policiesOfBucket(application, bucketName).flatMap(({ statements }) => statements)
    .filter((statement) => isDelegation(statement)
      && delegationConditions(statement).every((condition) => mayHold(application, condition, accessPoint)));
}

function mayHold(application: Application, condition: Condition, { arn, account }: AccessPoint): boolean {
  if (!demandsValue(condition) || !condition.complete) return true;
  const actual = condition.key === 's3:dataaccesspointarn' ? arn : account;
  // What is unknown of one stack's account may be what another writes out.
  return condition.values.some((value) => patternsOverlap(application.symbols, value, actual) !== false) || !isKnown(account);
}
