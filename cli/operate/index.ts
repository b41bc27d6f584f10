export { runBackfill } from './backfill';
export { connectToAws } from './connect';
export { runDrillCommand } from './drill';
export { runFailback, runFailover } from './failover';
export { runHistory } from './history';
export { readLiveRoutes } from './live-routes';
export { runOwnCommand } from './own';
export { runStatus } from './status';
export { runWatch } from './watch';
