import { temporaryFolder } from './support/temporary-folder';

/** Creates one temporary folder for all files that tests write; `after-all-files.ts` deletes it. */
export default function (): void {
  process.env.TMPDIR = temporaryFolder();
}
