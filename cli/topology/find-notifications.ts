import { groupBy } from '../../src/diagnostics/group-by';
import { CHANGE_EVENTS, type MonitoredApiCalls } from '../../src/facts/change-events';
import { asFields, asList, asText, getValueAtPath } from '../../src/linter/evaluation/read';
import { type TemplateModel, type TemplateResource } from '../../src/linter/model/template-model';
import { showConstructPath } from './construct-path';
import { listTexts } from './list-texts';
import { type NotificationKind, type NotificationView } from './topology';

/** The texts with which an event pattern refers to the resources of a group. */
export interface NotifiedResources {
  readonly bucketNames: readonly string[];
  /** Names and ARNs. */
  readonly accessPoints: readonly string[];
  readonly alarmNames: readonly string[];
  readonly runbookNames: readonly string[];
}

interface Notification {
  readonly kind: NotificationKind;
  readonly region: string;
  readonly targets: readonly string[];
}

/** Finds the event rules that report changes of a group, its alarms and its runbooks, and their targets. */
export function findNotifications(application: TemplateModel, resources: NotifiedResources): NotificationView[] {
  const topics = new Map(application.resourcesOfType('AWS::SNS::Topic')
    .map((topic) => [topic.reference(), asText(topic.properties.TopicName) ?? showConstructPath(topic)]));
  const found = application.resourcesOfType('AWS::Events::Rule').flatMap((rule): Notification[] => {
    if (rule.properties.State === 'DISABLED') return [];
    const targets = asList(rule.properties.Targets).flatMap((target) =>
      asText(getValueAtPath(target, 'Arn')) ?? [])
      .map((arn) => application.symbols.show(topics.get(arn) ?? describeTarget(arn)));
    return findKinds(rule, resources).map((kind) => ({ kind, region: rule.region ?? 'any Region', targets }));
  });
  return [...groupBy(found, ({ kind }) => kind)].map(([kind, own]) => {
    const regions = [...new Set(own.map(({ region }) => region))].sort();
    // A rule of the Region with the event bus has the target of forwarded events.
    const buses = new Set(regions.map((region) => describeEventBus('default', region)));
    const targets = [...new Set(own.flatMap((notification) => notification.targets))];
    return { kind, regions, targets: targets.filter((target) => !buses.has(target)).sort() };
  });
}

/** Shortens the ARNs of topics and of event buses, which forward events to another Region. */
function describeTarget(arn: string): string {
  const [, , service, region, , ...name] = arn.split(':');
  if (service === 'sns') return name.join(':');
  const [kind, bus] = name.join(':').split('/');
  return service === 'events' && kind === 'event-bus' ? describeEventBus(bus, region) : arn;
}

function describeEventBus(name: string, region: string): string {
  return `event bus ${name} in ${region}`;
}

function findKinds({ properties }: TemplateResource, resources: NotifiedResources): NotificationKind[] {
  const detail = getValueAtPath(properties, 'EventPattern', 'detail');
  const reports = (calls: MonitoredApiCalls) =>
    asList(getValueAtPath(detail, 'eventName')).some((name) => calls.eventNames.includes(asText(name) ?? ''));
  const texts = listTexts(getValueAtPath(detail, 'requestParameters'));
  const matches = (names: readonly string[]) =>
    names.length > 0 && (texts.length === 0 || texts.some((text) => names.includes(text)));
  const { BUCKETS, ACCESS_POINTS, ROUTES } = CHANGE_EVENTS;
  return [
    ...(reports(BUCKETS) && matches(resources.bucketNames) ? ['bucket changes' as const] : []),
    ...(reports(ACCESS_POINTS) && matches(resources.accessPoints) ? ['access point changes' as const] : []),
    ...(reports(ROUTES) && matches(resources.accessPoints) ? ['route changes' as const] : []),
    ...(selects(getValueAtPath(detail, 'alarmName'), resources.alarmNames) ? ['alarm states' as const] : []),
    ...(selects(getValueAtPath(detail, 'Definition'), resources.runbookNames) ? ['runbook executions' as const] : []),
  ];
}

/** Returns whether a field of a pattern selects one of the names, in full or by prefix. */
function selects(pattern: unknown, names: readonly string[]): boolean {
  return asList(pattern).some((entry) => {
    const prefix = asText(asFields(entry)?.prefix);
    return names.some((name) => name === entry || (prefix !== undefined && name.startsWith(prefix)));
  });
}
