import { findChanges } from './comparison';
import { listExamples, listRecordedExamples, readRecordedPins, synthesizePins } from './examples';

// aws-cdk-lib prints that it has run the linter of an example.
beforeEach(() => { jest.spyOn(console, 'error').mockImplementation(); });

describe('examples', () => {
  test.each(listExamples())('keeps the resources of deployed stacks in %s', (example) => {
    const recorded = readRecordedPins(example);
    if (recorded === undefined) {
      throw new Error(`examples/${example} has no fixture, expected test/stability/examples/${example}.json; `
        + 'run "npm run stability:record"');
    }
    expect(findChanges(recorded, synthesizePins(example))).toEqual([]);
  });

  test('contains every recorded example', () => {
    expect(listExamples()).toEqual(expect.arrayContaining(listRecordedExamples()));
  });

  test('records a function for every service token', () => {
    const stacks = listExamples().flatMap((example) => Object.values(readRecordedPins(example) ?? {}));
    const types = stacks.flatMap((stack) => Object.values(stack)
      .filter(({ serviceToken }) => serviceToken !== undefined)
      .map(({ serviceToken }) => stack[(serviceToken as { 'Fn::GetAtt': [string, 'Arn'] })['Fn::GetAtt'][0]]?.type));
    expect(new Set(types)).toEqual(new Set(['AWS::Lambda::Function']));
  });
});
