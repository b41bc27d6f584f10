import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import * as path from 'node:path';

/** A problem that the doclint of javadoc reports, with the line of the source file that it names. */
export interface JavadocProblem {
  readonly file: string;
  readonly message: string;
  readonly source: string;
}

/** Code and comments that jsii-pacmak generates without the documentation that javadoc expects. */
export const GENERATED_PATTERNS: Readonly<Record<string, readonly [message: RegExp, source: RegExp]>> = {
  'a blank paragraph in comments': [/^empty <p> tag$/, /^\s*\* {1,20}<p>$/],
  'getters of properties': [/^no @return$/, / get[A-Z]\w*\(\)(?:;| \{)$/],
  'the class of the module': [/^no comment$/, /\$Module\b/],
  'constructors of jsii': [
    /^no comment$/,
    /\(final software\.amazon\.jsii\.JsiiObject(?:Ref objRef|\.InitializationMode initializationMode)\) \{$/,
  ],
  'constructors with a builder': [/^no @param for builder$/, /protected Jsii\$Proxy\(final Builder builder\) \{$/],
  'the title of the README': [/^unexpected heading used: <H1>/, /<h1>cdk-s3-mrap<\/h1>/],
};

export function matchesPattern({ message, source }: JavadocProblem, pattern: readonly [RegExp, RegExp]): boolean {
  return pattern[0].test(message) && pattern[1].test(source);
}

/** Runs javadoc with all checks over source files, and returns the problems that it reports. */
export function runDoclint(folder: string, classpath: string, files: readonly string[]): JavadocProblem[] {
  const output = path.join(folder, 'javadoc');
  mkdirSync(output, { recursive: true });
  const { stderr } = spawnSync('javadoc', [
    '-quiet', '-Xdoclint:all', '-Xmaxwarns', '100000', '-Xmaxerrs', '100000', '-d', output, '-classpath', classpath,
    ...files,
  ], { cwd: folder, encoding: 'utf8', maxBuffer: 64_000_000 });
  const problems = stderr.matchAll(/^(\S+\.java):\d+: (?:warning|error)(?: -|:) (.*)\n(.*)$/gm);
  return [...problems].map(([, file, message, source]) => ({ file: path.basename(file), message, source }));
}
