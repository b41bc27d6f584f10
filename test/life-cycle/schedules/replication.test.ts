import { testSchedules } from './assert-schedules';
import { OF_REPLICATION } from './kinds';

testSchedules('of replication', OF_REPLICATION);
