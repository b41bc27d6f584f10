import { mkdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { type AccessPointArnCache } from './operate/command-context';
import { replaceFile } from './replace-file';

/**
 * Opens the file with the names that were resolved before, in the cache folder of the user. A file that cannot be read
 * or written never stops a command.
 */
export function openAccessPointArnCache(environment: NodeJS.ProcessEnv, home: string): AccessPointArnCache {
  const folder = path.join(environment.XDG_CACHE_HOME ?? path.join(home, '.cache'), 'cdk-s3-mrap');
  const file = path.join(folder, 'names.json');
  // Profiles can belong to different accounts, which can use the same name.
  const makeKey = (name: string) => `${environment.AWS_PROFILE || 'default'}/${name}`;
  return {
    find: (name) => {
      const arn = readNames(file)[makeKey(name)];
      return typeof arn === 'string' ? arn : undefined;
    },
    save: (name, arn) => {
      const names = readNames(file);
      if (names[makeKey(name)] === arn) return;
      try {
        mkdirSync(folder, { recursive: true });
        replaceFile(file, `${JSON.stringify({ ...names, [makeKey(name)]: arn }, null, 2)}\n`);
      } catch {
        // Without the file, the next command resolves the name again.
      }
    },
  };
}

function readNames(file: string): Record<string, unknown> {
  try {
    const names: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof names === 'object' && names !== null ? { ...names } : {};
  } catch {
    return {};
  }
}
