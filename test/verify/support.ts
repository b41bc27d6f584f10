import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { systemClock } from '../../control/clock';
import { type AwsCommandOptions } from '../../verify/aws-command';

/** Reads a file of the folder docs. */
export function readDocument(name: string): string {
  return readFileSync(path.join(__dirname, '..', '..', 'docs', name), 'utf8');
}

/** The options of a run without probes. */
export const RUN_WITHOUT_PROBES: Omit<AwsCommandOptions, 'folder' | 'askForAccount'> = {
  assumptions: [],
  groups: ['hour'],
  ownsAccount: false,
  isPlan: false,
  isCleanUp: false,
  clock: systemClock,
  write: () => undefined,
};
