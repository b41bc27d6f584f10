import { testSchedules } from './assert-schedules';
import { FROM_NOTHING } from './kinds';

testSchedules('from nothing', FROM_NOTHING);
