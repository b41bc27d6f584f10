import type fc from 'fast-check';
import { type Played, play } from './play';
import { play as playReplication } from './replication/play';
import { ofReplication, type Schedule as ReplicationSchedule } from './replication/schedule';
import { fromDeployed, fromNothing, type Schedule } from './schedule';

/** One kind of schedules, and how to play it. */
export interface Kind<S> {
  readonly schedules: fc.Arbitrary<S>;
  readonly play: (schedule: S) => Promise<Played>;
  /** How many of all schedules that are played are of this kind. */
  readonly share: number;
}

export const FROM_NOTHING: Kind<Schedule> = { schedules: fromNothing, play, share: 0.4 };
export const FROM_DEPLOYED: Kind<Schedule> = { schedules: fromDeployed, play, share: 0.4 };
export const OF_REPLICATION: Kind<ReplicationSchedule> = { schedules: ofReplication, play: playReplication, share: 0.2 };
