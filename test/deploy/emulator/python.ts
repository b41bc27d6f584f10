import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { runOrThrow } from './child';

export const WORK_FOLDER = path.join(__dirname, '..', '..', '..', '.deploy');
const REQUIREMENTS = path.join(__dirname, 'requirements.txt');
const VENV = path.join(WORK_FOLDER, 'venv');
export const PYTHON = path.join(VENV, 'bin', 'python');

/** Returns the pinned version of a package. */
export function readPinnedVersion(name: string): string {
  return new RegExp(`^${name}==(\\S+)`, 'm').exec(readFileSync(REQUIREMENTS, 'utf8'))![1];
}

/** Installs the pinned emulators below the checkout, unless these pins are already installed. */
export async function install(): Promise<void> {
  const marker = path.join(VENV, 'installed');
  const pins = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === pins) return;
  rmSync(VENV, { recursive: true, force: true });
  mkdirSync(WORK_FOLDER, { recursive: true });
  await runOrThrow('python3', ['-m', 'venv', VENV]);
  await runOrThrow(path.join(VENV, 'bin', 'pip'), [
    'install', '--quiet', '--disable-pip-version-check', '--require-hashes', '-r', REQUIREMENTS,
  ]);
  writeFileSync(marker, pins);
}
