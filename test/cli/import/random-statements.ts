import * as fc from 'fast-check';
import { type Statement } from '../../../cli/import/code-model';
import {
  call, callStatic, create, flag, json, properties, text, texts, variable,
} from '../../../cli/import/expressions';
import { ACCESS_POINT_ARN } from '../../../cli/import/imported-state';

const ACCESS_POINT = 'accessPoint';

const SPECIAL_CHARACTERS = [
  'a', 'é', '日', '😀', '"', '\'', '\\', '\n', '\r', '`', '$', '{', '%', '\u2028', '\ufeff',
];

/** Texts with characters that have a meaning in a language, and keys of very different lengths. */
const TEXT = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(...SPECIAL_CHARACTERS), maxLength: 120 }),
  fc.string({ unit: fc.constantFrom('a', ':'), minLength: 38, maxLength: 110 }),
  fc.string({ maxLength: 8 }).map((after) => `${ACCESS_POINT_ARN}/${after}`),
);

const JSON_VALUE = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    TEXT,
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(fc.tuple(TEXT, tie('value')), { maxLength: 6 }).map((entries) => Object.fromEntries(entries)),
  ),
})).value;

/** Random statements of a generated application. */
export const STATEMENTS: fc.Arbitrary<Statement[]> = fc.record({
  comment: TEXT,
  name: TEXT,
  buckets: fc.array(TEXT, { maxLength: 3 }),
  tags: fc.array(fc.tuple(TEXT, TEXT), { maxLength: 5 }),
  statement: fc.dictionary(TEXT, JSON_VALUE, { minKeys: 1, maxKeys: 5 }),
}).map(({ comment, name, buckets, tags, statement }) => [
  { kind: 'comment', text: comment },
  {
    kind: 'variable',
    name: ACCESS_POINT,
    value: create('MultiRegionAccessPoint', [variable('stack'), text(name)], properties('MultiRegionAccessPointProps', [
      ['multiRegionAccessPointName', text(name)],
      ['buckets', texts(buckets)],
      ['failover', flag(true)],
      ['tags', { kind: 'text map', entries: tags }],
    ])),
  },
  {
    kind: 'expression',
    value: call(ACCESS_POINT, 'addToResourcePolicy', [
      callStatic('PolicyStatement', 'fromJson', [json(statement, ACCESS_POINT)]),
    ]),
  },
]);
