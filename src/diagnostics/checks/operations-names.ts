import { MRAP315_DUPLICATE_NAME_OF_ALARMS_OR_RUNBOOK } from '../definitions/operations';
import { type Finding } from '../finding';
import { groupBy } from '../group-by';

/** The names of the alarms, documents and roles that a construct creates. */
export interface OperationsNames {
  /** The property that determines the names. */
  readonly property: string;
  /** The value of the property. */
  readonly name: string;
  /** The account, or a text that identifies an unknown account. */
  readonly account: string;
  readonly path: string;
  /** The names of the resources. A name that is unique in a Region contains the Region. */
  readonly resources: readonly string[];
}

/** Reports constructs that create resources of the same names in one account: once for all their resources. */
export function checkOperationsNames(declared: readonly OperationsNames[]): Finding[] {
  const groups = groupBy(declared, ({ property, name, account }) => JSON.stringify([property, name, account]));
  return [...groups.values()].flatMap((group) => {
    const duplicates = group.filter((one) => group.some((other) =>
      other !== one && other.resources.some((resource) => one.resources.includes(resource))));
    const [first] = duplicates;
    return first === undefined ? [] : [MRAP315_DUPLICATE_NAME_OF_ALARMS_OR_RUNBOOK.create({
      property: first.property, name: first.name, account: first.account, paths: duplicates.map(({ path }) => path),
    })];
  });
}
