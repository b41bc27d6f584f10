import * as path from 'node:path';
import { groupBy } from '../../src/diagnostics/group-by';
import { asFields } from '../../src/linter/evaluation/read';
import { readTemplateResources, type StackTemplate } from '../../src/linter/evaluation/template';

/** A nested stack, whose template is a local file. */
interface NestedStack {
  readonly logicalId: string;
  readonly file: string;
}

/** Lists the nested stacks of a template with local files, as `aws cloudformation package` accepts them. */
export function listNestedStacks(stack: StackTemplate): NestedStack[] {
  return readTemplateResources(stack)
    .filter(({ type }) => ['AWS::CloudFormation::Stack', 'AWS::Serverless::Application'].includes(type))
    .flatMap(({ logicalId, properties }) => {
      const url = properties.TemplateURL ?? properties.Location;
      if (typeof url !== 'string' || /^[a-z0-9]+:\/\//i.test(url)) return [];
      return [{ logicalId, file: path.join(path.dirname(stack.templatePath), url) }];
    });
}

/** Links stacks to the stacks whose exports they import. An export that several stacks declare links none of them. */
export function linkImports(stacks: readonly StackTemplate[]): string[][] {
  const exporters = groupBy(
    stacks.flatMap((stack) => listExports(stack).map((name) => ({ name, id: stack.id }))), ({ name }) => name,
  );
  return stacks.flatMap((stack) => [...new Set(listImports(stack.template))].flatMap((name) => {
    const [only, ...others] = exporters.get(name) ?? [];
    return only === undefined || others.length > 0 ? [] : [[stack.id, only.id]];
  }));
}

function listExports({ template }: StackTemplate): string[] {
  return Object.values(asFields(asFields(template)?.Outputs) ?? {}).flatMap((output) => {
    const name = readExportName(asFields(asFields(output)?.Export)?.Name);
    return name === undefined ? [] : [name];
  });
}

function listImports(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const name = key === 'Fn::ImportValue' ? readExportName(child) : undefined;
    return name === undefined ? listImports(child) : [name];
  });
}

/** The name of an export as written. Stacks of one application give the same values to parameters of the same name. */
function readExportName(name: unknown): string | undefined {
  const text = typeof name === 'string' ? name : asFields(name)?.['Fn::Sub'];
  return typeof text !== 'string' || text.includes('${AWS::StackName}') ? undefined : text;
}

/** Replaces the templates of nested stacks by nested stacks, which have the environment of their parents. */
export function nestStacks(stacks: readonly StackTemplate[]): StackTemplate[] {
  const byFile = new Map(stacks.map((stack) => [path.resolve(stack.templatePath), stack]));
  const nested = new Set<StackTemplate>();
  const nest = (parent: StackTemplate, above: readonly string[]): StackTemplate[] => [
    parent,
    ...listNestedStacks(parent).flatMap(({ logicalId, file }) => {
      const own = byFile.get(path.resolve(file));
      if (own === undefined || above.includes(own.templatePath)) return [];
      nested.add(own);
      const child: StackTemplate = {
        ...own,
        id: `${parent.id} ${logicalId}`,
        stackName: `${parent.stackName}/${logicalId}`,
        region: parent.region,
        account: parent.account,
        parent: { stack: parent.id, logicalId },
      };
      return nest(child, [...above, own.templatePath]);
    }),
  ];
  const all = stacks.map((stack) => nest(stack, [stack.templatePath]));
  return stacks.flatMap((stack, index) => (nested.has(stack) ? [] : all[index]));
}
