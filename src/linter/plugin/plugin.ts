import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import {
  CfnElement, type IPolicyValidationContext, type IPolicyValidationPlugin, type PolicyValidationPluginReport, Stack,
  Stage,
} from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { isAtOrBelow, PLUGIN_NAME } from '../../diagnostics/acknowledgement';
import { readAcknowledgements } from '../../validation/acknowledgements';
import { isRuleReportedOnPath } from '../../validation/annotations';
import { readRegionRules } from '../../validation/context';
import { readLibraryVersion } from '../../validation/library-version';
import { lint, type LintFinding } from '../engine/engine';
import { type StackTemplate } from '../evaluation/template';
import { TemplateModel } from '../model/template-model';
import { LINTER_RULES } from '../rules/all-rules';
import { type MrapFinding } from './mrap-finding';
import { makePluginReport } from './report';
import { renderStackTemplate } from './tree-template';

/**
 * Checks all templates of an application for mistakes with Multi-Region Access Points.
 *
 * The checks cover L1 constructs, escape hatches, included templates and constructs of other libraries: access points,
 * policies, replication, CloudFront distributions and VPC endpoints. Constructs of this library run their own checks
 * without this plugin.
 *
 * Errors stop the synthesis. To acknowledge a finding that does not apply, call
 * `Validations.of(construct).acknowledge()` with the id `cdk-s3-mrap::MRAP205` and a reason, on the construct of the
 * finding or on one above it. The file `docs/rules.md` describes all ids.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/policy-validation-synthesis.html
 *
 * @example
 * Validations.of(app).addPlugins(new MultiRegionAccessPointChecks());
 */
export class MultiRegionAccessPointChecks implements IPolicyValidationPlugin {
  /**
   * The name of the plugin, which is the prefix of the ids in acknowledgements.
   */
  public readonly name: string = PLUGIN_NAME;

  /**
   * The version of this library.
   */
  public readonly version?: string = readLibraryVersion();

  /**
   * The ids of all rules that the plugin can report.
   */
  public readonly ruleIds?: string[] = LINTER_RULES.flatMap(({ finds }) => finds.map(({ id }) => id)).sort();

  /**
   * Checks the synthesized templates of an application. aws-cdk-lib calls this method.
   *
   * @param context the templates and the application
   * @returns the report with all findings
   */
  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const { appConstruct: root, templatePaths } = context;
    const stacks = findStackTrees(root).flatMap((tree) => readWrittenStack(tree, templatePaths));
    return makePluginReport(check(root, stacks), templatePaths);
  }

  /**
   * Checks a construct and everything below it in their current state, without a synthesis.
   *
   * The checks evaluate the complete application, and return the findings about the construct.
   *
   * @param scope the construct, for example a stack or the application
   * @returns the findings, errors and warnings
   */
  public checkScope(scope: IConstruct): MrapFinding[] {
    const { root, path: scopePath } = scope.node;
    const stacks = findStackTrees(root).map((tree) => ({
      ...readStack(tree),
      templatePath: path.join(Stage.of(tree.stack)?.outdir ?? '', tree.stack.templateFile),
      template: renderStackTemplate(tree.stack, tree.elements),
    }));
    return check(root, stacks).map(toMrapFinding).filter(({ constructPath }) => isAtOrBelow(constructPath, scopePath));
  }
}

/** A stack with the elements of its template. */
interface StackTree {
  readonly stack: Stack;
  readonly elements: CfnElement[];
}

function check(root: IConstruct, stacks: readonly StackTemplate[]): LintFinding[] {
  const acknowledgements = root.node.findAll().flatMap(readAcknowledgements);
  return lint(new TemplateModel(stacks, readRegionRules(root)), LINTER_RULES, { acknowledgements })
    .filter(({ ruleId, constructPath }) => !isRuleReportedOnPath(root, ruleId, constructPath));
}

function findStackTrees(root: IConstruct): StackTree[] {
  const trees = new Map<Stack, CfnElement[]>();
  for (const node of root.node.findAll()) {
    if (Stack.isStack(node)) trees.set(node, []);
    else if (CfnElement.isCfnElement(node)) trees.get(node.stack)?.push(node);
  }
  return [...trees].map(([stack, elements]) => ({ stack, elements }));
}

function readStack({ stack, elements }: StackTree): Omit<StackTemplate, 'template'> {
  const { nestedStackParent: parent, nestedStackResource: resource } = stack;
  const known = (value: string) => (stack.resolve(value) === value ? value : undefined);
  return {
    id: stack.node.path,
    stackName: parent === undefined ? stack.stackName : stack.node.path,
    region: known(stack.region),
    account: known(stack.account),
    templatePath: stack.templateFile,
    constructPathOf: makePathLookup(stack, elements),
    ...(parent && resource && {
      parent: { stack: parent.node.path, logicalId: parent.resolve(resource.logicalId) as string },
    }),
  };
}

/** Returns construct paths by logical id. The first call builds the table. */
function makePathLookup(stack: Stack, elements: readonly CfnElement[]): (logicalId: string) => string | undefined {
  let paths: ReadonlyMap<string, string> | undefined;
  return (logicalId) => {
    paths ??= new Map(elements.map((element) => [stack.resolve(element.logicalId) as string, element.node.path]));
    return paths.get(logicalId);
  };
}

/** The synthesized template of a stack; empty if the plugin runs for another stage. */
function readWrittenStack(tree: StackTree, templatePaths: readonly string[]): StackTemplate[] {
  const top = findTopLevelStack(tree.stack);
  const given = templatePaths.find((file) => path.basename(file) === top.templateFile);
  if (given === undefined) return [];
  const templatePath = path.join(path.dirname(given), tree.stack.templateFile);
  return [{ ...readStack(tree), templatePath, template: JSON.parse(readFileSync(templatePath, 'utf8')) as unknown }];
}

function findTopLevelStack(stack: Stack): Stack {
  return stack.nestedStackParent === undefined ? stack : findTopLevelStack(stack.nestedStackParent);
}

function toMrapFinding({
  ruleId,
  severity,
  message,
  fix,
  constructPath = '',
  logicalId,
  location,
  sourceUrl,
}: LintFinding): MrapFinding {
  return {
    ruleId,
    severity,
    message,
    fix,
    constructPath,
    logicalId,
    sourceUrl,
    ...(location !== undefined && { location }),
  };
}
