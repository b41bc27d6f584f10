import { testSchedules } from './assert-schedules';
import { fromNothing } from './schedule';

testSchedules('from nothing', fromNothing);
