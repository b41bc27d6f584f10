import { testSchedules } from './assert-schedules';
import { OF_TWO_STACKS } from './kinds';

testSchedules('of two stacks', OF_TWO_STACKS);
