import { type Difference, type InputName } from '../difference';

/** The entries of an input that can affect this project: descriptions by id, grouped by the file that they affect. */
export type Surface = Readonly<Record<string, Readonly<Record<string, string>>>>;

export type Surfaces = Partial<Record<InputName, Surface>>;

/** Groups entries by file. An id that occurs twice keeps its first file. */
export function buildSurface(entries: Iterable<{
  readonly file: string;
  readonly id: string;
  readonly description: string;
}>): Surface {
  const files = new Map<string, Map<string, string>>();
  const seen = new Set<string>();
  for (const { file, id, description } of entries) {
    if (seen.has(id)) continue;
    seen.add(id);
    if (!files.has(file)) files.set(file, new Map());
    files.get(file)!.set(id, description);
  }
  return sortedSurface(Object.fromEntries([...files].map(([file, found]) => [file, Object.fromEntries(found)])));
}

/** Sorts a surface, so that a change of an input is a change of few lines. */
export function sortedSurface(surface: Surface): Surface {
  const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : 1);
  return Object.fromEntries(Object.entries(surface).sort(byName)
    .map(([file, entries]) => [file, Object.fromEntries(Object.entries(entries).sort(byName))]));
}

interface Located {
  readonly file: string;
  readonly description: string;
}

function byId(surface: Surface): Map<string, Located> {
  return new Map(Object.entries(surface)
    .flatMap(([file, entries]) => Object.entries(entries).map(([id, description]) => [id, { file, description }])));
}

/** Compares an input with the surface of the last review. */
export function compareSurface(input: InputName, current: Surface, reviewed: Surface): Difference[] {
  const [theirs, ours] = [byId(current), byId(reviewed)];
  return [
    ...[...theirs].flatMap(([id, { file, description }]): Difference[] => {
      const known = ours.get(id);
      if (known === undefined) return [{ kind: 'new', input, fact: id, detail: description, file }];
      return known.description === description
        ? []
        : [{ kind: 'changed', input, fact: id, detail: describeChange(description, known.description), file }];
    }),
    ...[...ours].filter(([id]) => !theirs.has(id)).map(([id, { file, description }]): Difference =>
      ({ kind: 'gone', input, fact: id, detail: `before ${description}`, file })),
  ];
}

/** The added and removed parts of a description, because a list of values is long. */
function describeChange(description: string, before: string): string {
  const [theirs, ours] = [description, before].map((text) => text.split(/, | \| /));
  const [added, removed] = [
    theirs.filter((part) => !ours.includes(part)), ours.filter((part) => !theirs.includes(part)),
  ];
  return [
    ...(added.length > 0 ? [`now ${added.join(', ')}`] : []),
    ...(removed.length > 0 ? [`before ${removed.join(', ')}`] : []),
  ].join('; ')
    || `now ${description}; before ${before}`;
}

/** The reviewed surface with the matching entries of the input. */
export function takeOver(current: Surface, reviewed: Surface, matches: (id: string) => boolean): Surface {
  const entries = [
    ...[...byId(reviewed)].filter(([id]) => !matches(id)),
    ...[...byId(current)].filter(([id]) => matches(id)),
  ];
  return buildSurface(entries.map(([id, { file, description }]) => ({ file, id, description })));
}
