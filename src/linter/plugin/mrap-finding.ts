import { type FindingSeverity } from '../../diagnostics/finding';

/**
 * A finding of the checks in an application.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointRestrictions.html
 */
export interface MrapFinding {
  /**
   * The id of the rule, for example `MRAP203`. An id never changes.
   */
  readonly ruleId: string;

  /**
   * How much the finding matters.
   */
  readonly severity: FindingSeverity;

  /**
   * The problem, the value received and the value expected.
   */
  readonly message: string;

  /**
   * The action to take.
   */
  readonly fix: string;

  /**
   * The path of the construct that the finding concerns.
   */
  readonly constructPath: string;

  /**
   * The logical id of the resource in its template.
   */
  readonly logicalId: string;

  /**
   * The property, as a path in the resource, for example `Properties/Regions/0`.
   *
   * @default - the resource as a whole
   */
  readonly location?: string;

  /**
   * The page of the AWS documentation that states the rule.
   */
  readonly sourceUrl: string;
}
