import * as path from 'node:path';
import { MRAP962_INPUT_NOT_USABLE } from '../../src/diagnostics/definitions/command-arguments';
import { type LintFinding } from '../../src/linter/engine/engine';
import { asFields, asList } from '../../src/linter/evaluation/read';
import { failWith } from '../command-error';
import { readInputFile } from '../read-input-file';
import { writeOutputFile } from '../write-output-file';

const VERSION = 1;
const EXPECTED = 'a file of --write-known-findings';

/** A finding that the users of a repository know and accept. */
interface KnownFinding {
  readonly rule: string;
  readonly template: string;
  readonly resource: string;
  readonly message: string;
}

/** Removes the findings that a file contains. Throws if it is not a file of known findings. */
export function omitKnownFindings(findings: readonly LintFinding[], file: string): LintFinding[] {
  const known = new Set(readKnownFindings(file).map((entry) => JSON.stringify(entry)));
  return findings.filter((finding) => !known.has(JSON.stringify(toKnownFinding(finding))));
}

/** Writes all findings into a file, so that later runs report only new ones. */
export function writeKnownFindings(findings: readonly LintFinding[], file: string): void {
  const entries = findings.map(toKnownFinding);
  writeOutputFile(file, `${JSON.stringify({ version: VERSION, findings: entries }, undefined, 2)}\n`);
}

function toKnownFinding({ ruleId, templatePath, logicalId, message }: LintFinding): KnownFinding {
  return { rule: ruleId, template: toRelativePath(templatePath), resource: logicalId, message };
}

/** The path from the current folder, which is the same on every computer that runs the linter in the repository. */
export function toRelativePath(file: string): string {
  return path.relative(process.cwd(), path.resolve(file)).split(path.sep).join('/');
}

function readKnownFindings(file: string): KnownFinding[] {
  const { version, findings } = asFields(parseJson(readInputFile(file, EXPECTED))) ?? {};
  if (version !== VERSION || !Array.isArray(findings)) {
    failWith(MRAP962_INPUT_NOT_USABLE.create({ file, problem: 'it contains no known findings', expected: EXPECTED }));
  }
  return asList(findings).map((entry) => {
    const { rule, template, resource, message } = asFields(entry) ?? {};
    return { rule: String(rule), template: String(template), resource: String(resource), message: String(message) };
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
