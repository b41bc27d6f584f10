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
const SUBMIT_ALL: Change = [
  ROUTES,
  'const dials = isEnforced || fresh ? declared : findChangedDials(expected, declared);',
  'const dials = declared;',
];

const FAILOVER_FIXES = [
  revert(
    'manual-failover',
    'rolls back a change of routes whose response the provider framework did not receive',
    ROUTES,
    'operations.get(submittedKey) ?? skippedId()',
    'skippedId()',
  ),
  revert('manual-failover', 'after a manual failover applies LiveRoutes KEEP on create', ...IGNORE_KEEP),
  revert('manual-failover', 'after a manual failover applies LiveRoutes ENFORCE on create', ...IGNORE_ENFORCE),
  revertAll('manual-failover', 'after a manual failover applies LiveRoutes FAIL on create', IGNORE_FAIL, SUBMIT_ALL),
  revert('manual-failover', 'after a manual failover applies LiveRoutes KEEP on update', ...IGNORE_KEEP),
  revert('manual-failover', 'after a manual failover applies LiveRoutes ENFORCE on update', ...IGNORE_ENFORCE),
  revert('manual-failover', 'after a manual failover applies LiveRoutes FAIL on update', ...IGNORE_FAIL),
  revert(
    'manual-failover',
    'after a manual failover applies LiveRoutes KEEP on rollback',
    DECISION,
    "if (liveRoutes === 'KEEP' || equalRegionDials(live, desired)) return 'keep';",
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
    'report(MRAP912_MANUAL_ROUTES_OVERWRITTEN.create({ before: showRegionDials(live) }));',
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
    [
      ROUTES_ROLLBACK,
      'if (after.third.length > 0 && !isStale) return makeRoutesResponse(physicalId, after.third[0].dials);',
      '',
    ],
    [ROUTES_ROLLBACK, 'after.known[0]', '(after.known[0] ?? after.third[0])'],
  ),
  ...['KEEP', 'FAIL'].flatMap((liveRoutes) =>
    ['to the first routes of the stack', 'to a renamed construct of the routes'].map((subject) => revert(
      'manual-failover',
      `after a manual failover of an access point that is younger than two hours applies LiveRoutes ${
        liveRoutes} ${subject}`,
      ROUTES,
      'const isManualChange = observed.isManualChange || isDifferent;',
      'const isManualChange = !fresh && (observed.isManualChange || isDifferent);',
    ))),
  revert(
    'manual-failover',
    'keeps a failover between a change of routes with LiveRoutes FAIL and its rollback',
    ROUTES,
    "decision === 'refuse' && await isRollback(request) ? 'keep' : decision",
    'decision',
  ),
  revert(
    'manual-failover',
    'changes nothing for a change of routes that is delivered again after its rollback',
    'lambda/routes/apply-routes.ts',
    '  await assertNotSuperseded(change.request.context, change.request.event);\n',
    '',
  ),
  revert(
    'manual-failover',
    'rolls back the routes of an access point that an operator replaces during the deployment',
    ROUTES,
    '.catch((error) => leaveMissing(request, error))',
    '',
  ),
  ...['KEEP', 'FAIL'].map((liveRoutes) => revert(
    'manual-failover',
    'after a manual failover applies the failback after a deployment that declares the change with LiveRoutes '
      + liveRoutes,
    ROUTES,
    '\n    && !await isReturnToFormerRoutes(request, id);',
    ';',
  )),
  revert(
    'manual-failover',
    'after a manual failover keeps the routes of a declared change if CloudFormation does not show the status',
    ROUTES,
    "await readUpdateOrRollbackDirection(context, event) === 'forward'",
    "await readUpdateOrRollbackDirection(context, event) !== 'back'",
  ),
  ...['KEEP', 'FAIL'].map((liveRoutes) => revertAll(
    'manual-failover',
    `after a manual failover keeps the change in a deployment that declares the same routes with LiveRoutes ${
      liveRoutes}`,
    [ROUTES_ID, 'if (previous && equalDeclarationHashes(desired, previous)) return true;', ''],
    [ROUTES_ID, 'return isRollbackOfSkipped || equalDeclarationHashes(desired, id);', 'return isRollbackOfSkipped;'],
  )),
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
    'await clock.sleep(startedAt + ROUTES_SUBMIT_TIMEOUT + IN_FLIGHT_GRACE_PERIOD - clock.now());',
    '',
  ),
];

const VIEWS = 'control/routes/routes-views.ts';
const OBSERVATION = 'lambda/routes/observe-routes.ts';
/** The handlers and the client read the first control Region alone. */
const ONE_REGION_DECIDES: Change[] = [
  ['control/routes/every-control-region.ts', 'CONTROL_REGIONS.map(async', 'CONTROL_REGIONS.slice(0, 1).map(async'],
  [OBSERVATION, 'const MAJORITY_TIMEOUT = MINUTE;', 'const MAJORITY_TIMEOUT = 0 * MINUTE;'],
  [VIEWS, 'showing.length >= CONTROL_REGION_MAJORITY', 'showing.length > 0'],
];
/** Every difference between two control Regions counts as a manual change. */
const DIFFERING_IS_MANUAL: Change[] = [
  [
    OBSERVATION,
    'const third = views.filter((view) => !isKnown(view));',
    'const third = views.length > 1 ? views : views.filter((view) => !isKnown(view));',
  ],
  [
    OBSERVATION, 'const isAgreed = known.some(({ regions }) => regions.length >= CONTROL_REGION_MAJORITY);',
    'const isAgreed = false;',
  ],
];
/** The rollback decides with the routes before it waited. */
const ROLLBACK_READS_ONCE: Change[] = [
  [
    ROUTES_ROLLBACK,
    'if (after.third.length > 0 && !isStale) return makeRoutesResponse(physicalId, after.third[0].dials);',
    '',
  ],
  [ROUTES_ROLLBACK, 'after.known[0]', '(after.known[0] ?? after.third[0])'],
];
const keepsDuringRollback = (age: number) =>
  'after a manual failover that one control Region does not return yet '
    + `keeps a failover ${age} seconds after the start of a rollback`;
const NEVER_STALE: Change = [OBSERVATION, '(!isMinority || isStale)', 'true'];

const CONTROL_REGION_FIXES = [
  revertAll('control-regions', 'with a stale control Region updates the routes', ...ONE_REGION_DECIDES),
  revertAll(
    'control-regions',
    'with a stale control Region deploys the routes of a new access point',
    ...ONE_REGION_DECIDES,
  ),
  revert('control-regions', 'with a stale control Region recognizes the Region after 150 seconds', ...NEVER_STALE),
  ...['and updates the routes', 'and rolls a cancelled update back'].map((outcome) => revert(
    'control-regions',
    `with a stale control Region and two that are throttled waits for their answers, ${outcome}`,
    OBSERVATION,
    'const isUnclear = third.length > 0 && !isAgreed && !isMajority && answers < CONTROL_REGIONS.length;',
    'const isUnclear = false;',
  )),
  ...['KEEP', 'FAIL'].flatMap((liveRoutes) => [
    revertAll(
      'control-regions',
      `with a stale control Region returns to former routes after five hours with LiveRoutes ${liveRoutes}`,
      ...DIFFERING_IS_MANUAL,
    ),
    revertAll(
      'control-regions',
      `while its own change spreads rolls the change back with LiveRoutes ${liveRoutes}`,
      ...DIFFERING_IS_MANUAL,
    ),
    revertAll(
      'control-regions',
      `while its own change spreads applies the next deployment with LiveRoutes ${liveRoutes}`,
      ...DIFFERING_IS_MANUAL,
    ),
    ...[10, 30, 60, 100].map((age) => revertAll(
      'control-regions',
      'after a manual failover that one control Region does not return yet '
        + `keeps a failover of ${age} seconds ago with LiveRoutes ${liveRoutes}`,
      ...ONE_REGION_DECIDES,
    )),
    revert(
      'control-regions',
      'after a manual failover that one control Region does not return yet '
        + `keeps a failover of 130 seconds ago with LiveRoutes ${liveRoutes}`,
      ...(liveRoutes === 'KEEP' ? IGNORE_KEEP : IGNORE_FAIL),
    ),
  ]),
  // All control Regions return these failovers before the rollback submits.
  ...[10, 40].map((age) => revertAll('control-regions', keepsDuringRollback(age), ...ROLLBACK_READS_ONCE)),
  ...[80, 110, 140].map((age) => revertAll('control-regions', keepsDuringRollback(age), ...ONE_REGION_DECIDES)),
  revertAll(
    'control-regions',
    'deploys a new access point that one control Region does not know yet',
    ...ONE_REGION_DECIDES,
  ),
  revertAll(
    'control-regions',
    'changes the routes while the bodies of one control Region stall',
    ...ONE_REGION_DECIDES,
  ),
  revert(
    'control-regions',
    'changes the routes after another change in progress',
    'lambda/routes/apply-routes.ts',
    'repeatsAfterConflict: true',
    'repeatsAfterConflict: false',
  ),
];

const REPLICATION_FIXES = [
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
    '    if (isLeft) return true;\n',
    '',
  ),
  revert(
    'replication',
    'does not move a rule that another writer adds under the role of an update that fails',
    REPLICATION_WRITE,
    'before !== undefined && hasForeignRules(source.bucket, latest)',
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

export const ROUTES_AND_REPLICATION: readonly RevertedFix[] = [
  ...FAILOVER_FIXES,
  ...CONTROL_REGION_FIXES,
  ...REPLICATION_FIXES,
];
