/** The inputs, as the output names them. */
export const INPUT_NAMES = [
  's3-control model', 's3 model', 'botocore', 'CloudFormation schemas', 'service authorization', 'partition tables',
] as const;

export type InputName = (typeof INPUT_NAMES)[number];

/** The input contains a fact that the project lacks, has another value, or lacks a fact of the project. */
export type DifferenceKind = 'new' | 'changed' | 'gone';

/** One disagreement between an input and a fact of this project. */
export interface Difference {
  readonly kind: DifferenceKind;
  readonly input: InputName;
  /** Identifies the fact, so that an understood difference can name it. */
  readonly fact: string;
  /** The value in the input, and the value in this project where there is one. */
  readonly detail: string;
  /** The file of this project that contains the fact. */
  readonly file: string;
}

/** Identifies a difference in the list of understood differences. */
export function keyOf({ input, fact }: Pick<Difference, 'input' | 'fact'>): string {
  return `${input}: ${fact}`;
}

/** One difference for each fact: the first report counts, with the files of all. */
export function uniqueDifferences(differences: readonly Difference[]): Difference[] {
  const found = new Map<string, Difference>();
  for (const difference of differences) {
    const key = `${difference.kind} ${keyOf(difference)}`;
    const known = found.get(key);
    const files = new Set([...known?.file.split(', ') ?? [], difference.file]);
    found.set(key, { ...known ?? difference, file: [...files].join(', ') });
  }
  return [...found.values()];
}

/** Compares two lists of names, from the view of the input. */
export function compareNames(
  {
    theirs, ours, ...context
  }: { theirs: Iterable<string>; ours: Iterable<string> } & Pick<Difference, 'input' | 'file'>,
  { fact, detail }: { fact: (name: string) => string; detail: { new: string; gone: string } },
): Difference[] {
  const [theirNames, ourNames] = [new Set(theirs), new Set(ours)];
  const difference = (kind: 'new' | 'gone') => (name: string): Difference =>
    ({ ...context, kind, fact: fact(name), detail: detail[kind] });
  return [
    ...[...theirNames].filter((name) => !ourNames.has(name)).map(difference('new')),
    ...[...ourNames].filter((name) => !theirNames.has(name)).map(difference('gone')),
  ];
}
