import type fc from 'fast-check';
import { runReplicationSchedule } from './replication/run-schedule';
import { replicationSchedules, type Schedule as ReplicationSchedule } from './replication/schedule';
import { runSchedule, type ScheduleResult } from './run-schedule';
import { fromDeployed, fromNothing, type Schedule } from './schedule';
import { runScheduleOfTwoStacks } from './two-stacks/run-schedule';
import { type Schedule as ScheduleOfTwoStacks, twoStacks } from './two-stacks/schedule';

/** One kind of schedules, and the function that runs them. */
export interface ScheduleKind<S> {
  readonly schedules: fc.Arbitrary<S>;
  readonly run: (schedule: S) => Promise<ScheduleResult>;
  /** The share of this kind in all schedules. */
  readonly share: number;
}

export const FROM_NOTHING: ScheduleKind<Schedule> = { schedules: fromNothing, run: runSchedule, share: 0.3 };
export const FROM_DEPLOYED: ScheduleKind<Schedule> = { schedules: fromDeployed, run: runSchedule, share: 0.3 };
export const OF_REPLICATION: ScheduleKind<ReplicationSchedule> = {
  schedules: replicationSchedules, run: runReplicationSchedule, share: 0.1,
};
export const OF_TWO_STACKS: ScheduleKind<ScheduleOfTwoStacks> = {
  schedules: twoStacks, run: runScheduleOfTwoStacks, share: 0.3,
};
