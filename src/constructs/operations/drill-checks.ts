import type * as events from 'aws-cdk-lib/aws-events';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { type Duration, Stack, Token } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { MRAP788_INVALID_PROPERTY } from '../../diagnostics/definitions/usage';
import { type Finding } from '../../diagnostics/finding';
import { isGranteeOfAnotherAccount } from '../access-point/foreign-grantee';

/** The maximum duration of a drill. */
const DRILL_MINUTES = 15;

/** Every backlog is older than nothing, so a drill without a recovery point would always fail. */
export function checkMaxRpo(maxRpo: Duration): Finding[] {
  if (maxRpo.isUnresolved() || maxRpo.toSeconds({ integral: false }) >= 1) return [];
  const got = `${maxRpo.toSeconds({ integral: false })} seconds`;
  return [MRAP788_INVALID_PROPERTY.create({ property: 'maxRpo', got, expected: 'at least 1 second' })];
}

/** IAM simulates only roles of its account. */
export function checkFailoverRole(scope: IConstruct, role: iam.IRole): Finding[] {
  return isGranteeOfAnotherAccount(scope, Stack.of(scope).account, role) ? [MRAP788_INVALID_PROPERTY.create({
    property: 'failoverRole',
    got: `a role of account ${role.principalAccount}`,
    expected: 'a role of the account of the access point, because only its principals can fail over',
  })] : [];
}

/** Only the prefix limits the permission of the drill to write and delete objects. */
export function checkCanaryPrefix(prefix: string | undefined): Finding[] {
  if (prefix === undefined || Token.isUnresolved(prefix) || /^[^*?$]+$/.test(prefix)) return [];
  return [MRAP788_INVALID_PROPERTY.create({
    property: 'canaryPrefix',
    got: prefix === '' ? 'empty text' : JSON.stringify(prefix),
    expected: 'a prefix that is not empty and does not contain *, ? or $',
  })];
}

/** Drills that overlap would measure each other's canaries. */
export function checkDrillSchedule({ expressionString: expression }: events.Schedule): Finding[] {
  const minutes = readScheduleMinutes(expression);
  if (minutes === undefined || minutes >= DRILL_MINUTES) return [];
  return [MRAP788_INVALID_PROPERTY.create({
    property: 'schedule', got: JSON.stringify(expression), expected: `at most one drill every ${DRILL_MINUTES} minutes`,
  })];
}

/** Reads the minutes between two drills from a rate or from the first field of a cron expression. */
function readScheduleMinutes(expression: string): number | undefined {
  const [, rate] = /^rate\((\d+) minutes?\)$/.exec(expression) ?? [];
  if (rate !== undefined) return Number(rate);
  if (/^cron\(\* /.test(expression)) return 1;
  const [, step] = /^cron\((?:\*|\d+)\/(\d+) /.exec(expression) ?? [];
  return step === undefined ? undefined : Number(step);
}
