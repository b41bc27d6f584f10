import { MRAP783_DUPLICATE_STACK_NAME } from '../definitions/environments';
import { type Finding } from '../finding';
import { groupBy } from '../group-by';

/** A stack of an application. */
export interface DeclaredStack {
  readonly name: string;
  /** The account, or a text that identifies an unknown account. */
  readonly account: string;
  readonly region: string;
  readonly path: string;
  /** Whether a construct of this library creates the stack. */
  readonly isRegional: boolean;
}

/** Reports stacks of this library that have the name of another stack in the same account and Region. */
export function checkStackNames(stacks: readonly DeclaredStack[]): Finding[] {
  return [...groupBy(stacks, ({ name, account, region }) => JSON.stringify([name, account, region])).values()]
    .filter((group) => group.length > 1 && group.some(({ isRegional }) => isRegional))
    .map((group) => MRAP783_DUPLICATE_STACK_NAME.create({
      stack: group[0].name,
      environment: `account ${group[0].account}, Region ${group[0].region}`,
      paths: group.map(({ path }) => path),
    }));
}
