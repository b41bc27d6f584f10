import { makeS3UserGuideSource } from './source';

/** The metrics of requests in the namespace `AWS/S3`. S3 publishes them for buckets with a metrics configuration. */
export const REQUEST_METRICS = {
  clientErrors: '4xxErrors',
  serverErrors: '5xxErrors',
  dimensions: { bucket: 'BucketName', configuration: 'FilterId' },
  source: makeS3UserGuideSource('metrics-dimensions'),
} as const;

/** The metric in the namespace `AWS/Events` that counts the matches of a rule. */
export const RULE_METRIC = {
  name: 'TriggeredRules',
  dimension: 'RuleName',
  source: {
    url: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html',
    date: '2026-11-29',
    verified: '2026-11-29',
  },
} as const;
