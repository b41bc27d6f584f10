import * as path from 'node:path';

// Beside the barrel, because the published library is one file there: from here the way is the same in both.
const folder = (name: string) => path.join(__dirname, '..', 'assets', name);

/** The bundle of the handlers, also of those that a runbook calls. */
export const HANDLERS_CODE = folder('handlers');

/** The bundle of drills. */
export const DRILL_CODE = folder('drill');
