import * as fc from 'fast-check';
import { SymbolTable } from '../../../src/linter/evaluation/symbols';
import { findNarrowerResources, statementsAllowAction, coversResource } from '../../../src/linter/iam/match';
import { PatternIndex } from '../../../src/linter/iam/pattern-index';
import { patternsOverlap } from '../../../src/linter/iam/patterns';
import { type PolicyStatement, readPolicyDocument } from '../../../src/linter/iam/statement';

function createSymbols() {
  const symbols = new SymbolTable();
  const made = {
    symbols,
    bucket: symbols.attribute('Stack', 'Bucket', 'Ref'),
    other: symbols.attribute('Stack', 'Other', 'Ref'),
    parameter: symbols.opaque('Stack', { Ref: 'P' }, '${P}'),
    name: symbols.opaque('Stack', { Ref: 'Name' }, '${Name}'),
    otherName: symbols.opaque('Stack', { Ref: 'OtherName' }, '${OtherName}'),
    account: symbols.opaque('Stack', 'AWS::AccountId', '${AWS::AccountId}'),
    region: symbols.opaque('Stack', 'AWS::Region', '${AWS::Region}'),
  };
  symbols.markBucketName(made.name);
  symbols.markBucketName(made.otherName);
  return made;
}

const { symbols: SYMBOLS, ...PARTS } = createSymbols();

/** Texts with every kind of symbol, with wildcards and with escaped wildcards. */
const pattern = fc.array(
  fc.constantFrom('a', 'b', '/', '1', '*', '?', '${*}', '${aws:username}', ...Object.values(PARTS)), { maxLength: 7 },
).map((parts) => parts.join(''));

function makeStatement(fields: object): PolicyStatement {
  return readPolicyDocument({ Statement: { Effect: 'Allow', Action: 's3:GetObject', ...fields } }, 'P')!.statements[0];
}

const statement = fc.oneof(
  fc.record({ Resource: fc.array(pattern, { minLength: 1, maxLength: 3 }) }),
  fc.record({ NotResource: fc.array(pattern, { minLength: 1, maxLength: 3 }) }),
  fc.record({ Resource: fc.constantFrom(PARTS.parameter, PARTS.name, '*') }),
  fc.record({ Effect: fc.constantFrom('Allow', 'Deny', PARTS.parameter), Resource: pattern }),
).map(makeStatement);

/** Statements that change no answer, so many that the statements are indexed. */
const IRRELEVANT = Array.from({ length: 20 }, (_, index) =>
  makeStatement({ Action: 's3:PutObject', Resource: `arn:aws:s3:::media-${index}/*` }));
const IRRELEVANT_RESOURCES = Array.from({ length: 20 }, (_, index) => `z${index}`);

const PREFIXES = Array.from({ length: 500 }, (_, index) => `logs-${index}/`);

describe('PatternIndex', () => {
  test('finds each pattern that may overlap', () => {
    fc.assert(fc.property(fc.array(pattern, { minLength: 1, maxLength: 12 }), pattern, (patterns, wanted) => {
      const found = new PatternIndex(SYMBOLS, patterns.map((entry) => [entry])).find(wanted);
      const overlapping = patterns.flatMap((entry, index) =>
        (patternsOverlap(SYMBOLS, entry, wanted) === false ? [] : [index]));
      expect(overlapping.filter((index) => !found.includes(index))).toEqual([]);
      expect(found).toEqual([...new Set(found)].sort((one, other) => one - other));
    }), { numRuns: 2000 });
  });

  test.each([
    ['text', 'arn:aws:s3:::media/'],
    ['an attribute', `${PARTS.bucket}/`],
    ['a name of a bucket from a parameter', `arn:aws:s3:::${PARTS.name}/`],
    ['pseudo parameters', `arn:aws:s3:::media-${PARTS.account}-${PARTS.region}/`],
  ])('finds one of 500 prefixes after %s', (_, start) => {
    const index = new PatternIndex(SYMBOLS, PREFIXES.map((prefix) => [`${start}${prefix}*`]));
    expect(index.find(`${start}logs-77/*`)).toEqual([77]);
    expect(index.find(`${start}logs-77/2026/*`)).toEqual([77]);
    expect(index.find(`${start}logs-7*`)).toHaveLength(11);
    expect(index.find(`${start}*`)).toHaveLength(500);
    expect(index.find(`${start}images/*`)).toEqual([]);
  });

  test('finds all patterns after a parameter that may have any value, and after another parameter', () => {
    const index = new PatternIndex(SYMBOLS, [[`a${PARTS.parameter}b`], [`a${PARTS.name}/b`], ['b']]);
    expect(index.find(`a${PARTS.otherName}/c`)).toEqual([0, 1]);
    expect(index.find('b')).toEqual([2]);
  });
});

describe('statementsAllowAction', () => {
  test.each([`a/${PARTS.name}*`, 'a*', '*', `${PARTS.bucket}/*`, 'b/a'])(
    'gives the same answers for %j as a policy with few', (wanted) => {
      fc.assert(fc.property(fc.array(statement, { maxLength: 5 }), (few) => {
        const many = [...few, ...IRRELEVANT];
        expect(statementsAllowAction(SYMBOLS, many, 's3:GetObject', wanted))
          .toBe(statementsAllowAction(SYMBOLS, few, 's3:GetObject', wanted));
        expect(findNarrowerResources(SYMBOLS, many, 's3:GetObject', wanted))
          .toEqual(findNarrowerResources(SYMBOLS, few, 's3:GetObject', wanted));
      }), { numRuns: 300 });
    });

  test('gives the same answers for a statement with many resources as for one with few', () => {
    const resources = fc.record({
      element: fc.constantFrom('Resource', 'NotResource'), few: fc.array(pattern, { minLength: 2, maxLength: 5 }),
    });
    fc.assert(fc.property(resources, pattern, ({ element, few }, wanted) => {
      fc.pre(IRRELEVANT_RESOURCES.every((entry) => patternsOverlap(SYMBOLS, entry, wanted) === false));
      const [one, other] = [few, [...few, ...IRRELEVANT_RESOURCES]].map((list) => makeStatement({ [element]: list }));
      expect(coversResource(SYMBOLS, other, wanted)).toBe(coversResource(SYMBOLS, one, wanted));
      expect(findNarrowerResources(SYMBOLS, [other], 's3:GetObject', wanted))
        .toEqual(findNarrowerResources(SYMBOLS, [one], 's3:GetObject', wanted));
    }), { numRuns: 1000 });
  });

  test('evaluates only the conditions of statements for the resource', () => {
    let evaluated = 0;
    const statements = PREFIXES.map((prefix) => {
      const made = makeStatement({ Resource: `arn:aws:s3:::media/${prefix}*` });
      return { ...made, get conditions() { evaluated += 1; return made.conditions; } };
    });
    for (const prefix of PREFIXES) {
      expect(statementsAllowAction(SYMBOLS, statements, 's3:GetObject', `arn:aws:s3:::media/${prefix}*`, {}))
        .toBe(true);
    }
    expect(evaluated).toBe(PREFIXES.length);
  });
});
