import { type ControlHttpRoute, respondWith } from './control-http-routes';
import { defineHttpRoute, findQueryText, parseIntegerQueryParameter, readXmlBody } from './http-route';
import {
  makeXmlListShape, makeXmlStructureShape, xmlBooleanShape, xmlIntegerShape, xmlStringShape, xmlTimestampShape,
} from './shape';

const JOBS = '/v20180820/jobs';

const operation = makeXmlStructureShape({ S3ReplicateObject: makeXmlStructureShape({}) });
const manifestGenerator = makeXmlStructureShape({
  S3JobManifestGenerator: makeXmlStructureShape({
    ExpectedBucketOwner: xmlStringShape,
    SourceBucket: xmlStringShape,
    Filter: makeXmlStructureShape({
      EligibleForReplication: xmlBooleanShape,
      CreatedAfter: xmlTimestampShape,
      CreatedBefore: xmlTimestampShape,
      ObjectReplicationStatuses: makeXmlListShape('member', xmlStringShape),
    }),
    EnableManifestOutput: xmlBooleanShape,
  }),
});

const createJobRequestShape = makeXmlStructureShape({
  ConfirmationRequired: xmlBooleanShape,
  Operation: operation,
  Report: makeXmlStructureShape({ Enabled: xmlBooleanShape }),
  ClientRequestToken: xmlStringShape,
  Description: xmlStringShape,
  Priority: xmlIntegerShape,
  RoleArn: xmlStringShape,
  ManifestGenerator: manifestGenerator,
});

const progress = makeXmlStructureShape({
  TotalNumberOfTasks: xmlIntegerShape, NumberOfTasksSucceeded: xmlIntegerShape, NumberOfTasksFailed: xmlIntegerShape,
});

const describeJobResultShape = makeXmlStructureShape({
  Job: makeXmlStructureShape({
    JobId: xmlStringShape,
    ConfirmationRequired: xmlBooleanShape,
    Description: xmlStringShape,
    JobArn: xmlStringShape,
    Status: xmlStringShape,
    Operation: operation,
    Priority: xmlIntegerShape,
    ProgressSummary: progress,
    FailureReasons: makeXmlListShape('member', makeXmlStructureShape({ FailureReason: xmlStringShape })),
    CreationTime: xmlTimestampShape,
    TerminationDate: xmlTimestampShape,
    RoleArn: xmlStringShape,
    ManifestGenerator: manifestGenerator,
  }),
});

const listJobsResultShape = makeXmlStructureShape({
  NextToken: xmlStringShape,
  Jobs: makeXmlListShape('member', makeXmlStructureShape({
    JobId: xmlStringShape,
    Description: xmlStringShape,
    Operation: xmlStringShape,
    Priority: xmlIntegerShape,
    Status: xmlStringShape,
    CreationTime: xmlTimestampShape,
    TerminationDate: xmlTimestampShape,
    ProgressSummary: progress,
  })),
});

/** The operations of S3 Batch Operations. Their bodies need no checksum. */
export const JOB_HTTP_ROUTES: readonly ControlHttpRoute[] = [
  {
    path: JOBS,
    ...defineHttpRoute({
      operation: 'CreateJob',
      method: 'POST',
      read: ({ body }) => readXmlBody('CreateJobRequest', createJobRequestShape, body),
      respond: respondWith('CreateJob', makeXmlStructureShape({ JobId: xmlStringShape })),
    }),
  },
  {
    path: JOBS,
    ...defineHttpRoute({
      operation: 'ListJobs',
      method: 'GET',
      read: (request) => ({
        JobStatuses: request.query.getAll('jobStatuses'),
        MaxResults: parseIntegerQueryParameter(request.query, 'maxResults', 'InvalidRequest'),
        NextToken: findQueryText(request, 'nextToken'),
      }),
      respond: respondWith('ListJobs', listJobsResultShape),
    }),
  },
  {
    path: `${JOBS}/:label`,
    ...defineHttpRoute({
      operation: 'DescribeJob',
      method: 'GET',
      read: ({ label }) => ({ JobId: label }),
      respond: respondWith('DescribeJob', describeJobResultShape),
    }),
  },
];
