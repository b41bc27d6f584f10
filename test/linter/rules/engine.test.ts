import { MRAP203_DUPLICATE_BUCKET } from '../../../src/diagnostics/definitions/members';
import { isAcknowledged } from '../../../src/linter/engine/acknowledgement';
import { lint } from '../../../src/linter/engine/engine';
import { Application } from '../../../src/linter/model/template-model';
import { RULES } from '../../../src/linter/rules/all-rules';
import { type Rule } from '../../../src/linter/rules/rule';
import { applicationOf } from './support';

const TWICE = { Type: 'AWS::S3::MultiRegionAccessPoint', Properties: { Name: 'media', Regions: [{ Bucket: 'same' }, { Bucket: 'same' }] } };

test('a finding says where it is', () => {
  const application = applicationOf({ Media: TWICE }, {}, { constructPathOf: (id) => `Stack/${id}/Resource` });
  expect(lint(application, RULES)).toEqual([{
    ruleId: 'MRAP203',
    severity: 'ERROR',
    message: 'bucket "same" appears more than once',
    fix: 'name each bucket once',
    sourceUrl: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/multi-region-access-point-buckets.html',
    stack: 'Stack',
    templatePath: 'Stack.template.json',
    logicalId: 'Media',
    constructPath: 'Stack/Media/Resource',
    location: 'Properties/Regions',
  }]);
});

test.each(['broken', new Error('broken')])('a rule that throws becomes a finding, and the others go on', (thrown) => {
  const broken: Rule = { finds: [MRAP203_DUPLICATE_BUCKET], check: () => { throw thrown; } };
  const findings = lint(applicationOf({ Media: TWICE }), [broken, ...RULES]);
  expect(findings.map(({ ruleId, severity, message }) => [ruleId, severity, message])).toEqual([
    ['MRAP001', 'WARNING', 'rule for ["MRAP203"] failed: broken'],
    ['MRAP203', 'ERROR', 'bucket "same" appears more than once'],
  ]);
});

test('what is met twice is found once, what is not wanted not at all', () => {
  const application = applicationOf({ Media: TWICE });
  const [resource] = application.resources;
  const twice: Rule = { finds: [MRAP203_DUPLICATE_BUCKET], check: () => [1, 2].map(() => ({ resource, finding: MRAP203_DUPLICATE_BUCKET.create({ bucket: 'x' }) })) };
  expect(lint(application, [twice])).toHaveLength(1);
  expect(lint(application, [twice], { ignore: ['MRAP203'] })).toEqual([]);
});

test('an empty application has no findings', () => {
  expect(lint(new Application([]), RULES)).toEqual([]);
});

test.each([
  ['cdk-s3-mrap::MRAP203', 'Stack/Media', true],
  ['cdk-s3-mrap:MRAP203', 'Stack/Media', true],
  ['MRAP203', 'Stack', true],
  ['MRAP203', '', true],
  ['Annotation::MRAP203', 'Stack/Media', true],
  ['MRAP203', 'Stack/Med', false],
  ['MRAP204', 'Stack/Media', false],
  ['other::MRAP203', 'Stack/Media', false],
])('%s at %j acknowledges: %j', (id, constructPath, expected) => {
  expect(isAcknowledged({ ruleId: 'MRAP203', constructPath: 'Stack/Media' }, [{ id, constructPath }])).toBe(expected);
});

test('what has no construct is acknowledged for the whole application only', () => {
  expect(isAcknowledged({ ruleId: 'MRAP203' }, [{ id: 'MRAP203', constructPath: 'Stack' }])).toBe(false);
  expect(isAcknowledged({ ruleId: 'MRAP203' }, [{ id: 'MRAP203', constructPath: '' }])).toBe(true);
});
