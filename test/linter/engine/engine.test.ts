import { MRAP203_DUPLICATE_BUCKET } from '../../../src/diagnostics/definitions/members';
import { lint } from '../../../src/linter/engine/engine';
import { TemplateModel } from '../../../src/linter/model/template-model';
import { LINTER_RULES } from '../../../src/linter/rules/all-rules';
import { type LinterRule } from '../../../src/linter/rules/rule';
import { applicationOf } from '../support';

const DUPLICATE = {
  Type: 'AWS::S3::MultiRegionAccessPoint',
  Properties: { Name: 'media', Regions: [{ Bucket: 'same' }, { Bucket: 'same' }] },
};
const MESSAGE = 'bucket "same" is declared more than once, expected each bucket once';

describe('lint', () => {
  test('returns findings with their location', () => {
    const application = applicationOf({ Media: DUPLICATE }, {}, { constructPathOf: (id) => `Stack/${id}/Resource` });
    expect(lint(application, LINTER_RULES)).toEqual([{
      ruleId: 'MRAP203',
      severity: 'ERROR',
      message: MESSAGE,
      fix: 'remove the second entry',
      sourceUrl: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/multi-region-access-point-buckets.html',
      stack: 'Stack',
      templatePath: 'Stack.template.json',
      logicalId: 'Media',
      constructPath: 'Stack/Media/Resource',
      location: 'Properties/Regions',
    }]);
  });

  test.each([
    'broken', new Error('broken'),
  ])('reports MRAP001 for a rule that throws %j and runs the other rules', (thrown) => {
    const broken: LinterRule = { finds: [MRAP203_DUPLICATE_BUCKET], check: () => { throw thrown; } };
    const findings = lint(applicationOf({ Media: DUPLICATE }), [broken, ...LINTER_RULES]);
    expect(findings.map(({ ruleId, severity, message }) => [ruleId, severity, message])).toEqual([
      ['MRAP001', 'WARNING', 'linter rule for ["MRAP203"] failed: broken'],
      ['MRAP203', 'ERROR', MESSAGE],
    ]);
  });

  describe('with a rule that finds a problem twice', () => {
    const application = applicationOf({ Media: DUPLICATE });
    const [resource] = application.resources;
    const finding = MRAP203_DUPLICATE_BUCKET.create({ bucket: 'x' });
    const twice: LinterRule = {
      finds: [MRAP203_DUPLICATE_BUCKET],
      check: () => [1, 2].map(() => ({ resource, finding })),
    };

    test('returns the finding once', () => {
      expect(lint(application, [twice])).toHaveLength(1);
    });

    test('omits ignored rules', () => {
      expect(lint(application, [twice], { ignore: ['MRAP203'] })).toEqual([]);
    });

    test('omits acknowledged rules', () => {
      expect(lint(application, [twice], { acknowledgements: [{ id: 'MRAP203', constructPath: '' }] })).toEqual([]);
    });
  });

  test('returns nothing for an application without resources', () => {
    expect(lint(new TemplateModel([]), LINTER_RULES)).toEqual([]);
  });
});
