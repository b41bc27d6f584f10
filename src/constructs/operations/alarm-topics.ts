import type * as sns from 'aws-cdk-lib/aws-sns';
import {
  MRAP791_REGION_WITHOUT_ALARM_TOPIC, MRAP792_TOPIC_IN_WRONG_REGION,
} from '../../diagnostics/definitions/operations';
import { type Finding } from '../../diagnostics/finding';
import {
  assertParameters, makeClassInstancePropertyKind, makeMapPropertyKind, makeObjectWithMemberPropertyKind,
} from '../../validation/assert-properties';
import { WeakInternals } from '../../validation/internals';
import { toTextUnlessToken } from '../../validation/tokens';

type RegionalTopics = { readonly [region: string]: sns.ITopic };

/** One topic for each Region, or one topic in the home Region. */
export type TopicSelection =
  | { readonly kind: 'per-region'; readonly topics: RegionalTopics }
  | { readonly kind: 'one-region'; readonly topic: sns.ITopic };

const SELECTIONS = new WeakInternals<AlarmTopics, TopicSelection>('AlarmTopics');
const TOPIC_KIND = makeObjectWithMemberPropertyKind('topicArn', 'a topic');

/**
 * The SNS topics that receive alarms from several Regions.
 *
 * If a KMS key encrypts a topic, its key policy must allow `cloudwatch.amazonaws.com` and `events.amazonaws.com` to use
 * the key. The policy of an imported topic must allow `events.amazonaws.com`, and with `perRegion` also
 * `cloudwatch.amazonaws.com`, to publish.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-region.html
 *
 * @example
 * AlarmTopics.inOneRegion(onCall);
 */
export class AlarmTopics {
  /**
   * Uses a topic in each Region, so that alarms do not depend on any other Region.
   *
   * The required Regions are the Regions of the buckets and, with access points, the five failover control Regions.
   * Errors: MRAP791, MRAP792.
   *
   * @param topics the topics by Region
   * @returns the topics of alarms
   */
  public static perRegion(topics: { [region: string]: sns.ITopic }): AlarmTopics {
    assertParameters('AlarmTopics.perRegion', { topics }, { topics: makeMapPropertyKind(TOPIC_KIND) });
    return new AlarmTopics({ kind: 'per-region', topics });
  }

  /**
   * Uses one topic in the Region of the stack. EventBridge forwards the alarms of all other Regions to it.
   *
   * The topic receives no alarms during an outage of its Region. Errors: MRAP792.
   *
   * @param topic the topic in the Region of the stack
   * @returns the topics of alarms
   */
  public static inOneRegion(topic: sns.ITopic): AlarmTopics {
    assertParameters('AlarmTopics.inOneRegion', { topic }, { topic: TOPIC_KIND });
    return new AlarmTopics({ kind: 'one-region', topic });
  }

  private constructor(private readonly selection: TopicSelection) {
    SELECTIONS.set(this, this.selection);
  }
}

/** The kind of a property that accepts this class. */
export const ALARM_TOPICS_PROPERTY_KIND = makeClassInstancePropertyKind(SELECTIONS, 'an AlarmTopics');

/** Finds the topic that receives the alarms of a Region directly. */
export function findRegionalTopic(topics: AlarmTopics, region: string): sns.ITopic | undefined {
  const selection = SELECTIONS.get(topics);
  return selection.kind === 'per-region' ? selection.topics[region] : undefined;
}

/** Finds the topic in the home Region that receives the forwarded alarms of all Regions. */
export function findHomeTopic(topics: AlarmTopics): sns.ITopic | undefined {
  const selection = SELECTIONS.get(topics);
  return selection.kind === 'one-region' ? selection.topic : undefined;
}

/** Checks that each required Region has a topic and that each topic is in the right Region (MRAP791, MRAP792). */
export function checkAlarmTopics(topics: AlarmTopics, homeRegion: string, regions: readonly string[]): Finding[] {
  const selection = SELECTIONS.get(topics);
  if (selection.kind === 'one-region') return checkTopicRegion(homeRegion, selection.topic);
  const missing = regions.filter((region) => !(region in selection.topics));
  return [
    ...(missing.length > 0 ? [MRAP791_REGION_WITHOUT_ALARM_TOPIC.create({ regions: missing })] : []),
    ...Object.entries(selection.topics).flatMap(([region, topic]) => checkTopicRegion(region, topic)),
  ];
}

function checkTopicRegion(region: string, topic: sns.ITopic): Finding[] {
  const topicRegion = toTextUnlessToken(topic.env.region) ?? region;
  return topicRegion === region ? [] : [MRAP792_TOPIC_IN_WRONG_REGION.create({ region, topicRegion })];
}
