import { testSchedules } from './assert-schedules';
import { FROM_DEPLOYED } from './kinds';

testSchedules('that start with a deployed stack', FROM_DEPLOYED);
