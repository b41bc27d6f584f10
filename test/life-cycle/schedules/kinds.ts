import type fc from 'fast-check';
import { runReplicationSchedule } from './replication/run-schedule';
import { replicationSchedules, type Schedule as ReplicationSchedule } from './replication/schedule';
import { runSchedule, type ScheduleResult } from './run-schedule';
import { fromDeployed, fromNothing, type Schedule } from './schedule';
import { type SimulatorConnection } from './schedule-context';
import { runScheduleOfTwoStacks } from './two-stacks/run-schedule';
import { type Schedule as ScheduleOfTwoStacks, twoStacks } from './two-stacks/schedule';

/** One kind of schedules, and the function that runs them. */
export interface ScheduleKind<S> {
  readonly schedules: fc.Arbitrary<S>;
  readonly run: (schedule: S, connect?: SimulatorConnection) => Promise<ScheduleResult>;
  /** The share of this kind in all schedules. */
  readonly share: number;
  /** The kinds of events that must occur in many schedules. */
  readonly covers: readonly string[];
}

const LATE = ['late delivery', 'late second delivery'];
const OF_ONE_STACK = ['17 members', 'second page of a list', ...LATE, 'cancelled Create', 'cancelled Update'];

export const FROM_NOTHING: ScheduleKind<Schedule> = {
  schedules: fromNothing,
  run: runSchedule,
  share: 0.3,
  covers: OF_ONE_STACK,
};
export const FROM_DEPLOYED: ScheduleKind<Schedule> = {
  schedules: fromDeployed,
  run: runSchedule,
  share: 0.3,
  covers: OF_ONE_STACK,
};
export const OF_REPLICATION: ScheduleKind<ReplicationSchedule> = {
  schedules: replicationSchedules,
  run: runReplicationSchedule,
  share: 0.1,
  covers: [...LATE, '16 destinations'],
};
export const OF_TWO_STACKS: ScheduleKind<ScheduleOfTwoStacks> = {
  schedules: twoStacks,
  run: runScheduleOfTwoStacks,
  share: 0.3,
  covers: [
    ...OF_ONE_STACK, '--no-rollback', 'retry after --no-rollback', 'OnStackFailure: DELETE', 'continue-update-rollback',
  ],
};
