import { changesOf } from './comparison';
import { exampleNames, fixtureNames, recordedPins, synthesizedPins } from './examples';

// aws-cdk-lib reports there that it has run the linter of an example.
beforeEach(() => { jest.spyOn(console, 'error').mockImplementation(); });

test.each(exampleNames())('example %s: what deployed stacks hold does not change', (example) => {
  const recorded = recordedPins(example);
  if (recorded === undefined) throw new Error(`examples/${example} has no fixture, expected test/stability/examples/${example}.json; run "npm run stability:record"`);
  expect(changesOf(recorded, synthesizedPins(example))).toEqual([]);
});

test('no example is gone', () => {
  expect(exampleNames()).toEqual(expect.arrayContaining(fixtureNames()));
});

test('every service token that is recorded leads to a function that is recorded', () => {
  const stacks = exampleNames().flatMap((example) => Object.values(recordedPins(example) ?? {}));
  const behind = stacks.flatMap((stack) => Object.values(stack).filter(({ serviceToken }) => serviceToken !== undefined)
    .map(({ serviceToken }) => stack[(serviceToken as { 'Fn::GetAtt': [string, 'Arn'] })['Fn::GetAtt'][0]]?.type));
  expect(new Set(behind)).toEqual(new Set(['AWS::Lambda::Function']));
});
