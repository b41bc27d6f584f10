import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';

const REQUIRE = /^(?:var|const) (\w+) = require\(("\.[^"]+")\);$/gm;

/**
 * Makes the getters of the exports load their modules, as in aws-cdk-lib. An application then loads only the classes
 * that it uses. Modules that are imported for their effects keep their statement. Lines keep their numbers.
 *
 * Node.js lists the exports for ECMAScript modules by their assignments, but omits names with other getters that
 * `Object.defineProperty` adds.
 */
export function deferExports(index: string): string {
  const modules = [...index.matchAll(REQUIRE)];
  return modules.reduce((text, [statement, name, module]) => text
    .replace(statement, '')
    .replaceAll(`return ${name}.`, `return require(${module}).`), index)
    .replace(/Object\.(defineProperty\(exports, "(?!__esModule))/g, 'Reflect.$1');
}

if (require.main === module) {
  const file = path.join(__dirname, '..', 'lib', 'index.js');
  writeFileSync(file, deferExports(readFileSync(file, 'utf8')));
}
