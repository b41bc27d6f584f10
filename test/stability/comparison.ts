import { isDeepStrictEqual } from 'node:util';
import { type ResourcePins, type StackPins } from './pins';

/** An application: its stacks by name and environment. */
export type ApplicationPins = Readonly<Record<string, StackPins>>;

/** Everything pinned that is no longer so. What has been added is no change. */
export function changesOf(pinned: ApplicationPins, actual: ApplicationPins): string[] {
  return inBoth('stack', pinned, actual, (stack, before, after) => inBoth(`${stack}:`, before, after, changesOfResource));
}

function changesOfResource(path: string, before: ResourcePins, after: ResourcePins): string[] {
  const removed = (before.properties ?? []).filter((property) => !after.properties?.includes(property));
  return [
    ...changed(`${path}: type`, before.type, after.type),
    ...changed(`${path}: physical names`, before.names, after.names),
    ...changed(`${path}: service token`, before.serviceToken, after.serviceToken),
    ...removed.map((property) => `${path}: property ${property} is gone`),
  ];
}

type Pinned<T> = Readonly<Record<string, T>>;

function inBoth<T>(what: string, before: Pinned<T>, after: Pinned<T>, compare: (path: string, before: T, after: T) => string[]): string[] {
  return Object.entries(before).flatMap(([key, value]) => (key in after ? compare(`${what} ${key}`, value, after[key]) : [`${what} ${key} is gone`]));
}

function changed(what: string, before: unknown, after: unknown): string[] {
  return isDeepStrictEqual(before, after) ? [] : [`${what}: was ${JSON.stringify(before)}, is ${JSON.stringify(after)}`];
}
