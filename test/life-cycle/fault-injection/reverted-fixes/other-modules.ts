import { type Change, revert, type RevertedFix } from './revert';

const FIVE_REGIONS = 'control/five-regions';
const HEDGED_SUBMIT = 'control/routes/hedged-submit.ts';
const ADOPTION_CHECK = 'src/diagnostics/checks/adoption.ts';
const ANSWERS = 'control/routes/answers.ts';
const CONFLICT: Change = [
  HEDGED_SUBMIT, 'if (!this.hasUnanswered && this.inFlight.size === 0) throw', 'if (this.failures.size > 9) throw',
];

/** The meaning of the answers to a submit. */
const ANSWER_FIXES = [
  revert(
    FIVE_REGIONS,
    'submits to the next Region after a second without an answer',
    HEDGED_SUBMIT,
    'const HEDGE_INTERVAL = SECOND;',
    'const HEDGE_INTERVAL = 5 * SECOND;',
  ),
  revert(
    FIVE_REGIONS,
    'keeps at most two submits in flight',
    HEDGED_SUBMIT,
    'const MAX_IN_FLIGHT = 2;',
    'const MAX_IN_FLIGHT = 5;',
  ),
  revert(
    FIVE_REGIONS,
    'accepts its own change if its hedge meets a conflict',
    HEDGED_SUBMIT,
    'if (!this.hasUnanswered && this.inFlight.size === 0) throw',
    'throw',
  ),
  revert(FIVE_REGIONS, 'throws RouteChangeConflict if another caller changes the routes', ...CONFLICT),
  revert(
    FIVE_REGIONS,
    'throws a refusal of the change at the first Region',
    ANSWERS,
    "return isRefusedHere ? 'refused here' : 'final';",
    "return 'refused here';",
  ),
  ...['NoSuchMultiRegionAccessPoint', 'SignatureDoesNotMatch', 'PermanentRedirect'].map((code) => revert(
    FIVE_REGIONS,
    `changes the routes although four Regions answer with ${code}`,
    'control/routes/every-control-region.ts',
    'CONTROL_REGIONS.map(async',
    'CONTROL_REGIONS.slice(0, 1).map(async',
  )),
  revert(
    FIVE_REGIONS,
    'reads back a change that no Region answered',
    HEDGED_SUBMIT,
    '        this.hasUnanswered = true;\n        break;',
    '        break;',
  ),
];

/** Faults beside the life cycle. Their tests are next to their modules. */
export const OTHER_MODULES: readonly RevertedFix[] = [
  ...ANSWER_FIXES,
  revert(
    'cli/operate/backfill',
    'backfill finds its running jobs without the permission to list jobs',
    'control/backfill/run.ts',
    'JSON.stringify([day, attempt, request])',
    'JSON.stringify([Math.random(), attempt, request])',
  ),
  revert(
    'cli/escape-controls',
    'escapes an escape sequence',
    'cli/escape-controls.ts',
    'text.replace(CONTROLS, (character)',
    'text.replace(/\\n/gu, (character)',
  ),
  revert(
    'cli/lint-read-template',
    'reports a template that contains itself',
    'cli/lint/read-template.ts',
    'if (above.includes(current)) return',
    'if (above.length < 0) return',
  ),
  revert(
    'cli/topology/page',
    'contains a policy that allows only its own style',
    'cli/topology/page.ts',
    '<meta http-equiv="Content-Security-Policy" content="${makeContentSecurityPolicy(style)}">',
    '',
  ),
  revert(
    'diagnostics/checks/adoption',
    'warns of an access point that the deletion of its stack leaves',
    ADOPTION_CHECK,
    '...(accessPointDestroyed ? [',
    '...(accessPointDestroyed && destroyedBuckets.length < 0 ? [',
  ),
  revert(
    'diagnostics/checks/adoption',
    'names the members that are deleted with their stack',
    ADOPTION_CHECK,
    '...(destroyedBuckets.length === 0',
    '...(destroyedBuckets.length > 0',
  ),
  ...['headers and no body', 'headers and a byte every second'].map((answer) => revert(
    'control/time-outs',
    `ends a call in time after ${answer}`,
    'control/limited-http-handler.ts',
    '      }, requestTimeout);',
    '      }, requestTimeout * 20);',
  )),
  ...['-3600000', '3600000'].map((ms) => revert(
    'control/time-outs',
    `corrects a clock that differs by ${ms} ms, and repeats the call`,
    'control/call-limits.ts',
    'if (!wasClockCorrected(error)) throw error;',
    'throw error;',
  )),
  ...[200, 503].map((status) => revert(
    'control/time-outs',
    `reports a page with status ${status} as an answer that is not from S3`,
    'control/failure.ts',
    '...(describeForeignResponse(shape, status) ?? { code, message: shape.message ?? \'\' }),',
    '...{ code, message: shape.message ?? \'\' },',
  )),
];
