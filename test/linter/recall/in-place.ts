import { replaceBucketNames } from './bucket-names';
import { type CorpusEdit } from './corpus-edits';
import { type Fields, fieldsOf, isEqual, isFields, isIntrinsic } from './json-values';
import { renameReferences } from './logical-ids';

/** A template after an edit of one of its own resources. */
export interface EditedTemplate {
  readonly template: Fields;
  readonly logicalId: string;
}

/** The edit does not fit: the template lacks the value that the edit changes. */
const DOES_NOT_FIT = Symbol('does not fit');

/** Repeats the edit of a case at every resource of the same type that has the values that the edit changes. */
export function editInPlace(template: Fields, edit: CorpusEdit): EditedTemplate[] {
  const [ok, bad, resources] = [edit.ok, edit.bad, template].map(({ Resources }) => fieldsOf(Resources));
  const changed = Object.keys(ok).filter((id) => id in bad && !isEqual(ok[id], bad[id]));
  const isOneResource = changed.length === 1 && isEqual(Object.keys(ok).sort(), Object.keys(bad).sort());
  if (!isOneResource) return [];
  const [before, after] = [ok, bad].map((side) => fieldsOf(side[changed[0]]));
  return Object.entries(resources).flatMap(([logicalId, resource]) => {
    if (fieldsOf(resource).Type !== before.Type) return [];
    const bind = bindEdit(edit, resources, { [changed[0]]: logicalId });
    const value = repeat(bind(before), bind(after), resource);
    return value === DOES_NOT_FIT || isEqual(value, resource)
      ? []
      : [{ template: { ...template, Resources: { ...resources, [logicalId]: value } }, logicalId }];
  });
}

/**
 * Lets an edit refer to the resources of a template: to the first one of the same type, and to the name of a bucket
 * instead of the name of the bucket in the case.
 */
function bindEdit({ ok }: CorpusEdit, resources: Fields, bound: Readonly<Record<string, string>>) {
  const own = fieldsOf(ok.Resources);
  const findId = (id: unknown) => {
    if (typeof id !== 'string' || !(id in own)) return id;
    const type = fieldsOf(own[id]).Type;
    return bound[id] ?? Object.keys(resources).find((candidate) => fieldsOf(resources[candidate]).Type === type) ?? id;
  };
  const names = Object.fromEntries(Object.keys(own).flatMap((id) => {
    const { BucketName: name } = fieldsOf(fieldsOf(own[id]).Properties);
    const target = String(findId(id));
    return typeof name === 'string' && target in resources
      ? [[name, fieldsOf(fieldsOf(resources[target]).Properties).BucketName ?? { Ref: target }]]
      : [];
  }));
  return (value: unknown) =>
    replaceBucketNames(renameReferences(value, findId), Object.keys(names), (name) => names[name]);
}

function repeat(ok: unknown, bad: unknown, target: unknown): unknown {
  if (isEqual(ok, bad)) return target;
  if (Array.isArray(ok) && Array.isArray(bad)) {
    return Array.isArray(target) ? repeatInList(ok, bad, target) : DOES_NOT_FIT;
  }
  const areObjects = [ok, bad, target].every((value) => isFields(value) && !isIntrinsic(value));
  return areObjects ? repeatInFields(fieldsOf(ok), fieldsOf(bad), fieldsOf(target)) : bad;
}

function repeatInFields(ok: Fields, bad: Fields, target: Fields): unknown {
  const edited: Fields = { ...target };
  for (const key of new Set([...Object.keys(ok), ...Object.keys(bad)])) {
    if (isEqual(ok[key], bad[key])) continue;
    if (key in ok && !(key in target)) return DOES_NOT_FIT;
    if (!(key in bad)) {
      delete edited[key];
    } else {
      const value = key in ok ? repeat(ok[key], bad[key], target[key]) : bad[key];
      if (value === DOES_NOT_FIT) return DOES_NOT_FIT;
      edited[key] = value;
    }
  }
  return edited;
}

function repeatInList(ok: readonly unknown[], bad: readonly unknown[], target: readonly unknown[]): unknown {
  const removed = ok.filter((entry) => !bad.some((other) => isEqual(entry, other)));
  const added = bad.filter((entry) => !ok.some((other) => isEqual(entry, other)));
  let edited = [...target];
  for (const [index, entry] of removed.entries()) {
    const value = edited.map((candidate) => {
      if (!isAlike(entry, candidate)) return DOES_NOT_FIT;
      return index < added.length ? repeat(entry, added[index], candidate) : undefined;
    });
    const place = value.findIndex((candidate) => candidate !== DOES_NOT_FIT);
    if (place === -1) return DOES_NOT_FIT;
    const replaced = index < added.length ? [value[place]] : [];
    edited = edited.flatMap((candidate, other) => (other === place ? replaced : [candidate]));
  }
  return [...edited, ...added.slice(removed.length)];
}

/**
 * Returns whether two entries of lists have the same purpose: equal texts, statements with a common action, or other
 * objects with a common key.
 */
function isAlike(one: unknown, other: unknown): boolean {
  if (typeof one === 'string' || typeof other === 'string') {
    return typeof one === 'string' && typeof other === 'string' && one.toLowerCase() === other.toLowerCase();
  }
  if (!isFields(one) || !isFields(other)) return false;
  return 'Action' in one
    ? listActions(one).some((action) => listActions(other).includes(action))
    : Object.keys(one).some((key) => key in other);
}

function listActions({ Action: actions }: Fields): string[] {
  return [actions].flat().map((action) => String(action).toLowerCase());
}
