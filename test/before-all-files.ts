import { temporaryFolder } from './support/temporary-folder';

/** Synthesized applications and whatever else tests write goes into one folder, which ends with the run. */
export default function (): void {
  process.env.TMPDIR = temporaryFolder();
}
