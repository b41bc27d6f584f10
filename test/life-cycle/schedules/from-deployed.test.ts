import { testSchedules } from './assert-schedules';
import { FROM_DEPLOYED } from './kinds';

testSchedules('of a stack that is deployed', FROM_DEPLOYED);
