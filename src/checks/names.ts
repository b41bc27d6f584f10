import { IDENTIFIERS, parseAccessPointArn } from '../facts/identifiers';
import { LIMITS } from '../facts/limits';
import { COMMERCIAL_PARTITION } from '../facts/partitions';
import { MRAP101, MRAP102, MRAP103, MRAP104, MRAP105, MRAP106, MRAP107, MRAP108 } from './diagnostics/names';
import { type Finding } from './finding';
import { groupBy } from './group-by';

/** Row N1. */
export function checkName(name: string): Finding[] {
  return IDENTIFIERS.NAME.pattern.test(name) ? [] : [MRAP101.find({ name })];
}

/** Rows N3 and N8: what the choice of a name means for replacement and renaming. */
export function checkNaming(options: { name: string | undefined; replacementAllowed: boolean }): Finding[] {
  if (options.name === undefined) return [MRAP108.find({})];
  return options.replacementAllowed ? [MRAP103.find({ name: options.name })] : [];
}

/** Row N5. */
export function checkAlias(alias: string): Finding[] {
  return IDENTIFIERS.ALIAS.pattern.test(alias) ? [] : [MRAP105.find({ alias })];
}

/** Rows N6 and N7. */
export function checkArn(arn: string): Finding[] {
  const parts = parseAccessPointArn(arn);
  return parts ? checkPartition(parts.partition) : [MRAP106.find({ arn })];
}

/** Row N7. */
export function checkPartition(partition: string): Finding[] {
  return partition === COMMERCIAL_PARTITION ? [] : [MRAP107.find({ partition })];
}

/** An access point that an application declares; its account as far as it is known. */
export interface DeclaredAccessPoint {
  readonly name: string | undefined;
  readonly account: string;
  readonly path: string;
}

/** Rows N2 and N4, over a whole application. */
export function checkAccount(declared: readonly DeclaredAccessPoint[]): Finding[] {
  return [...groupBy(declared, (entry) => entry.account)].flatMap(([account, ofAccount]) => [
    ...checkUniqueNames(account, ofAccount),
    ...(ofAccount.length > LIMITS.ACCESS_POINTS_PER_ACCOUNT.value ? [MRAP104.find({ account, count: ofAccount.length })] : []),
  ]);
}

function checkUniqueNames(account: string, declared: readonly DeclaredAccessPoint[]): Finding[] {
  const named = declared.filter((entry) => entry.name !== undefined);
  return [...groupBy(named, (entry) => entry.name!)]
    .filter(([, ofName]) => ofName.length > 1)
    .map(([name, ofName]) => MRAP102.find({ name, account, paths: ofName.map((entry) => entry.path) }));
}
