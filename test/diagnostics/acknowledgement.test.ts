import { isAcknowledged, makeAcknowledgementId } from '../../src/diagnostics/acknowledgement';

describe('makeAcknowledgementId', () => {
  test('adds the name of the plugin', () => {
    expect(makeAcknowledgementId('MRAP203')).toBe('cdk-s3-mrap::MRAP203');
  });
});

describe('isAcknowledged', () => {
  test.each([
    ['cdk-s3-mrap::MRAP203', 'Stack/Media', true],
    ['cdk-s3-mrap:MRAP203', 'Stack/Media', true],
    ['MRAP203', 'Stack', true],
    ['MRAP203', '', true],
    ['Annotation::MRAP203', 'Stack/Media', true],
    ['MRAP203', 'Stack/Med', false],
    ['MRAP204', 'Stack/Media', false],
    ['other::MRAP203', 'Stack/Media', false],
  ])('matches %s at %j with MRAP203 at "Stack/Media": %j', (id, constructPath, expected) => {
    expect(isAcknowledged({ ruleId: 'MRAP203', constructPath: 'Stack/Media' }, [{ id, constructPath }])).toBe(expected);
  });

  test.each([
    ['Stack', false], ['', true],
  ])('matches an acknowledgement at %j with a finding without a construct: %j', (constructPath, expected) => {
    expect(isAcknowledged({ ruleId: 'MRAP203' }, [{ id: 'MRAP203', constructPath }])).toBe(expected);
  });
});
