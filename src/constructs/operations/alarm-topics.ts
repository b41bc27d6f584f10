import type * as sns from 'aws-cdk-lib/aws-sns';
import { MRAP791_REGION_WITHOUT_ALARM_TOPIC, MRAP792_TOPIC_IN_WRONG_REGION } from '../../diagnostics/definitions/operations';
import { type Finding } from '../../diagnostics/finding';
import { resolvedOrUndefined } from '../../validation/tokens';

/**
 * Who is told of alarms in several Regions.
 *
 * A topic that is encrypted with a key of KMS needs a key policy that lets `cloudwatch.amazonaws.com` and `events.amazonaws.com` use it, and a
 * topic that the application does not make a policy that lets `events.amazonaws.com` publish.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-region.html
 *
 * @example
 * AlarmTopics.inOneRegion(new sns.Topic(stack, 'OnCall'));
 */
export class AlarmTopics {
  /**
   * A topic in each Region: no Region is needed to hear of another one.
   *
   * Needed are the Regions of the buckets and, with access points, the five Regions that control failover. Errors: MRAP791, MRAP792.
   *
   * @param topics topics by Region code
   */
  public static perRegion(topics: { [region: string]: sns.ITopic }): AlarmTopics {
    return new AlarmTopics(topics);
  }

  /**
   * One topic in the Region of the stack, to which EventBridge forwards from all Regions. While that Region is lost, nobody is told.
   *
   * Errors: MRAP792.
   */
  public static inOneRegion(topic: sns.ITopic): AlarmTopics {
    return new AlarmTopics({}, topic);
  }

  private constructor(private readonly topics: { [region: string]: sns.ITopic }, private readonly home?: sns.ITopic) {}

  /**
   * The topic to use in a Region; undefined where its events are forwarded.
   *
   * @internal
   */
  public _in(region: string): sns.ITopic | undefined {
    return this.topics[region];
  }

  /**
   * The topic that all Regions forward to.
   *
   * @internal
   */
  public _home(): sns.ITopic | undefined {
    return this.home;
  }

  /** @internal */
  public _check(homeRegion: string, regions: readonly string[]): Finding[] {
    const given: [string, sns.ITopic][] = this.home ? [[homeRegion, this.home]] : Object.entries(this.topics);
    const missing = this.home ? [] : regions.filter((region) => !(region in this.topics));
    return [
      ...(missing.length > 0 ? [MRAP791_REGION_WITHOUT_ALARM_TOPIC.create({ regions: missing })] : []),
      ...given.map(([region, topic]) => ({ region, topicRegion: resolvedOrUndefined(topic.env.region) ?? region }))
        .filter(({ region, topicRegion }) => region !== topicRegion)
        .map((wrong) => MRAP792_TOPIC_IN_WRONG_REGION.create(wrong)),
    ];
  }
}
