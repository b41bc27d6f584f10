import { listBucketNames, type MakeBucketName, replaceBucketNames } from './bucket-names';
import { type CorpusEdit, type Side } from './corpus-edits';
import { type Fields, fieldsOf } from './json-values';
import { renameLogicalIds } from './logical-ids';

/** The logical ids of grafted resources start with this word. */
export const GRAFTED = 'Grafted';
const PREFIX = 'GraftedPrefix';

/** How grafted resources name their buckets. Several stacks have only literal names in common. */
export const NAMINGS = ['as the template', 'with a parameter', 'as the case'] as const;
export type Naming = typeof NAMINGS[number];

export function listNamings({ stacks }: CorpusEdit): readonly Naming[] {
  return stacks === undefined ? ['as the template', 'with a parameter'] : ['as the case'];
}

/**
 * Adds the resources of one side of an edit to a template. They name buckets as the template does, or with a parameter,
 * so that only a deployment decides the names.
 */
export function graft(template: Fields, edit: CorpusEdit, side: Side, naming: Naming): Fields {
  // A name that only one side contains is the fault itself.
  const names = listBucketNames(edit.ok).filter((name) => listBucketNames(edit.bad).includes(name));
  const renamed = renameLogicalIds(edit[side], (id) => `${GRAFTED}${id}`);
  const make = naming === 'with a parameter' ? makeNameWithParameter : makeNameAsTemplate(template);
  const grafted = fieldsOf(naming === 'as the case' ? renamed : replaceBucketNames(renamed, names, make));
  const sections = ['Parameters', 'Mappings', 'Conditions', 'Globals', 'Resources']
    .filter((section) => section in template || section in grafted)
    .map((section) => [section, { ...fieldsOf(template[section]), ...fieldsOf(grafted[section]) }] as const);
  const transform = template.Transform ?? grafted.Transform;
  const merged: Fields = {
    ...template, ...Object.fromEntries(sections), ...(transform !== undefined && { Transform: transform }),
  };
  return naming === 'with a parameter'
    ? { ...merged, Parameters: { ...fieldsOf(merged.Parameters), [PREFIX]: { Type: 'String' } } }
    : merged;
}

const makeNameWithParameter: MakeBucketName = (name) => ({ 'Fn::Join': ['', [{ Ref: PREFIX }, `-${name}`]] });

/** Names buckets like the first bucket of a template, with an ending. */
function makeNameAsTemplate(template: Fields): MakeBucketName {
  const resources = Object.entries(fieldsOf(template.Resources)).map(([id, value]) => [id, fieldsOf(value)] as const);
  const [id, bucket] = resources.find(([, { Type }]) => Type === 'AWS::S3::Bucket') ?? [];
  const own = bucket && (fieldsOf(bucket.Properties).BucketName ?? { Ref: id });
  return own === undefined ? makeNameWithParameter : (name) => ({ 'Fn::Join': ['', [own, `-${name}`]] });
}
