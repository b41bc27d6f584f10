import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import {
  CfnElement, type IPolicyValidationContext, type IPolicyValidationPlugin, type PolicyValidationPluginReport, Stack, Validations,
} from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { readRegionRules } from '../../validation/context';
import { type Acknowledgement, PLUGIN_NAME } from '../engine/acknowledgement';
import { lint, type LintFinding } from '../engine/engine';
import { type StackTemplate } from '../evaluation/template';
import { Application } from '../model/template-model';
import { RULES } from '../rules/all-rules';
import { type MrapFinding } from './mrap-finding';
import { reportOf } from './report';
import { templateOf } from './tree-template';

/**
 * Checks everything of an application that has to do with Multi-Region Access Points: L1 constructs, escape hatches, included templates,
 * constructs of others, policies, replication, distributions, endpoints.
 *
 * Errors stop the synthesis, warnings and infos are reported. What is right in your case is acknowledged where it stands, with
 * `Validations.of(construct).acknowledge({ id: 'cdk-s3-mrap::MRAP205', reason: '…' })`. `docs/rules.md` has every id.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/policy-validation-synthesis.html
 *
 * @example
 * Validations.of(app).addPlugins(new MultiRegionAccessPointChecks());
 */
export class MultiRegionAccessPointChecks implements IPolicyValidationPlugin {
  /**
   * The name of the plugin, with which ids are acknowledged.
   */
  public readonly name: string = PLUGIN_NAME;

  /**
   * The ids of all rules.
   */
  public readonly ruleIds?: string[] = RULES.flatMap(({ finds }) => finds.map(({ id }) => id)).sort();

  /**
   * Checks the templates of an application. aws-cdk-lib calls it when they are written.
   */
  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const { appConstruct: root, templatePaths } = context;
    return reportOf(check(root, stacksBelow(root).flatMap((tree) => writtenStack(tree, templatePaths))), templatePaths);
  }

  /**
   * Checks a construct and all below it as they are now, without a synthesis. What is below a stage or an application is checked together.
   */
  public checkScope(scope: IConstruct): MrapFinding[] {
    const { root, path: scopePath } = scope.node;
    const findings = check(root, stacksBelow(root).map((tree) => ({ ...declaredStack(tree), template: templateOf(tree.stack, tree.elements) })));
    return findings.map(publicFinding).filter(({ constructPath }) => scopePath === '' || constructPath === scopePath || constructPath.startsWith(`${scopePath}/`));
  }
}

/** A stack with the elements of its template. */
interface StackTree {
  readonly stack: Stack;
  readonly elements: CfnElement[];
}

function check(root: IConstruct, stacks: readonly StackTemplate[]): LintFinding[] {
  return lint(new Application(stacks, readRegionRules(root)), RULES, { acknowledgements: acknowledgementsBelow(root) });
}

function stacksBelow(root: IConstruct): StackTree[] {
  const trees = new Map<Stack, CfnElement[]>();
  for (const node of root.node.findAll()) {
    if (Stack.isStack(node)) trees.set(node, []);
    else if (CfnElement.isCfnElement(node)) trees.get(node.stack)?.push(node);
  }
  return [...trees].map(([stack, elements]) => ({ stack, elements }));
}

function declaredStack({ stack, elements }: StackTree): Omit<StackTemplate, 'template'> {
  const { nestedStackParent: parent, nestedStackResource: resource } = stack;
  const known = (value: string) => (stack.resolve(value) === value ? value : undefined);
  return {
    id: stack.node.path,
    stackName: parent === undefined ? stack.stackName : stack.node.path,
    region: known(stack.region),
    account: known(stack.account),
    templatePath: stack.templateFile,
    constructPathOf: pathsOf(stack, elements),
    ...(parent && resource && { parent: { stack: parent.node.path, logicalId: parent.resolve(resource.logicalId) as string } }),
  };
}

/** Construct paths by logical id, looked up when the first one is asked for. */
function pathsOf(stack: Stack, elements: readonly CfnElement[]): (logicalId: string) => string | undefined {
  let paths: ReadonlyMap<string, string> | undefined;
  return (logicalId) => {
    paths ??= new Map(elements.map((element) => [stack.resolve(element.logicalId) as string, element.node.path]));
    return paths.get(logicalId);
  };
}

/** What synthesis wrote of a stack; nothing where the plugin was not given it, being for another stage. */
function writtenStack(tree: StackTree, templatePaths: readonly string[]): StackTemplate[] {
  const top = topLevelOf(tree.stack);
  const given = templatePaths.find((file) => path.basename(file) === top.templateFile);
  if (given === undefined) return [];
  const templatePath = path.join(path.dirname(given), tree.stack.templateFile);
  return [{ ...declaredStack(tree), templatePath, template: JSON.parse(readFileSync(templatePath, 'utf8')) as unknown }];
}

function topLevelOf(stack: Stack): Stack {
  return stack.nestedStackParent === undefined ? stack : topLevelOf(stack.nestedStackParent);
}

function acknowledgementsBelow(root: IConstruct): Acknowledgement[] {
  return root.node.findAll().flatMap((node) => node.node.metadata
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.keys(data as object).map((id) => ({ constructPath: node.node.path, id }))));
}

function publicFinding({ ruleId, severity, message, fix, constructPath = '', logicalId, location, sourceUrl }: LintFinding): MrapFinding {
  return { ruleId, severity, message, fix, constructPath, logicalId, sourceUrl, ...(location !== undefined && { location }) };
}
