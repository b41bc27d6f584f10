import { type Fields, fieldsOf, isFields } from './json-values';

const SECTIONS = ['Parameters', 'Mappings', 'Conditions', 'Resources'] as const;

/** Gives the parameters, mappings, conditions and resources of a template other names, and changes all references. */
export function renameLogicalIds(template: Fields, rename: (id: string) => string): Fields {
  const ids = new Set(SECTIONS.flatMap((section) => Object.keys(fieldsOf(template[section]))));
  const newId = (id: unknown) => (typeof id === 'string' && ids.has(id) ? rename(id) : id);
  const renamed = Object.fromEntries(SECTIONS.filter((section) => section in template).map((section) => [
    section,
    Object.fromEntries(Object.entries(fieldsOf(template[section]))
      .map(([id, value]) => [rename(id), renameReferences(value, newId)])),
  ]));
  return { ...template, ...renamed };
}

type NewId = (id: unknown) => unknown;

/** Replaces the ids that a value refers to. */
export function renameReferences(value: unknown, newId: NewId): unknown {
  if (Array.isArray(value)) return value.map((entry) => renameReferences(entry, newId));
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, renameReference(key, child, newId)]));
}

function renameReference(key: string, value: unknown, newId: NewId): unknown {
  switch (key) {
    case 'Ref': return newId(value);
    case 'Condition': return typeof value === 'string' ? newId(value) : renameReferences(value, newId);
    case 'DependsOn': return Array.isArray(value) ? value.map(newId) : newId(value);
    case 'Fn::GetAtt': return renameAttribute(value, newId);
    case 'Fn::If':
    case 'Fn::FindInMap': {
      const [first, ...others] = renameReferences(value, newId) as unknown[];
      return [newId(first), ...others];
    }
    case 'Fn::Sub': {
      const [text, variables] = [value].flat();
      const renamed = renameInText(String(text), fieldsOf(variables), newId);
      return Array.isArray(value) ? [renamed, renameReferences(variables, newId)] : renamed;
    }
    default: return renameReferences(value, newId);
  }
}

function renameAttribute(value: unknown, newId: NewId): unknown {
  if (Array.isArray(value)) return [newId(value[0]), ...value.slice(1) as unknown[]];
  const [id, ...attribute] = String(value).split('.');
  return [newId(id), ...attribute].join('.');
}

function renameInText(text: string, variables: Fields, newId: NewId): string {
  return text.replace(/\$\{([A-Za-z0-9]+)(\.[^}]*)?\}/g, (whole, id: string, attribute = '') =>
    (id in variables ? whole : `\${${String(newId(id))}${attribute}}`));
}
