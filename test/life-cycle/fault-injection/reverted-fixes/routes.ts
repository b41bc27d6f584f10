import { type Change, revert, revertAll, type RevertedFix } from './revert';

const DECISION = 'lambda/routes/decision.ts';
const ROUTES = 'lambda/routes/handler.ts';
const ROUTES_ID = 'lambda/routes/physical-id.ts';
const ROUTES_ROLLBACK = 'lambda/routes/rollback.ts';

const IGNORE_KEEP: Change = [DECISION, 'if (liveRoutes === \'KEEP\' || ', 'if ('];
const IGNORE_ENFORCE: Change = [DECISION, 'return \'overwrite\'', 'return \'keep\''];
const IGNORE_FAIL: Change = [DECISION, 'return \'refuse\'', 'return \'submit\''];
const SUBMIT_ALL: Change = [
  ROUTES,
  'const dials = isEnforced || fresh ? declared : findChangedDials(expected, declared);',
  'const dials = declared;',
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
/** The rollback also restores routes that were changed manually. */
const ROLLBACK_RESTORES_ALWAYS: Change[] = [
  [
    ROUTES_ROLLBACK,
    "if (before && isManualChange(before) && failed.LiveRoutes !== 'ENFORCE')",
    'if (before && failed.LiveRoutes === undefined)',
  ],
  ...ROLLBACK_READS_ONCE,
];
/** An adopted access point that is younger than two hours counts as created in this deployment. */
const ADOPTED_IS_FRESH: Change[] = [
  ['lambda/access-point/is-complete.ts', "CreatedAt: live && id.kind === 'created' ?", 'CreatedAt: live ?'],
  [
    ROUTES,
    'const isManualChange = observed.isManualChange || isDifferent;',
    'const isManualChange = !fresh && (observed.isManualChange || isDifferent);',
  ],
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
    ...ROLLBACK_RESTORES_ALWAYS,
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
  // The deployment declares KEEP after ENFORCE, and ENFORCE after the others.
  ...['KEEP', 'FAIL', 'ENFORCE'].map((liveRoutes) => revertAll(
    'manual-failover',
    `after a manual failover keeps the change in a deployment that declares the same routes with LiveRoutes ${
      liveRoutes}`,
    [ROUTES_ID, 'if (previous && equalDeclarationHashes(desired, previous)) return true;', ''],
    [ROUTES_ID, 'return isRollbackOfSkipped || equalDeclarationHashes(desired, id);', 'return isRollbackOfSkipped;'],
    ...(liveRoutes === 'ENFORCE' ? [IGNORE_KEEP] : []),
  )),
  ...['KEEP', 'FAIL', 'ENFORCE'].map((liveRoutes) => revertAll(
    'manual-failover',
    'after a manual failover keeps the change in the rollback of a deployment that failed before it submitted routes '
      + `with LiveRoutes ${liveRoutes}`,
    ...ROLLBACK_RESTORES_ALWAYS,
  )),
  ...['KEEP', 'FAIL'].map((liveRoutes) => revertAll(
    'manual-failover',
    `after a manual failover applies LiveRoutes ${liveRoutes} to a new access point that it adopts`,
    ...ADOPTED_IS_FRESH,
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
    'for a failed change of routes restores the previous routes if all control Regions',
    'control/routes/rounds.ts',
    "['unknown', 'conflict']",
    "['unknown']",
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
    OBSERVATION, 'const isAgreed = countControlRegions(known) >= CONTROL_REGION_MAJORITY;',
    'const isAgreed = false;',
  ],
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
  revert(
    'control-regions',
    'with a stale control Region whose table no deployment declares '
      + 'rolls a cancelled update back while the submit of the update propagates',
    OBSERVATION,
    'const isAgreed = countControlRegions(known) >= CONTROL_REGION_MAJORITY;',
    'const isAgreed = known.some(({ regions }) => regions.length >= CONTROL_REGION_MAJORITY);',
  ),
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
    revert(
      'control-regions',
      'after a manual failover that one control Region does not return yet '
        + `keeps a failover of 0 seconds ago with LiveRoutes ${liveRoutes}`,
      'lambda/routes/apply-routes.ts',
      'repeatsAfterConflict: change.isRollback === true',
      'repeatsAfterConflict: true',
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
    'keeps a manual failover of an adopted access point that is younger than two hours',
    ...ADOPTED_IS_FRESH,
  ),
  revert(
    'control-regions',
    'reports the control Regions that return other routes than the majority',
    'lambda/routes/apply-routes.ts',
    'if (lagging.length > 0) report',
    'if (lagging.length > 5) report',
  ),
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
    ROUTES,
    'if (!(error instanceof ConflictingChangeError) || ',
    'if (!(error instanceof MissingAccessPointError) || ',
  ),
];

/** The fixes of routes. */
export const ROUTES_FIXES: readonly RevertedFix[] = [...FAILOVER_FIXES, ...CONTROL_REGION_FIXES];
