import { type Assumption } from '../../model/assumption';

export const metricMathDiff: Assumption = {
  id: '29',
  statement: '`DIFF` of a metric in an alarm includes the period before the first period that the alarm evaluates.',
  evidence: 'The guide describes it for graphs, and recommends care for sparse metrics in alarms.',
  consequence: 'The alarm for pending operations is raised after 70 minutes instead of 60.',
  manualCheck:
    'Make operations pend: deny the role the use of the destination\'s key, and put an object every minute.',
  verification: { notAutomatable: 'because the alarm needs an hour of failed replication' },
};
