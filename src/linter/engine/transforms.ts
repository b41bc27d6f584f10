import { asFields, asList, asText } from '../evaluation/read';
import { type TemplateModel } from '../model/template-model';

/** Transforms that the linter applies itself. */
const APPLIED = ['AWS::Serverless-2016-10-31', 'AWS::LanguageExtensions'];

/** A transform that the linter does not apply, so that only a deployment decides the resources of the stack. */
export interface UnappliedTransform {
  /** The name of the stack. */
  readonly stack: string;
  readonly templatePath: string;
  readonly reason: string;
}

/**
 * Lists macros, included files and loops, which can change resources or add them.
 *
 * @param concerns returns whether the properties of resources of a type matter
 */
export function listTransforms(
  application: TemplateModel, concerns: (type: string) => boolean = () => true,
): UnappliedTransform[] {
  return application.allStacks.flatMap(({ stackName, templatePath, template }) => {
    const { Transform: transforms, Resources: declared, ...others } = asFields(template) ?? {};
    const resources = Object.entries(asFields(declared) ?? {});
    // A transform in a resource changes this resource only.
    const concerned = resources.filter(([, resource]) => concerns(asText(asFields(resource)?.Type) ?? ''));
    const names = [
      ...asList(transforms).map((entry) => asText(asFields(entry)?.Name) ?? asText(entry) ?? 'a macro'),
      ...findKeys([others, Object.fromEntries(concerned)], 'Fn::Transform')
        .map((entry) => asText(asFields(entry)?.Name) ?? 'a macro'),
    ].filter((name) => !APPLIED.includes(name));
    const loops = resources.map(([id]) => id).filter((id) => id.startsWith('Fn::ForEach::'));
    return [
      ...names.map((name) => `transform ${name} can change the template`),
      ...loops.map((name) => `only a deployment decides the collection of ${name}`),
    ].map((reason) => ({ stack: stackName, templatePath, reason }));
  });
}

function findKeys(value: unknown, key: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, child]) => (name === key ? [child] : findKeys(child, key)));
}
