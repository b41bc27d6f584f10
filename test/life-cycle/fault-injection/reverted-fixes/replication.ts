import { type Change, revert, revertAll, type RevertedFix } from './revert';

const REPLICATION = 'lambda/replication/handlers.ts';
const REPLICATION_REMOVAL = 'lambda/replication/remove.ts';
const REPLICATION_WRITE = 'lambda/replication/write.ts';

/** The check before the write counts for a minute. */
const RESTORES_ARE_NOT_CHECKED_AGAIN: Change = [
  REPLICATION_WRITE, 'assertNotSuperseded(context, event, 0)', 'assertNotSuperseded(context, event)',
];

/** The fixes of the replication rules. */
export const REPLICATION_FIXES: readonly RevertedFix[] = [
  revert(
    'replication',
    'keeps the rules of a construct that is renamed under a given role',
    REPLICATION_REMOVAL,
    'const areKept = areForeign || await mayConstructBeRenamed(request);',
    'const areKept = areForeign;',
  ),
  revert(
    'replication',
    'keeps and reports rules under a given role if CloudFormation does not list the resources',
    REPLICATION_REMOVAL,
    '/^(CREATE|UPDATE)_COMPLETE$/.test(status)) ?? true;',
    '/^(CREATE|UPDATE)_COMPLETE$/.test(status)) ?? false;',
  ),
  revert(
    'replication',
    'removes the rules of a creation if the second read of the deletion is stale',
    REPLICATION_REMOVAL,
    'if (writtenAt === -Infinity && clock.now()',
    'if (writtenAt === Infinity && clock.now()',
  ),
  revert(
    'replication',
    'keeps the rules that another stack writes during a creation that fails',
    REPLICATION_WRITE,
    'if (!isLeft) await',
    'await',
  ),
  revert(
    'replication',
    'does not move a rule that another writer adds under the role of an update that fails',
    REPLICATION_WRITE,
    'before !== undefined && findForeignRules(source.bucket, latest).length > 0',
    'false',
  ),
  revert(
    'replication',
    'removes the rules of a cancelled creation',
    REPLICATION,
    'const isCancelledCreation = isIdInventedByCloudFormation(request) &&',
    "const isCancelledCreation = request.event.type !== 'Delete' &&",
  ),
  revert(
    'replication',
    'rolls back a cancelled update of rules',
    REPLICATION,
    "IsRollback: direction !== 'forward' && isRollback(request, live)",
    'IsRollback: false',
  ),
  revert(
    'replication',
    'rolls back a refused update of rules',
    REPLICATION,
    '...checkReplicationRules(previous.Bucket, previous.Rules), ',
    '',
  ),
  ...['before', 'after'].map((when) => revert(
    'replication',
    `leaves no rules if the function of a creation ends ${when}`,
    REPLICATION,
    "if (event.type === 'Delete') return { PhysicalResourceId: event.physicalId };\n  const request",
    "if (event.type === 'Delete') return { PhysicalResourceId: event.physicalId };\n" +
      '  await isReplicationComplete(context, event);\n  const request',
  )),
  revert(
    'replication',
    'repeats a removal of rules that had no effect',
    REPLICATION_REMOVAL,
    '    writtenAt = clock.now();\n',
    '    return;\n',
  ),
  revert(
    'replication',
    'keeps rules under another role on removal',
    REPLICATION_REMOVAL,
    'mayReplicationRulesPredateResource(request) || live.role !== desired.Role',
    'mayReplicationRulesPredateResource(request)',
  ),
  revert(
    'replication',
    'writes nothing when a request is delivered again and CloudFormation does not answer',
    REPLICATION_WRITE,
    '      startTimeout: WRITE_TIMEOUT,\n',
    '',
  ),
  revert(
    'replication',
    'keeps a rule that another writer adds before S3 accepts the new role',
    REPLICATION_WRITE,
    'const live = await getReplication(s3, source);\n        assertMergeable(request, live);',
    'const live = (before ??= await getReplication(s3, source));',
  ),
  revert(
    'replication',
    'keeps a rule that another writer adds before the handler restores the previous rules',
    REPLICATION_WRITE,
    'makePreviousConfiguration(source.bucket, before, latest)',
    'before',
  ),
  ...[3, 6, 9, 12, 15, 18].map((seconds) => revert(
    'replication',
    'rolls back an update of rules that is cancelled while its handler waits '
      + `${seconds} seconds for another attempt`,
    REPLICATION_WRITE,
    'assertNotSuperseded(request.context, request.event, 0)',
    'assertNotSuperseded(request.context, request.event)',
  )),
  ...['Create', 'Update'].map((repeated) => revertAll(
    'superseded-replication',
    `keeps the rules if the request to ${repeated} them is delivered again and a read has no response`,
    [REPLICATION_WRITE, 'let mayBeWritten = false;', 'let mayBeWritten = true;'],
    RESTORES_ARE_NOT_CHECKED_AGAIN,
  )),
  revert(
    'superseded-replication',
    'writes no rules if the first delivery of a creation has failed',
    REPLICATION_WRITE,
    'assertNotSuperseded(request.context, request.event, 0)',
    'assertNotSuperseded(request.context, request.event)',
  ),
  revert(
    'superseded-replication',
    'keeps the rules of the next deployment if a cancelled update of rules receives no response',
    ...RESTORES_ARE_NOT_CHECKED_AGAIN,
  ),
  revert(
    'replication',
    'does not restore the previous rules after a later request has ended',
    REPLICATION_WRITE,
    '    await assertNotSuperseded(context, event, 0);\n    const latest',
    '    const latest',
  ),
  revert(
    'replication',
    'removes the rules of a creation that ended after its write when reads are stale',
    REPLICATION_REMOVAL,
    'if (wasAbsent && clock.now() < startedAt + STALE_ABSENCE_TIMEOUT)',
    'if (wasAbsent && clock.now() < startedAt)',
  ),
  ...[
    '150 s in a stack that is new', '4 s in a stack that is old', '150 s in a stack that is old',
  ].map((occasion) => revert(
    'replication',
    `keeps the rules of the next deployment if a removal is delivered again after ${occasion}`,
    REPLICATION_REMOVAL,
    '    await assertNotSuperseded(context, event);\n',
    '',
  )),
  revert(
    'replication',
    'fails an update of rules if a proxy answers the write and S3 does not receive it',
    'lambda/replication/merge.ts',
    'writtenRules.every((rule) => containsElements(',
    'writtenRules.every((rule) => rule.ID !== undefined || containsElements(',
  ),
  revert(
    'replication',
    'refuses the priority of a foreign rule to another destination',
    'lambda/replication/merge.ts',
    '({ Priority: priority }) => priority === rule.Priority)',
    '({ Priority: priority, DestinationBucket: to }) =>\n'
      + '      priority === rule.Priority && rule.Destination?.Bucket === `arn:aws:s3:::${to}`)',
  ),
  revert(
    'replication',
    'refuses a foreign rule without a filter',
    'lambda/replication/merge.ts',
    'if (rule.Filter === undefined) return',
    "if (rule.ID === '') return",
  ),
  revert(
    'replication',
    'refuses rules under the role of an earlier deployment',
    'lambda/replication/merge.ts',
    'if (live.role !== role && !changesRole)',
    "if (live.role === '')",
  ),
];
