import { IDENTIFIER_FORMS, parseAccessPointArn } from '../../facts/identifiers';
import { SERVICE_LIMITS } from '../../facts/limits';
import { COMMERCIAL_PARTITION } from '../../facts/partitions';
import {
  MRAP101_MALFORMED_NAME, MRAP102_DUPLICATE_NAME, MRAP103_REPLACEMENT_WITH_FIXED_NAME, MRAP104_TOO_MANY_ACCESS_POINTS,
  MRAP105_MALFORMED_ALIAS, MRAP106_MALFORMED_ARN, MRAP107_UNSUPPORTED_PARTITION, MRAP108_GENERATED_NAME,
} from '../definitions/names';
import { type Finding } from '../finding';
import { groupBy } from '../group-by';

export function checkAccessPointName(name: string): Finding[] {
  return IDENTIFIER_FORMS.NAME.pattern.test(name) ? [] : [MRAP101_MALFORMED_NAME.create({ name })];
}

/** Checks the consequences of a declared or generated name. */
export function checkNameForReplacement(options: { name: string | undefined; replacementAllowed: boolean }): Finding[] {
  if (options.name === undefined) return [MRAP108_GENERATED_NAME.create({})];
  return options.replacementAllowed ? [MRAP103_REPLACEMENT_WITH_FIXED_NAME.create({ name: options.name })] : [];
}

export function checkAccessPointAlias(alias: string): Finding[] {
  return IDENTIFIER_FORMS.ALIAS.pattern.test(alias) ? [] : [MRAP105_MALFORMED_ALIAS.create({ alias })];
}

export function checkAccessPointArn(arn: string): Finding[] {
  const parts = parseAccessPointArn(arn);
  return parts ? checkPartition(parts.partition) : [MRAP106_MALFORMED_ARN.create({ arn })];
}

export function checkPartition(partition: string): Finding[] {
  return partition === COMMERCIAL_PARTITION ? [] : [MRAP107_UNSUPPORTED_PARTITION.create({ partition })];
}

/** An access point of an application. */
export interface NamedAccessPoint {
  readonly name: string | undefined;
  /** The account, or a text that identifies an unknown account. */
  readonly account: string;
  readonly path: string;
}

/** Checks all access points of an application. */
export function checkAccessPointsOfAccount(declared: readonly NamedAccessPoint[]): Finding[] {
  return [...groupBy(declared, ({ account }) => account)].flatMap(([account, ofAccount]) => {
    const count = ofAccount.length;
    return [
      ...checkUniqueNames(account, ofAccount),
      ...(count > SERVICE_LIMITS.ACCESS_POINTS_PER_ACCOUNT.value
        ? [MRAP104_TOO_MANY_ACCESS_POINTS.create({ account, count })]
        : []),
    ];
  });
}

function checkUniqueNames(account: string, declared: readonly NamedAccessPoint[]): Finding[] {
  const named = declared.filter(({ name }) => name !== undefined);
  return [...groupBy(named, ({ name }) => name!)]
    .filter(([, ofName]) => ofName.length > 1)
    .map(([name, ofName]) => MRAP102_DUPLICATE_NAME.create({ name, account, paths: ofName.map(({ path }) => path) }));
}
