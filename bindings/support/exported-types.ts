import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { ROOT } from './files';

interface ExportedType {
  readonly name: string;
  readonly datatype?: boolean;
}

interface Assembly {
  readonly types: Readonly<Record<string, ExportedType>>;
}

/** Lists the exported classes, enums and interfaces with methods. Applications create structs from their properties. */
export function listExportedTypes(): string[] {
  const { types } = JSON.parse(readFileSync(path.join(ROOT, '.jsii'), 'utf8')) as Assembly;
  return Object.values(types).filter(({ datatype }) => datatype !== true).map(({ name }) => name);
}

/** Lists the exported types that an application does not use. An application imports a type, and uses it below. */
export function listUnusedTypes(application: string): string[] {
  const text = readFileSync(path.join(ROOT, 'bindings', application), 'utf8');
  const isUsed = (name: string) => text.match(new RegExp(`\\b${name}\\b`, 'g'))?.[1] !== undefined;
  return listExportedTypes().filter((name) => !isUsed(name));
}

/** Lists all exported types with the structs, which applications in Go and C# name. */
export function listAllTypes(): string[] {
  const { types } = JSON.parse(readFileSync(path.join(ROOT, '.jsii'), 'utf8')) as Assembly;
  return Object.values(types).map(({ name }) => name);
}

/** Lists the exported types and structs whose name an application does not contain in the form of a language. */
export function listMissingTypes(application: string, makePattern: (name: string) => RegExp): string[] {
  const text = readFileSync(path.join(ROOT, 'bindings', application), 'utf8');
  return listAllTypes().filter((name) => !makePattern(name).test(text));
}
