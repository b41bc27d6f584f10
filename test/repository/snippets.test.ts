import { completeTablet, type Tablet } from '../../projenrc/snippets/complete-tablet';
import { listUsedVariables, parseFixture } from '../../projenrc/snippets/fixture';
import { parsePythonSource } from '../../projenrc/snippets/python-source';

const FIXTURE = parseFixture([
  "import { Stack } from 'aws-cdk-lib/core';",
  "import * as s3 from 'aws-cdk-lib/aws-s3';",
  "import { Construct } from 'constructs';",
  "import { MultiRegionBuckets } from 'cdk-s3-mrap';",
  "import 'without-names';",
  'declare const stack: Stack;',
  'declare const mediaIreland: s3.Bucket;',
  'declare const mediaBuckets: MultiRegionBuckets;',
  '/// here',
].join('\n'));

/** Completes one example, and returns its translations. */
function complete(original: string, python: string, java: string, fqnsReferenced: string[] = []) {
  const translations = { $: original, python, java };
  const versioned = Object.entries(translations).map(([language, source]) => [language, { source, version: '1' }]);
  const tablet = { snippets: { key: { translations: Object.fromEntries(versioned), fqnsReferenced } } } as Tablet;
  const { translations: completed } = completeTablet(tablet, FIXTURE).snippets.key;
  return { python: completed.python.source, java: completed.java.source };
}

describe('parseFixture', () => {
  test('reads the declared variables and the sources of the imported names', () => {
    expect(FIXTURE.variables).toEqual([
      { name: 'stack', type: 'Stack' },
      { name: 'mediaIreland', type: 's3.Bucket' },
      { name: 'mediaBuckets', type: 'MultiRegionBuckets' },
    ]);
    expect(Object.fromEntries(FIXTURE.sources)).toEqual({
      Stack: 'aws-cdk-lib', s3: 'aws-cdk-lib.aws_s3', Construct: 'constructs', MultiRegionBuckets: 'cdk-s3-mrap',
    });
  });
});

describe('listUsedVariables', () => {
  test.each([
    ['new Thing(stack, { mediaIreland });', ['stack', 'mediaIreland']],
    ['new Thing({ stack: 1 });', []],
    ['thing.stack();', []],
    ["thing('stack');", []],
  ])('finds the variables in %s', (source, names) => {
    expect(listUsedVariables(source, FIXTURE).map(({ name }) => name)).toEqual(names);
  });
});

describe('completeTablet', () => {
  test('adds the imports and the declared variables of both languages', () => {
    expect(complete(
      "new CrossRegionReplication(stack, 'Stack', { bucket: mediaIreland });",
      'CrossRegionReplication(stack, "Construct", bucket=media_ireland)',
      'CrossRegionReplication.Builder.create(stack, "Construct").bucket(mediaIreland).buckets(List.of()).build();',
      ['cdk-s3-mrap.CrossRegionReplication', 'cdk-s3-mrap.CrossRegionReplicationProps', 'constructs.Construct'],
    )).toEqual({
      python: [
        'from aws_cdk import Stack, aws_s3 as s3',
        '',
        'stack: Stack',
        'media_ireland: s3.Bucket',
        '',
        'CrossRegionReplication(stack, "Construct", bucket=media_ireland)',
      ].join('\n'),
      java: [
        'import io.github.cdks3mrap.CrossRegionReplication;',
        'import java.util.List;',
        'import software.amazon.awscdk.Stack;',
        'import software.amazon.awscdk.services.s3.Bucket;',
        '',
        'Stack stack;',
        'Bucket mediaIreland;',
        '',
        'CrossRegionReplication.Builder.create(stack, "Construct").bucket(mediaIreland).buckets(List.of()).build();',
      ].join('\n'),
    });
  });

  test('imports the structs in lists, which jsii-rosetta imports within the example in Python and not in Java', () => {
    expect(complete(
      '',
      'from cdk_s3_mrap import Generation, Generation\nf([Generation(id="1"), s3.Rule(stack=1)])',
      'f(List.of(Generation.builder().id("1").build(), Rule.builder().build()));',
    )).toEqual({
      python: [
        'from aws_cdk import aws_s3 as s3',
        'from cdk_s3_mrap import Generation',
        '',
        'f([Generation(id="1"), s3.Rule(stack=1)])',
      ].join('\n'),
      java: [
        'import io.github.cdks3mrap.Generation;',
        'import java.util.List;',
        'import software.amazon.awscdk.services.s3.Rule;',
        '',
        'f(List.of(Generation.builder().id("1").build(), Rule.builder().build()));',
      ].join('\n'),
    });
  });

  test('does not change an example without imports and variables', () => {
    expect(complete('f();', 'f()', 'f();')).toEqual({ python: 'f()', java: 'f();' });
  });
});

describe('parsePythonSource', () => {
  test('refuses an import from an unknown module', () => {
    expect(() => parsePythonSource('from unknown import Name\n')).toThrow('imports from "unknown"');
  });
});
