import { REPLICATION_DIMENSIONS } from '../../src/facts/replication-metrics';
import { asList, asNumber, asText, getValueAtPath } from '../../src/linter/evaluation/read';
import { type TemplateAccessPoint } from '../../src/linter/model/access-points';
import { type TemplateModel, type TemplateResource } from '../../src/linter/model/template-model';
import { showConstructPath } from './construct-path';
import { findNotifications } from './find-notifications';
import { listTexts } from './list-texts';
import { type AlarmView, type DrillView, type OperationsView, type RunbookView } from './topology';

/** The API call with which a runbook changes routes. */
const SUBMIT = 'SubmitMultiRegionAccessPointRoutes';

/**
 * Finds the alarms, the runbook documents and the drills of a group.
 *
 * @param keysByName the keys of the buckets of the group
 */
export function findOperations(
  application: TemplateModel, accessPoints: readonly TemplateAccessPoint[], keysByName: ReadonlyMap<string, string>,
): OperationsView {
  const alarms = application.resourcesOfType('AWS::CloudWatch::Alarm')
    .flatMap((resource) => readAlarm(application, resource, keysByName) ?? []);
  const runbooks = findRunbooks(application, keysByName);
  return {
    alarms,
    notifications: findNotifications(application, {
      bucketNames: [...keysByName.keys()],
      accessPoints: accessPoints.flatMap(({ name, reference, arn }) => [name ?? reference, reference, arn]),
      alarmNames: alarms.map(({ name }) => name),
      runbookNames: runbooks.map(({ name }) => name),
    }),
    runbooks,
    drills: application.resourcesOfType('AWS::Lambda::Function')
      .flatMap((resource) => readDrill(application, resource, accessPoints) ?? []),
  };
}

interface AlarmMetric {
  readonly name: string | undefined;
  readonly dimensions: ReadonlyMap<string, string>;
}

function readAlarm(
  application: TemplateModel, resource: TemplateResource, keysByName: ReadonlyMap<string, string>,
): AlarmView | undefined {
  const { properties } = resource;
  for (const { name, dimensions } of listMetrics(properties)) {
    const from = keysByName.get(dimensions.get(REPLICATION_DIMENSIONS.source) ?? '');
    const to = keysByName.get(dimensions.get(REPLICATION_DIMENSIONS.destination) ?? '');
    if (name === undefined || from === undefined || to === undefined) continue;
    return {
      name: application.symbols.show(asText(properties.AlarmName) ?? showConstructPath(resource)),
      region: resource.region ?? 'any Region',
      metric: application.symbols.show(name),
      threshold: asNumber(properties.Threshold),
      actions: asList(properties.AlarmActions).length,
      from,
      to,
    };
  }
  return undefined;
}

/** The metrics of an alarm: one metric, or the metrics of an expression. */
function listMetrics(properties: Readonly<Record<string, unknown>>): AlarmMetric[] {
  const metrics = [
    properties, ...asList(properties.Metrics).map((entry) => getValueAtPath(entry, 'MetricStat', 'Metric')),
  ];
  return metrics.map((metric) => ({
    name: asText(getValueAtPath(metric, 'MetricName')),
    dimensions: new Map(asList(getValueAtPath(metric, 'Dimensions')).map((dimension) => [
      asText(getValueAtPath(dimension, 'Name')) ?? '', asText(getValueAtPath(dimension, 'Value')) ?? '',
    ])),
  }));
}

/** A runbook is a document that submits routes of a bucket of the group. The same name is one runbook. */
function findRunbooks(application: TemplateModel, keysByName: ReadonlyMap<string, string>): RunbookView[] {
  const regionsByName = new Map<string, string[]>();
  for (const resource of application.resourcesOfType('AWS::SSM::Document')) {
    const texts = new Set(listTexts(resource.properties.Content));
    if (!texts.has(SUBMIT) || ![...keysByName.keys()].some((bucket) => texts.has(bucket))) continue;
    const name = application.symbols.show(asText(resource.properties.Name) ?? showConstructPath(resource));
    regionsByName.set(name, [...regionsByName.get(name) ?? [], resource.region ?? 'any Region']);
  }
  return [...regionsByName].map(([name, regions]) => ({ name, regions: [...new Set(regions)].sort() }));
}

/** A drill is a function with the settings of `FailoverDrill`. */
function readDrill(
  application: TemplateModel, resource: TemplateResource, accessPoints: readonly TemplateAccessPoint[],
): DrillView | undefined {
  const setting = (name: string) => getValueAtPath(resource.properties, 'Environment', 'Variables', name);
  const maxRpoSeconds = asNumber(setting('MAX_RPO_SECONDS'));
  const bucket = asText(setting('REPORT_BUCKET'));
  const isDrill = accessPoints.some(({ arn }) => arn === setting('ACCESS_POINT_ARN'));
  if (!isDrill || maxRpoSeconds === undefined || bucket === undefined) return undefined;
  const { symbols } = application;
  return {
    name: showConstructPath(resource),
    schedule: findSchedules(application, resource.reference('Arn')).map((text) => symbols.show(text)).join(', '),
    maxRpoSeconds,
    reports: symbols.show(`s3://${bucket}/${asText(setting('REPORT_PREFIX')) ?? ''}`),
  };
}

function findSchedules(application: TemplateModel, target: string): string[] {
  return application.resourcesOfType('AWS::Events::Rule')
    .filter(({ properties }) =>
      asList(properties.Targets).some((entry) => asText(getValueAtPath(entry, 'Arn')) === target))
    .flatMap(({ properties }) => asText(properties.ScheduleExpression) ?? []);
}
