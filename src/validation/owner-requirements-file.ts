import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { Stage } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { type OwnerRequirements } from '../diagnostics/checks/owner-requirements';

/** The folder in the output of the synthesis. */
const FOLDER = 'owner-requirements';

/**
 * Writes the requirements for the owner of a bucket or key into the output of the synthesis. Returns the path of the
 * file in the output, or undefined for a tree without an application.
 *
 * @param name the name of the bucket, or the ARN of the key
 */
export function writeOwnerRequirements(
  root: IConstruct, name: string, requirements: OwnerRequirements,
): string | undefined {
  if (!Stage.isStage(root)) return undefined;
  // Other characters, such as the capital letters of an alias, would result in the same file for several names.
  const suffix = /^[a-z0-9.:/-]*$/.test(name) ? '' : `-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
  const file = `${FOLDER}/${name.replace(/[^a-z0-9.-]/gi, '_')}${suffix}.json`;
  mkdirSync(path.join(root.outdir, FOLDER), { recursive: true });
  writeFileSync(path.join(root.outdir, file), `${JSON.stringify(requirements, undefined, 2)}\n`);
  return file;
}
