import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { App, Stack, Stage } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { MrapValidationError, MultiRegionAccessPoint, UnderlyingBucket } from '../../src';
import { MRAP101_MALFORMED_NAME } from '../../src/diagnostics/definitions/names';
import { FindingSeverity } from '../../src/diagnostics/finding';
import { addFindingAnnotation } from '../../src/validation/assert-valid';
import { runBeforeAspects } from '../../src/validation/before-aspects';
import { stackIn } from '../support/synthesis';

const EU = UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1');
const US = UnderlyingBucket.fromBucketName('media-us', 'us-east-1');

function catchError(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}

describe('MrapValidationError', () => {
  const error = catchError(() =>
    new MultiRegionAccessPoint(stackIn(), 'Media', { multiRegionAccessPointName: 'Media', buckets: [EU, EU] }));

  test('differs from other errors', () => {
    expect(MrapValidationError.isMrapValidationError(error)).toBe(true);
    expect([new Error('x'), undefined, null, 'MRAP101', {}].map(MrapValidationError.isMrapValidationError))
      .toEqual(Array(5).fill(false));
  });

  test('contains every finding and the first code', () => {
    expect(error).toMatchObject({ name: 'MrapValidationError', code: 'MRAP101', constructPath: 'Stack/Media' });
    expect((error as MrapValidationError).findings.map((finding) => finding.ruleId))
      .toEqual(['MRAP101', 'MRAP202', 'MRAP203']);
  });

  test('includes all findings in its message for other languages', () => {
    expect(String(error)).toBe([
      'MrapValidationError: Stack/Media cannot be deployed as declared:',
      '  [MRAP101] access point name is malformed, got "Media", expected 3 to 50 lowercase letters, digits and '
        + 'hyphens, with no hyphen at either end; '
        + 'choose a valid name; you cannot change the name of an access point later',
      '  [MRAP202] Region "eu-west-1" is declared for more than one bucket, got ["media-eu", "media-eu"], '
        + 'expected one; declare each Region once, with one bucket',
      '  [MRAP203] bucket "media-eu" is declared more than once, expected each bucket once; remove the second entry',
    ].join('\n'));
  });

  test('names the application as the path of an error at its root', () => {
    expect(new MrapValidationError([MRAP101_MALFORMED_NAME.create({ name: 'x' })], new App()).message)
      .toContain('the application cannot be deployed as declared');
  });
});

describe('addFindingAnnotation', () => {
  test('adds a warning with its source and an id', () => {
    const stack = stackIn();
    new MultiRegionAccessPoint(stack, 'Media', { buckets: [EU, US] });
    Annotations.fromStack(stack).hasWarning('/Stack/Media', Match.stringLikeRegexp(
      'access point has no fixed name.*set multiRegionAccessPointName, .* \\(https://docs.aws.amazon.com/.*ack: cdk-s3-mrap::MRAP108'));
  });

  test('adds an info for the severity INFO', () => {
    const stack = stackIn();
    const finding = { ruleId: 'MRAP000', severity: FindingSeverity.INFO, message: 'a message', fix: 'a fix', sourceUrl: 'https://example.com' };
    addFindingAnnotation(stack, finding);
    Annotations.fromStack(stack).hasInfo('/Stack', 'a message; a fix (https://example.com) [ack: cdk-s3-mrap::MRAP000]');
  });
});

describe('src/validation/construct-registry.ts', () => {
  const declare = (scope: Stack, name: string) =>
    new MultiRegionAccessPoint(scope, name, { multiRegionAccessPointName: name, buckets: [EU, US] });

  test('warns of too many access points for an account', () => {
    const app = new App();
    // Several stacks, because one role cannot have the permissions for all access points.
    const stacks = Array.from({ length: 7 }, (_, index) => stackIn('eu-west-1', { app, id: `Stack${index}` }));
    for (let index = 0; index < 101; index += 1) declare(stacks[index % stacks.length], `media-${index}`);
    app.synth();
    expect(app.node.metadata.filter((entry) => String(entry.data).includes('MRAP104'))).toHaveLength(1);
  });

  test('accepts one name in two stacks with unknown accounts', () => {
    const app = new App();
    for (const id of ['One', 'Two']) declare(new Stack(app, id), 'media');
    expect(() => app.synth()).not.toThrow();
  });

  test('rejects a duplicate name in one stack with an unknown account', () => {
    const stack = new Stack(new App(), 'One');
    for (const id of ['A', 'B']) {
      new MultiRegionAccessPoint(stack, id, { multiRegionAccessPointName: 'media', buckets: [EU, US] });
    }
    expect(() => Template.fromStack(stack))
      .toThrow('[MRAP102] access point name "media" is declared more than once for account of stack One');
  });

  test('rejects a duplicate name in two stages', () => {
    const app = new App();
    for (const id of ['Alpha', 'Beta']) declare(stackIn('eu-west-1', { app: new Stage(app, id) as never }), 'media');
    expect(() => app.synth()).toThrow('MRAP102');
  });
});

describe('runBeforeAspects', () => {
  test('runs an action once for several syntheses', () => {
    const stack = stackIn();
    let runs = 0;
    runBeforeAspects(stack, () => { runs += 1; });
    Template.fromStack(stack);
    Template.fromStack(stack);
    expect(runs).toBe(1);
  });

  test('does not run an action without synthesis', () => {
    const root = new Construct(undefined as never, '');
    let runs = 0;
    runBeforeAspects(root, () => { runs += 1; });
    expect(runs).toBe(0);
  });
});
