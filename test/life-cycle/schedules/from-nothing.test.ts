import { testSchedules } from './assert-schedules';
import { FROM_NOTHING } from './kinds';

testSchedules('that start without a stack', FROM_NOTHING);
