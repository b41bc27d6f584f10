/** The cells of a table in docs/security.md, by row. */
export type Rows = readonly (readonly string[])[];

/** The possible attacks with each role or permission. */
export const ATTACKS: Rows = [
  ['role or permission', 'possible', 'not possible', 'limits'],
  [
    'handlers',
    'with an access point in the stack: delete any Multi-Region Access Point of the account, which permanently '
      + 'removes its alias; create access points over any buckets; read and replace the policy of any access point, '
      + 'which gives access to readers that IAM of the account, a delegating bucket and a key also allow. With '
      + 'routes: send the traffic of any access point of the account to other members, or to a single member. With '
      + 'replication: rewrite or remove the replication of declared buckets, to any destination that a replication '
      + 'role of the stack may write to',
    'read or write objects; configure anything else of a bucket; make all members passive, because S3 refuses it',
    'Access points contain no data, and the buckets remain. Alarms show changes of routes, and replication metrics '
      + 'show missing replication. Deny `s3:DeleteMultiRegionAccessPoint` outside of deployments with a permissions '
      + 'boundary (`configure({ permissionsBoundary })`), and monitor the call in CloudTrail of us-west-2.',
  ],
  [
    'replication role',
    'read every replicated version in the declared buckets; write objects and delete markers into the declared '
      + 'destinations; decrypt and encrypt with their keys, through S3 and for these buckets only',
    'delete a version; access another bucket; use a key in another way',
    'The trust policy allows only S3, and S3 Batch Operations with `allowBatchReplication()`.',
  ],
  [
    'framework and waiter roles, or `lambda:InvokeFunction` on a handler',
    "call the handlers with forged events, which allows all actions of the handlers' roles, such as deleting an "
      + 'access point with a known name and alias',
    'any other action',
    'as above',
  ],
  [
    '`grants.failover(…)`',
    'move the traffic of one access point',
    'any other action',
    'S3 refuses to make all members passive.',
  ],
  [
    'reading executions of Step Functions',
    'answer CloudFormation instead of the handlers, as described below',
    '',
    'Do not grant `states:DescribeExecution` and `states:GetExecutionHistory` on the waiter.',
  ],
  [
    'document of a runbook, or function for Region switch',
    'move the traffic of one access point to any of its members; read all alarms (runbook)',
    'any other action',
    'Only Systems Manager and Lambda can assume these roles.',
  ],
  [
    '`runbook.grantStart(…)`',
    'start the documents, which move the traffic to a declared target',
    'change the steps of a document',
    'The document is fixed, and Systems Manager keeps each execution.',
  ],
  [
    'distribution with the access point as origin',
    'read every object through the distribution, for its viewers',
    'write objects; read any other data',
    'The policy names the distribution. A KMS key, and a bucket without delegation, allow all distributions of '
      + 'the account (ADR 0022).',
  ],
  [
    'deployment role',
    'all actions that a template can declare; the handlers add no further permissions',
    '',
    '',
  ],
];

/** The data that the library and the provider framework log. */
export const LOGGED_DATA: Rows = [
  ['place', 'data', 'secrets'],
  [
    'log of the handlers',
    'findings as JSON, with code, severity and message. Messages contain names of access points, buckets and '
      + 'Regions, operation tokens and messages of S3. An internal error also has a stack trace. Events are never '
      + 'logged',
    'none; `test/security` runs a life cycle with a marked address in every event and checks that no message '
      + 'contains it',
  ],
  [
    'log of the framework',
    'none, because the log level is FATAL. In its log messages, the framework removes the response address',
    'none',
  ],
  [
    'answers to CloudFormation, and stack events',
    'the reason of a failure without a stack trace; the attributes name, alias, ARN, domain name, creation time '
      + 'and routes in effect',
    'none',
  ],
  [
    'executions of Step Functions, kept for 90 days',
    'the whole event, as input and in the cause of each attempt: properties (names, Regions, accounts, access '
      + 'point policy) and **`ResponseURL`**',
    '`ResponseURL` is a presigned address for one answer to CloudFormation. It is valid for two hours. During '
      + 'this time, principals that can read it can report a false success or failure, with any attributes. All '
      + 'stacks with the provider framework of aws-cdk-lib have this property. Reading executions requires '
      + '`states:DescribeExecution` or `states:GetExecutionHistory`',
  ],
  [
    'CloudTrail, us-west-2 and the five control Regions',
    'every call of the handlers',
    'none',
  ],
  [
    'environment variables',
    'ARNs of functions and of the waiter',
    'none',
  ],
];

/** Renders a Markdown table. The first row is the head. */
export function renderTable([head, ...rows]: Rows): string {
  const renderRow = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [renderRow(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(renderRow)].join('\n');
}
