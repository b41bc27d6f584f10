export { connect } from './connect';
export { runFailback, runFailover } from './failover';
export { runStatus } from './status';
export { runWatch } from './watch';
