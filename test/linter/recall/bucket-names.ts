import { type Fields, fieldsOf, isFields, listTexts, mapValues } from './json-values';

/** Replaces the name of a bucket by an expression. */
export type MakeBucketName = (name: string) => unknown;

/** Lists the bucket names that a template contains as text: in buckets, in members and in ARNs. */
export function listBucketNames(template: Fields): string[] {
  const inArns = listTexts(template).flatMap((text) => [...text.matchAll(/arn:aws[a-z-]*:s3:::([a-z0-9.-]+)/g)]);
  const found = [...inArns.map(([, name]) => name), ...listNamedBuckets(template)];
  return [...new Set(found)].filter((name) => /^[a-z0-9][a-z0-9.-]{2,62}$/.test(name));
}

function listNamedBuckets(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    (['Bucket', 'BucketName'].includes(key) && typeof child === 'string' ? [child] : listNamedBuckets(child)));
}

/** Replaces names of buckets in all texts of a template. A text that contains more than a name becomes Fn::Join. */
export function replaceBucketNames(template: unknown, names: readonly string[], make: MakeBucketName): unknown {
  if (names.length === 0) return template;
  const longestFirst = [...names].sort((a, b) => b.length - a.length).map((name) => name.replaceAll('.', '\\.'));
  const pattern = new RegExp(`(?<![a-z0-9.-])(${longestFirst.join('|')})(?![a-z0-9.-])`);
  const replaceText = (text: string): unknown => {
    const pieces = text.split(pattern);
    if (pieces.length === 1) return text;
    const values = pieces.map((piece, index) => (index % 2 === 1 ? make(piece) : piece))
      .filter((piece) => piece !== '');
    return values.length === 1 ? values[0] : { 'Fn::Join': ['', values] };
  };
  return mapValues(template, (value) => {
    if (typeof value === 'string') return replaceText(value);
    if (!isFields(value) || Object.keys(value).length !== 1) return undefined;
    if ('Ref' in value || 'Fn::GetAtt' in value) return value;
    return 'Fn::Sub' in value ? { 'Fn::Sub': replaceInSub(value['Fn::Sub'], pattern, make, replaceText) } : undefined;
  });
}

function replaceInSub(
  argument: unknown, pattern: RegExp, make: MakeBucketName, replaceText: (text: string) => unknown,
): unknown {
  const [text, given] = [argument].flat() as [string, unknown];
  const pieces = text.split(pattern);
  const variables = mapValues(fieldsOf(given), (value) => (typeof value === 'string' ? replaceText(value) : undefined));
  if (pieces.length === 1) return Array.isArray(argument) ? [text, variables] : text;
  const added = new Map(pieces.filter((_, index) => index % 2 === 1)
    .map((name, index) => [name, `GraftedName${index}`]));
  return [
    pieces.map((piece, index) => (index % 2 === 1 ? `\${${added.get(piece)}}` : piece)).join(''),
    { ...fieldsOf(variables), ...Object.fromEntries([...added].map(([name, variable]) => [variable, make(name)])) },
  ];
}
