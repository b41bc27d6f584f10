import { DescribeAlarmsCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { MINUTE, SECOND } from '../../../control/clock';
import { poll } from '../../lab/poll';
import { type ServiceLab } from '../../lab/service-lab';
import { requireOutputs } from '../../lab/stack-template';
import {
  EVALUATED_PERIODS, makeGrowthAlarmsTemplate, type ProbeMetric,
} from '../../lab/templates/growth-alarms';
import { type Assumption } from '../../model/assumption';
import { abstain, confirm, refute } from '../../model/verdict';

export const metricMathDiff: Assumption = {
  id: '29',
  statement: '`DIFF` of a metric in an alarm includes the period before the first period that the alarm evaluates.',
  evidence: 'The guide describes it for graphs, and recommends care for sparse metrics in alarms.',
  consequence: 'The alarm for pending operations is raised after 70 minutes instead of 60.',
  manualCheck:
    'Make operations pend: deny the role the use of the destination\'s key, and put an object every minute.',
  verification: {
    subject: 'service',
    group: 'day',
    minutes: 25,
    onlyOnAws: 'because the simulator has no alarms',
    run: async (lab) => {
      const [region] = lab.memberRegions;
      const metric: ProbeMetric = { namespace: 'mrap-verify', name: lab.makeName() };
      const { AlarmName: alarm, ControlName: control } = requireOutputs(
        await lab.deployStack(region, makeGrowthAlarmsTemplate(metric)));
      // The metric grows in all evaluated periods only if the first one has a period before it.
      await publishGrowth(lab, region, metric, EVALUATED_PERIODS + 1);
      let isControlRaised = false;
      const isRaised = await poll(lab.clock, { every: 15 * SECOND, limit: 15 * MINUTE }, async () => {
        const raised = await listRaised(lab, region, [alarm, control]);
        isControlRaised ||= raised.includes(control);
        return raised.includes(alarm) || undefined;
      });
      if (isRaised) return confirm('the alarm is raised after as many growing periods as it evaluates');
      return isControlRaised
        ? refute('the alarm is not raised after as many growing periods as it evaluates, and an alarm for one less is')
        : abstain('CloudWatch raised no alarm after a quarter of an hour');
    },
  },
};

/** Publishes rising values, one in each minute. */
async function publishGrowth(
  lab: ServiceLab, region: string, { namespace, name }: ProbeMetric, points: number,
): Promise<void> {
  const firstMinute = (Math.floor(lab.clock.now() / MINUTE) + 1) * MINUTE;
  for (let point = 0; point < points; point += 1) {
    const minute = firstMinute + point * MINUTE;
    await lab.clock.sleep(minute - lab.clock.now());
    await lab.clients.cloudWatch(region).send(new PutMetricDataCommand({
      Namespace: namespace, MetricData: [{ MetricName: name, Timestamp: new Date(minute), Value: point + 1 }],
    }));
  }
}

async function listRaised(lab: ServiceLab, region: string, names: readonly string[]): Promise<readonly string[]> {
  const { MetricAlarms: alarms = [] } = await lab.clients.cloudWatch(region).send(
    new DescribeAlarmsCommand({ AlarmNames: [...names], StateValue: 'ALARM' }));
  return alarms.map(({ AlarmName: name }) => name!);
}
