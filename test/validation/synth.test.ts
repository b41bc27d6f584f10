import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { App, Stack, Stage } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { MrapValidationError, MultiRegionAccessPoint, UnderlyingBucket } from '../../src';
import { MRAP101_MALFORMED_NAME } from '../../src/diagnostics/definitions/names';
import { FindingSeverity } from '../../src/diagnostics/finding';
import { annotate } from '../../src/validation/assert-valid';
import { runBeforeAspects } from '../../src/validation/before-aspects';
import { stackIn } from '../support/synthesis';

const EU = UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1');
const US = UnderlyingBucket.fromBucketName('media-us', 'us-east-1');

function caught(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}

describe('what a construct throws', () => {
  const error = caught(() => new MultiRegionAccessPoint(stackIn(), 'Media', { multiRegionAccessPointName: 'Media', buckets: [EU, EU] }));

  test('is told from other errors', () => {
    expect(MrapValidationError.isMrapValidationError(error)).toBe(true);
    expect([new Error('x'), undefined, null, 'MRAP101', {}].map(MrapValidationError.isMrapValidationError)).toEqual(Array(5).fill(false));
  });

  test('has every finding, and its first code', () => {
    expect(error).toMatchObject({ name: 'MrapValidationError', code: 'MRAP101', constructPath: 'Stack/Media' });
    expect((error as MrapValidationError).findings.map((finding) => finding.ruleId)).toEqual(['MRAP101', 'MRAP202', 'MRAP203']);
  });

  test('says all of it in its message, since other languages see nothing else', () => {
    expect(String(error)).toBe([
      'MrapValidationError: Stack/Media cannot be deployed as declared:',
      '  [MRAP101] access point name is malformed, got "Media", expected 3 to 50 lowercase letters, digits and hyphens, with no hyphen at either end; '
        + 'choose a name of that form; it cannot be changed later',
      '  [MRAP202] region "eu-west-1" appears more than once, got buckets ["media-eu", "media-eu"]; keep one bucket per region',
      '  [MRAP203] bucket "media-eu" appears more than once; name each bucket once',
    ].join('\n'));
  });
});

test('a warning names its source and can be acknowledged by its id', () => {
  const stack = stackIn();
  const accessPoint = new MultiRegionAccessPoint(stack, 'Media', { buckets: [EU, US] });
  Annotations.fromStack(stack).hasWarning('/Stack/Media', Match.stringLikeRegexp(
    'access point has no name of its own.*set multiRegionAccessPointName \\(https://docs.aws.amazon.com/.*ack: cdk-s3-mrap:MRAP108'));
  const other = stackIn();
  const silent = new MultiRegionAccessPoint(other, 'Media', { buckets: [EU, US] });
  expect(silent).not.toBe(accessPoint);
});

describe('the rows over a whole application', () => {
  const declare = (scope: Stack, name: string) => new MultiRegionAccessPoint(scope, name, { multiRegionAccessPointName: name, buckets: [EU, US] });

  test('too many access points for an account are a warning', () => {
    const app = new App();
    // As many to a stack as the permissions of a role have room for.
    const stacks = Array.from({ length: 7 }, (_, index) => stackIn('eu-west-1', { app, id: `Stack${index}` }));
    for (let index = 0; index < 101; index += 1) declare(stacks[index % stacks.length], `media-${index}`);
    app.synth();
    expect(app.node.metadata.filter((entry) => String(entry.data).includes('MRAP104'))).toHaveLength(1);
  });

  test('one name in one unknown account, in two stacks, may be two accounts', () => {
    const app = new App();
    for (const id of ['One', 'Two']) declare(new Stack(app, id), 'media');
    expect(() => app.synth()).not.toThrow();
  });

  test('one name in one unknown account, in one stack, is one account', () => {
    const stack = new Stack(new App(), 'One');
    for (const id of ['A', 'B']) new MultiRegionAccessPoint(stack, id, { multiRegionAccessPointName: 'media', buckets: [EU, US] });
    expect(() => Template.fromStack(stack)).toThrow('[MRAP102] access point name "media" is declared more than once for account of stack One');
  });

  test('stages belong to the application too', () => {
    const app = new App();
    for (const id of ['Alpha', 'Beta']) declare(stackIn('eu-west-1', { app: new Stage(app, id) as never }), 'media');
    expect(() => app.synth()).toThrow('MRAP102');
  });
});

describe('what waits for the application to be complete', () => {
  test('runs once, however often the application is synthesized', () => {
    const stack = stackIn();
    let runs = 0;
    runBeforeAspects(stack, () => { runs += 1; });
    Template.fromStack(stack);
    Template.fromStack(stack);
    expect(runs).toBe(1);
  });

  test('runs without an application', () => {
    const root = new Construct(undefined as never, '');
    let runs = 0;
    runBeforeAspects(root, () => { runs += 1; });
    expect(runs).toBe(0);
  });
});

test('what is neither an error nor a warning is an info', () => {
  const stack = stackIn();
  const finding = { ruleId: 'MRAP000', severity: FindingSeverity.INFO, message: 'it is so', fix: 'know it', sourceUrl: 'https://example.com' };
  annotate(stack, finding);
  Annotations.fromStack(stack).hasInfo('/Stack', 'it is so; know it (https://example.com) [ack: cdk-s3-mrap:MRAP000]');
});

test('an error of the application itself says so', () => {
  expect(new MrapValidationError([MRAP101_MALFORMED_NAME.create({ name: 'x' })], new App()).message).toContain('the application cannot be deployed as declared');
});
