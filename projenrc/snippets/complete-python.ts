import { type Fixture, type FixtureVariable } from './fixture';
import { MODULES, type PythonSource, removeTexts } from './python-source';

export const toSnakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Renders the import of a name: a class of a package, or a submodule with the alias that the fixture gives it. */
function renderName(name: string, source: string): { module: string; imported: string } {
  const [packageName, submodule] = source.split('.');
  return { module: MODULES[packageName], imported: submodule === undefined ? name : `${submodule} as ${name}` };
}

function renderImports(names: ReadonlyMap<string, string>): string[] {
  const imports = [...names].map(([name, source]) => renderName(name, source));
  const modules = [...new Set(imports.map(({ module }) => module))].sort();
  return modules.map((module) => {
    const imported = imports.filter((each) => each.module === module).map((each) => each.imported).sort();
    return `from ${module} import ${imported.join(', ')}`;
  });
}

/** Adds the imports and the declared variables to an example in Python. */
export function completePython(
  { code, imports }: PythonSource, variables: readonly FixtureVariable[], fixture: Fixture,
): string {
  const declarations = variables.map(({ name, type }) => `${toSnakeCase(name)}: ${type}`);
  const text = removeTexts([...declarations, code].join('\n'));
  // A name before an equals sign is a parameter or a variable.
  const isUsed = (name: string) => new RegExp(`(?<![\\w.])${name}\\b(?!\\s*=[^=])`).test(text);
  const used = [...fixture.sources].filter(([name]) => isUsed(name));
  const parts = [renderImports(new Map([...used, ...imports])), declarations, [code]];
  return parts.filter((lines) => lines.length > 0).map((lines) => lines.join('\n')).join('\n\n');
}
