import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { INPUT_NAMES, type InputName } from '../difference';
import { sortedSurface, type Surface, type Surfaces } from './surface';

const FOLDER = path.join(__dirname, '..', 'reviewed');

function fileOf(input: InputName): string {
  return path.join(FOLDER, `${input.toLowerCase().replaceAll(' ', '-')}.json`);
}

/** The reason for recording entries of an input as reviewed. */
export interface ReviewDecision {
  readonly date: string;
  readonly pattern: string;
  readonly reason: string;
}

const DECISIONS = path.join(FOLDER, 'decisions.json');

export function readDecisions(): ReviewDecision[] {
  return JSON.parse(readFileSync(DECISIONS, 'utf8')) as ReviewDecision[];
}

export function addDecision(decision: ReviewDecision): void {
  writeFileSync(DECISIONS, `${JSON.stringify([...readDecisions(), decision], undefined, 2)}\n`);
}

/** The surfaces of the last review. */
export function readReviewed(): Surfaces {
  return Object.fromEntries(INPUT_NAMES.filter((input) => existsSync(fileOf(input)))
    .map((input) => [input, JSON.parse(readFileSync(fileOf(input), 'utf8')) as Surface]));
}

export function writeReviewed(surfaces: Surfaces): void {
  mkdirSync(FOLDER, { recursive: true });
  for (const [input, surface] of Object.entries(surfaces)) {
    writeFileSync(fileOf(input as InputName), `${JSON.stringify(sortedSurface(surface!), undefined, 1)}\n`);
  }
}
