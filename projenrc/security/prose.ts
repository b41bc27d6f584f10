/** What is said of security in words; what can be read off templates and bundles is rendered between. */

export const HEAD = `<!-- Written by "npm run docs:security" from synthesized templates and bundles; edit projenrc/security. -->

# Security

What the library grants and why, what could be done with each role, what is written down where, what an organisation that denies Regions has to
exempt, and whose code ships.

## Every statement, and the call that needs it

Read off the templates of applications that together use every option that makes a statement. \`\${Alias}\` and the like is what CloudFormation resolves
at deployment, \`<bucket>\` one of the declared ones. Two things are tested:

- **Nothing needed that is not granted.** Every test that deploys with the handlers, every test of \`test/life-cycle/regressions\` and every drawn schedule
  runs with a simulator that asks IAM's rules, over exactly these statements of the two roles, for each call; a denied one fails the deployment.
- **Nothing granted that no call needs.** \`test/security\` plays the life of a stack and reads in the simulator's journal which action each call took; an
  action of a handler that none took fails the test, with the exceptions below. The replication role is judged by removing its statements one at a
  time, in every topology (\`test/constructs/replication/topologies\`), the grants by reading, writing and deleting through the simulated policies
  (\`test/constructs/access-point/grants\`).

What the simulator asks for each call follows the guides and the service authorization reference; where these leave a doubt it is in
[assumptions.md](assumptions.md), 10 and 11.`;

export const MIDDLE = `Wildcards that AWS leaves no way around:

- \`accesspoint/*\` of create, get and delete: the ARN holds the alias, which does not exist before the access point. Access points of one Region have a
  Region in their ARN and do not match. Changing the policy and the routes names the one access point.
- \`async-request/mrap/*\`: the token of an operation is known once it runs.
- \`*\` of \`s3:ListAllMyBuckets\`: IAM takes nothing else.
- \`key/*\` with \`kms:ResourceAliases\` and \`kms:ViaService\`: the id of a key in another Region is not known where the policy is written; its alias is. A
  key given by its ARN is named by it.
- the functions of aws-cdk-lib's framework may call every version of ours, and the isComplete and onTimeout functions may call onEvent, which they
  never do: aws-cdk-lib offers no way to take that away.

\`iam:PassRole\` names the one replication role, whose trust policy lets only S3 assume it; a role that is given by \`role\` may trust others as well,
and then whoever holds the handlers' role can have S3 use it, nobody else.

Functions in a VPC have the managed policy \`AWSLambdaVPCAccessExecutionRole\` besides; those of the framework have \`AWSLambdaBasicExecutionRole\`.

## What an attacker could do

With a role means: with its temporary credentials, from anywhere. Whoever has \`s3:ListAllMyBuckets\` can also read the names of all buckets of the account. No role can read or write an object through the access point or in a bucket but the
replication role and whom you grant it, and none can change IAM, a bucket policy or a key.

| with | could | could not | what limits it |
|---|---|---|---|
| the role of the asynchronous handlers | delete any Multi-Region Access Point of the account, whose alias then is lost for ever; create others over any buckets; replace the policy of those declared in the stack, and so let in readers whom IAM of the account, a delegating bucket and a key let in as well; read policies; rewrite or remove the replication of the declared buckets, to any destination that the replication role may write | touch objects or routes; configure anything else of a bucket | an access point keeps no data: its buckets stay. Replication metrics show what is missing. Deny \`s3:DeleteMultiRegionAccessPoint\` outside of deployments by a permissions boundary (\`configure({ permissionsBoundary })\`), and watch for the call in CloudTrail of us-west-2 |
| the role of the synchronous handlers | send the traffic of the declared access points to other members, or to as few as one | anything else; switch all members off: S3 refuses it | alarms of changes |
| the replication role | read every version in the declared buckets that may be replicated, and write objects and delete markers into the declared destinations; decrypt and encrypt with their keys, through S3 and for those buckets only | delete a version; reach another bucket; use a key for anything else | its trust policy: S3 alone, and S3 Batch Operations with \`allowBatchReplication()\` |
| the roles of the framework and of the waiter, or \`lambda:InvokeFunction\` on a handler | call the handlers with made-up events, and with them do what the roles of the handlers can: above all delete an access point whose name and alias they know | anything else by themselves | as above |
| \`grants.failover(…)\` | move the traffic of that one access point | anything else | S3 refuses to switch off all members |
| permission to read executions of Step Functions | answer CloudFormation in the handlers' place, see below | | do not grant \`states:DescribeExecution\` and \`states:GetExecutionHistory\` on the waiter |
| the role of a runbook's document, or of a function for Region switch | move the traffic of that one access point, to any of its members; read all alarms (runbook) | anything else | Systems Manager and Lambda alone assume them |
| \`runbook.grantStart(…)\` | start the documents, which move the traffic to one of the targets declared | make a document do anything else | the document; each execution is kept by Systems Manager |
| a distribution in front of the access point | read every object through it, for whoever may call it | write; read anything else | the policy names the distribution; a member's key and a bucket without delegation let in all distributions of the account (ADR 0022) |
| the deploying role | whatever a template can; the handlers add nothing that it could not do by itself | | |

The handlers take nothing from objects, bucket names of others or answers of S3 as code: answers are parsed by the SDK, properties by
\`src/wire\`, and what does not parse is an error. Functions have no URL and no resource policy: of the roles made
here only the framework's may call them. Their credentials come from the environment and from nowhere else (ADR 0015).

Delegation lets access points decide in the place of the bucket policy: those of the account of the access point, by default. Who may create access
points in that account and put policies on them decides who reads the buckets; \`Delegation.toAccessPoints\` names them, \`Delegation.none()\` keeps the
decision in the bucket policy. Public access is blocked at the access point and at every bucket the library makes.

## What is written down

| where | what | secrets |
|---|---|---|
| log of the handlers | findings alone, as JSON: code, severity, message. Names of access points, buckets and Regions, tokens of operations, S3's messages; of a fault of ours the stack. Never an event | none; \`test/security\` plays a whole life with a marked address in every event and finds it in no message |
| log of the framework | nothing: its level is FATAL. Where it would speak it cuts off the address for the answer | none |
| answers to CloudFormation, and so its events | the reason of a failure, with an empty stack; attributes: name, alias, ARN, domain name, creation time, routes in effect | none |
| executions of Step Functions, kept for 90 days | the whole event, as input and in the cause of every attempt: properties (names, Regions, accounts, the access point's policy) and **\`ResponseURL\`** | the presigned address at which CloudFormation takes one answer to that request, for as long as it is valid: two hours. Whoever reads it in that time can report a success or failure that did not happen, with attributes of their choice. It is how aws-cdk-lib's provider framework waits, in every stack that has one; reading executions takes \`states:DescribeExecution\` or \`states:GetExecutionHistory\` |
| CloudTrail, us-west-2 and the five Regions of routes | every call of the handlers | none |
| environment variables | ARNs of functions and of the waiter | none |

The synchronous provider, of routes, has no state machine: its events are in no history.

## Organisations that deny Regions

A service control policy that denies all but some Regions breaks the handlers, since access points are managed in us-west-2, and routes changed in one of
five Regions. This exempts exactly what they call, where they call it; here an organisation works in Frankfurt and Ireland. Add the exemptions for
global services that you have to the first list. A test runs every call of a stack's life through it, and through the same policy without the
exemption, which denies them.`;

export const TAIL = `- Regions of member buckets have to be allowed as a whole: their buckets, keys and stacks are there, and replication is configured there.
- Take no Region of routes out: when others are lost, the last one has to be allowed. With one left a failover works; with none it does not.
- \`Provisioning.cloudFormation()\` makes the same calls, by the role that CloudFormation deploys with.
- For objects requested through the access point the guides do not say which Region counts as requested: S1 in [assumptions.md](assumptions.md).

## Supply chain

- The published package has no dependencies; its peers, \`aws-cdk-lib\` and \`constructs\`, are yours to choose.
- What ships besides our code is bundled from the versions below; they are in \`package-lock.json\` with their hashes, and \`npm ci\` installs nothing else.
- \`npm run audit:shipped\`, part of \`.ci/run\`, asks the registry for advisories about them and about the peers at their oldest supported versions, and fails for one. Where the
  registry does not answer, it says so and fails only with \`AUDIT=required\`: a machine that cannot ask does not
  hold up work, and the workflows that build and release require an answer.
- Workflows run every action by its commit, not by a tag that can be moved.
- The bundles are made again at every build; \`esbuild\` writes the same bytes from the same lock file, so a hash of the handlers changes only with what is
  in them.`;
