import { type Change, revert, revertAll, type RevertedFix } from './revert';

const CHANGE_TRAFFIC = 'cli/operate/change-traffic.ts';
const ANSWERS = 'control/routes/answers.ts';
const PLAN = 'control/failover/plan.ts';

/** The command line reads the first control Region alone. */
const ONE_REGION_DECIDES: Change[] = [
  ['control/routes/every-control-region.ts', 'CONTROL_REGIONS.map(async', 'CONTROL_REGIONS.slice(0, 1).map(async'],
  ['control/routes/routes-views.ts', 'showing.length >= CONTROL_REGION_MAJORITY', 'showing.length > 0'],
];
/** Only edges out of drained members count. */
const IGNORE_INCOMING_BACKLOG: Change = [
  PLAN,
  'return !isActive(after, source.region) || wasPassive(destination.region);',
  'return !isActive(after, source.region);',
];

/** The fixes of the command line for an outage. */
export const COMMANDS: readonly RevertedFix[] = [
  revertAll(
    'commands',
    'failover ends after the change although one control Region returns routes of the day before',
    ...ONE_REGION_DECIDES,
  ),
  revert(
    'commands',
    'failover submits only the named members, so that a recent change of another member stays',
    'control/failover/change-routes.ts',
    'const { named, after } = plan;',
    'const { members: named, after } = plan;',
  ),
  revertAll(
    'commands',
    'failover submits a change that one control Region already returns, if the others do not',
    ...ONE_REGION_DECIDES,
    [CHANGE_TRAFFIC, 'if (plan.isInEffect && doRegionsAgree(views))', 'if (plan.isInEffect)'],
  ),
  ...[
    'refuses the credentials with InvalidAccessKeyId',
    'refuses the credentials with SignatureDoesNotMatch',
    'does not know the access point',
  ].map((refusal) => revert(
    'commands',
    `failover continues if one control Region ${refusal}`,
    ANSWERS,
    "return isRefusedHere ? 'refused here' : 'final';",
    "return 'final';",
  )),
  revert(
    'commands',
    'failover continues if one control Region refuses the credentials with ExpiredToken',
    ANSWERS,
    "  'ExpiredToken',\n",
    '',
  ),
  revert(
    'commands',
    'failover changes the routes if the clock of the computer is an hour slow for all control Regions',
    'control/call-limits.ts',
    'if (!wasClockCorrected(error)) throw error;',
    'throw error;',
  ),
  revert(
    'commands',
    'failover accepts its own change if the next control Region reports a conflict with it',
    'control/routes/hedged-submit.ts',
    'if (!this.hasUnanswered && this.inFlight.size === 0) throw',
    'throw',
  ),
  revert(
    'commands',
    'failover continues if one control Region refuses the time of the computer',
    ANSWERS,
    "const isRefusedHere = kind === 'clock skew' || ",
    'const isRefusedHere = ',
  ),
  revert(
    'commands',
    'failover refuses to submit if another operator changed the routes while the prompt waited',
    CHANGE_TRAFFIC,
    'await this.checkUnchanged(client, reading, views);',
    '',
  ),
  revert(
    'commands',
    'failover refuses to activate a Region into which replication is pending',
    ...IGNORE_INCOMING_BACKLOG,
  ),
  revert(
    'commands',
    'failback refuses to activate a Region into which replication is pending',
    ...IGNORE_INCOMING_BACKLOG,
  ),
  revert(
    'commands',
    'failover shows the recent change of another operator before the prompt',
    CHANGE_TRAFFIC,
    'for (const line of await recentChanges ?? [])',
    'for (const line of [])',
  ),
  revert(
    'commands',
    'failover reads the routes before it repeats a change without an answer, and leaves a change after it',
    'control/routes/hedged-submit.ts',
    'const outcome = this.hasUnanswered ? await this.options.readOutcome() : undefined;',
    'const outcome = undefined;',
  ),
  revert(
    'commands',
    'failover --apply refuses a plan whose routes another operator has changed',
    'cli/operate/failover.ts',
    'if (plan.isInEffect || changed === undefined) return plan;',
    'return plan;',
  ),
  revert(
    'commands',
    'history shows two submits of one caller within ten seconds as one change',
    'control/history/recorded-change.ts',
    'const ONE_CHANGE = 10 * SECOND;',
    'const ONE_CHANGE = 0 * SECOND;',
  ),
  revert(
    'commands',
    'status ends within 6.5 seconds for a name while us-west-2 does not answer',
    'cli/operate/status.ts',
    'clock.now() + timeout)',
    'Infinity)',
  ),
  revert(
    'commands',
    'status ends within 6.5 seconds with --against while the Region of a member does not answer',
    'cli/operate/status.ts',
    'clock.now() + COMPARISON_TIMEOUT',
    'Infinity',
  ),
];
