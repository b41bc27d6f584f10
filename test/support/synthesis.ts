import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { App, Stack, type StackProps } from 'aws-cdk-lib/core';
import { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { MrapValidationError } from '../../src';
import { ACCOUNT } from './accounts';

export function stackIn(
  region = 'eu-west-1',
  props: Partial<StackProps> & { context?: Record<string, unknown>; id?: string; app?: App } = {},
): Stack {
  const {
    context,
    id = 'Stack',
    app = new App({ context, analyticsReporting: false, treeMetadata: false }),
    ...rest
  } = props;
  return new Stack(app, id, { env: { account: ACCOUNT, region }, ...rest });
}

/**
 * The findings of an application: codes of errors that a construct throws or the validation finds, and of warnings and
 * infos.
 */
export interface Verdict {
  readonly errors: string[];
  readonly warnings: string[];
}

const CODE = /MRAP\d{3}/g;

/** Declares constructs in a stack and synthesizes it. */
export function verdictOf(stack: Stack, declare: (stack: Stack) => void): Verdict {
  try {
    declare(stack);
    Template.fromStack(stack);
  } catch (error) {
    const text = MrapValidationError.isMrapValidationError(error)
      ? error.findings.map((finding) => finding.ruleId).join()
      : String(error);
    return { errors: codesIn(text), warnings: warningsOf(stack) };
  }
  return { errors: [], warnings: warningsOf(stack) };
}

function codesIn(text: string): string[] {
  const codes = text.match(CODE);
  if (codes === null) throw new Error(`an error without a code: ${text}`);
  return [...new Set(codes)].sort();
}

/** Lists the codes of the warnings and infos of a stack. */
export function warningsOf(stack: Stack): string[] {
  const annotations = stack.node
    .findAll()
    .flatMap((node) => node.node.metadata)
    .filter((entry) => /^aws:cdk:(warning|info)$/.test(entry.type));
  return [...new Set(annotations.flatMap((entry) => String(entry.data).match(CODE) ?? []))].sort();
}

/** Lists the texts of the warnings with a code. */
export function warningTexts(stack: Stack, code: string): string[] {
  return Annotations.fromStack(stack)
    .findWarning('*', Match.stringLikeRegexp(code))
    .map((entry) => String(entry.entry.data));
}

/** Lists the names of the stacks that deploy before a stack. */
export function listStackDependencies({ dependencies }: CloudFormationStackArtifact): string[] {
  return dependencies
    .flatMap((artifact) => (CloudFormationStackArtifact.isCloudFormationStackArtifact(artifact) ? [artifact] : []))
    .map(({ stackName }) => stackName)
    .sort();
}

/** Reads the files for bucket owners that the warnings with a code name. */
export function readOwnerRequirements<T>(stack: Stack, code: string): T[] {
  const { outdir } = stack.node.root as App;
  return warningTexts(stack, code).map((text) => {
    const [, file] = /the content of (owner-requirements\/[\w.-]+\.json) in cdk\.out/.exec(text)!;
    return JSON.parse(readFileSync(path.join(outdir, file), 'utf8')) as T;
  });
}
