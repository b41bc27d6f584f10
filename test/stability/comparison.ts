import { isDeepStrictEqual } from 'node:util';
import { type ResourcePins, type StackPins } from './pins';

/** The pins of an application, by stack name and environment. */
export type ApplicationPins = Readonly<Record<string, StackPins>>;

/** Finds pins that are missing or different. Additions are allowed. */
export function findChanges(pinned: ApplicationPins, actual: ApplicationPins): string[] {
  return compareEntries('stack', pinned, actual, (stack, before, after) =>
    compareEntries(`${stack}:`, before, after, findResourceChanges));
}

function findResourceChanges(path: string, before: ResourcePins, after: ResourcePins): string[] {
  const removed = (before.properties ?? []).filter((property) => !after.properties?.includes(property));
  return [
    ...describeChange(`${path}: type`, before.type, after.type),
    ...describeChange(`${path}: physical names`, before.names, after.names),
    ...describeChange(`${path}: service token`, before.serviceToken, after.serviceToken),
    ...removed.map((property) => `${path}: property ${property} was removed`),
  ];
}

type Entries<T> = Readonly<Record<string, T>>;

function compareEntries<T>(
  kind: string, before: Entries<T>, after: Entries<T>, compare: (path: string, before: T, after: T) => string[],
): string[] {
  return Object.entries(before).flatMap(([key, value]) =>
    (key in after ? compare(`${kind} ${key}`, value, after[key]) : [`${kind} ${key} was removed`]));
}

function describeChange(path: string, before: unknown, after: unknown): string[] {
  return isDeepStrictEqual(before, after)
    ? []
    : [`${path}: was ${JSON.stringify(before)}, is ${JSON.stringify(after)}`];
}
