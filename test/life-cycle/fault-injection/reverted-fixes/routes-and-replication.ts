import { type Change, revert, revertAll, type RevertedFix } from './revert';

const DECISION = 'lambda/routes/decision.ts';
const ROUTES = 'lambda/routes/handler.ts';
const ROUTES_ID = 'lambda/routes/physical-id.ts';
const ROUTES_ROLLBACK = 'lambda/routes/rollback.ts';
const REPLICATION = 'lambda/replication/handlers.ts';
const REPLICATION_REMOVAL = 'lambda/replication/remove.ts';
const REPLICATION_WRITE = 'lambda/replication/write.ts';

const IGNORE_KEEP: Change = [DECISION, 'if (liveRoutes === \'KEEP\' || ', 'if ('];
const IGNORE_ENFORCE: Change = [DECISION, 'return \'overwrite\'', 'return \'keep\''];
const IGNORE_FAIL: Change = [DECISION, 'return \'refuse\'', 'return \'submit\''];

const FAILOVER_FIXES = [
  revert('manual-failover', 'after a manual failover applies LiveRoutes KEEP on create', ...IGNORE_KEEP),
  revert('manual-failover', 'after a manual failover applies LiveRoutes ENFORCE on create', ...IGNORE_ENFORCE),
  revert('manual-failover', 'after a manual failover applies LiveRoutes FAIL on create', ...IGNORE_FAIL),
  ...['KEEP', 'FAIL'].map((liveRoutes) => revert(
    'manual-failover',
    `after a manual failover applies LiveRoutes ${liveRoutes} to a new access point that it adopts`,
    'lambda/access-point/is-complete.ts',
    "live && id.kind === 'created' ? new Date",
    'live ? new Date',
  )),
  revert('manual-failover', 'after a manual failover applies LiveRoutes KEEP on update', ...IGNORE_KEEP),
  revert('manual-failover', 'after a manual failover applies LiveRoutes ENFORCE on update', ...IGNORE_ENFORCE),
  revert('manual-failover', 'after a manual failover applies LiveRoutes FAIL on update', ...IGNORE_FAIL),
  revert(
    'manual-failover',
    'after a manual failover applies LiveRoutes KEEP on rollback',
    DECISION,
    "if (liveRoutes === 'KEEP' || equalDials(live, desired)) return 'keep';",
    "if (liveRoutes === 'KEEP') return 'submit';",
  ),
  revert(
    'manual-failover',
    'after a manual failover keeps the change in the rollback of a deployment that declares it',
    ROUTES,
    'skippedRoutes: { ...hashDeclaration(previous), at }',
    '',
  ),
  revert(
    'manual-failover',
    'after a manual failover applies LiveRoutes ENFORCE on rollback',
    ROUTES,
    'report(MRAP912_MANUAL_ROUTES_OVERWRITTEN.create({ before: showDials(live) }));',
    '',
  ),
  revertAll(
    'manual-failover',
    'after a manual failover applies LiveRoutes FAIL on rollback',
    [
      ROUTES_ROLLBACK,
      "if (before && isManualChange(before) && failed.LiveRoutes !== 'ENFORCE')",
      'if (before && failed.LiveRoutes === undefined)',
    ],
    [ROUTES_ROLLBACK, 'if (members === undefined || isManualChange(members))', 'if (members === undefined)'],
  ),
  revertAll(
    'manual-failover',
    'after a manual failover keeps the change in a deployment that declares the same routes with LiveRoutes KEEP',
    [ROUTES_ID, 'if (previous && equalDeclarations(desired, previous)) return true;', ''],
    [ROUTES_ID, 'return isRollbackOfSkipped || equalDeclarations(desired, id);', 'return isRollbackOfSkipped;'],
  ),
  revert(
    'manual-failover',
    'for a failed change of routes restores the previous routes if the function ends',
    ROUTES,
    'if (previous && isFailedUpdate(id, desired, previous)) return rollBackRoutes(request, previous);',
    '',
  ),
  revert(
    'manual-failover',
    'for a failed change of routes restores the previous routes if CloudFormation cancels the change',
    ROUTES_ROLLBACK,
    'await clock.sleep(startedAt + SUBMIT_TIMEOUT + IN_FLIGHT_GRACE_PERIOD - clock.now());',
    '',
  ),
];

const REPLICATION_FIXES = [
  revert(
    'replication',
    'removes the rules of a cancelled creation',
    REPLICATION,
    'const isCancelledCreation = isInventedId(request) &&',
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
    '[...checkRules(previous.Bucket, previous.Rules), ...checkMergeable(live, previous, desired.Role)]',
    'checkMergeable(live, previous, desired.Role)',
  ),
  revert(
    'replication',
    'leaves no rules if the function of a creation ends after',
    REPLICATION,
    "if (event.type === 'Delete') return { PhysicalResourceId: event.physicalId };\n  const request",
    "if (event.type === 'Delete') return { PhysicalResourceId: event.physicalId };\n" +
      '  await isReplicationComplete(context, event);\n  const request',
  ),
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
    'mayHaveExistedBefore(request) || live.role !== desired.Role',
    'mayHaveExistedBefore(request)',
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
  revert(
    'replication',
    'does not restore the previous rules after a later request has ended',
    REPLICATION_WRITE,
    '    await assertNotSuperseded(context, event);\n    const latest',
    '    const latest',
  ),
  revert(
    'replication',
    'removes the rules of a creation that ended after its write when reads are stale',
    REPLICATION_REMOVAL,
    'if (isAbsent && clock.now() < startedAt + STALE_ABSENCE_TIMEOUT)',
    'if (isAbsent && clock.now() < startedAt)',
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

export const ROUTES_AND_REPLICATION: readonly RevertedFix[] = [...FAILOVER_FIXES, ...REPLICATION_FIXES];
