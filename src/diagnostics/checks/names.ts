import { IDENTIFIERS, parseAccessPointArn } from '../../facts/identifiers';
import { LIMITS } from '../../facts/limits';
import { COMMERCIAL_PARTITION } from '../../facts/partitions';
import { MRAP101_MALFORMED_NAME, MRAP102_DUPLICATE_NAME, MRAP103_REPLACEMENT_WITH_FIXED_NAME, MRAP104_TOO_MANY_ACCESS_POINTS, MRAP105_MALFORMED_ALIAS, MRAP106_MALFORMED_ARN, MRAP107_UNSUPPORTED_PARTITION, MRAP108_GENERATED_NAME } from '../definitions/names';
import { type Finding } from '../finding';
import { groupBy } from '../group-by';

/** Row N1. */
export function checkName(name: string): Finding[] {
  return IDENTIFIERS.NAME.pattern.test(name) ? [] : [MRAP101_MALFORMED_NAME.create({ name })];
}

/** Rows N3 and N8: what the choice of a name means for replacement and renaming. */
export function checkNaming(options: { name: string | undefined; replacementAllowed: boolean }): Finding[] {
  if (options.name === undefined) return [MRAP108_GENERATED_NAME.create({})];
  return options.replacementAllowed ? [MRAP103_REPLACEMENT_WITH_FIXED_NAME.create({ name: options.name })] : [];
}

/** Row N5. */
export function checkAlias(alias: string): Finding[] {
  return IDENTIFIERS.ALIAS.pattern.test(alias) ? [] : [MRAP105_MALFORMED_ALIAS.create({ alias })];
}

/** Rows N6 and N7. */
export function checkArn(arn: string): Finding[] {
  const parts = parseAccessPointArn(arn);
  return parts ? checkPartition(parts.partition) : [MRAP106_MALFORMED_ARN.create({ arn })];
}

/** Row N7. */
export function checkPartition(partition: string): Finding[] {
  return partition === COMMERCIAL_PARTITION ? [] : [MRAP107_UNSUPPORTED_PARTITION.create({ partition })];
}

/** An access point that an application declares; its account as far as it is known. */
export interface NamedAccessPoint {
  readonly name: string | undefined;
  readonly account: string;
  readonly path: string;
}

/** Rows N2 and N4, over a whole application. */
export function checkAccount(declared: readonly NamedAccessPoint[]): Finding[] {
  return [...groupBy(declared, (entry) => entry.account)].flatMap(([account, ofAccount]) => [
    ...checkUniqueNames(account, ofAccount),
    ...(ofAccount.length > LIMITS.ACCESS_POINTS_PER_ACCOUNT.value ? [MRAP104_TOO_MANY_ACCESS_POINTS.create({ account, count: ofAccount.length })] : []),
  ]);
}

function checkUniqueNames(account: string, declared: readonly NamedAccessPoint[]): Finding[] {
  const named = declared.filter((entry) => entry.name !== undefined);
  return [...groupBy(named, (entry) => entry.name!)]
    .filter(([, ofName]) => ofName.length > 1)
    .map(([name, ofName]) => MRAP102_DUPLICATE_NAME.create({ name, account, paths: ofName.map((entry) => entry.path) }));
}
