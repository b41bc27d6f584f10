import { testSchedules } from './assert-schedules';
import { fromDeployed } from './schedule';

testSchedules('of a stack that is deployed', fromDeployed);
