import {
  checkAccessPointGenerations, type DeclaredGeneration, generationName,
} from '../../../src/diagnostics/checks/generations';

const REGIONS = ['eu-west-1', 'us-east-1'];
const ONE: DeclaredGeneration = { id: '1', regions: REGIONS };

describe('generationName', () => {
  test('appends the id, except for the first generation', () => {
    expect([generationName('media', '1'), generationName('media', 'b')]).toEqual(['media', 'media-b']);
  });
});

describe('checkAccessPointGenerations', () => {
  test.each<[DeclaredGeneration[], string[]]>([
    [[ONE, { id: 'b2', regions: ['us-east-1'] }], []],
    [[], ['got none']],
    [[ONE, ONE, ONE], ['id "1" more than once']],
    [[{ ...ONE, id: 'a-b' }], ['id "a-b" with other characters']],
    [[{ ...ONE, id: 'aB' }], ['id "aB" with other characters']],
    [[{ ...ONE, id: 'Ab' }], ['id "Ab" with other characters']],
    [[{ id: '1', regions: ['eu-west-1', 'sa-east-1'] }], ['Region "sa-east-1" without a bucket in generation "1"']],
  ])('checks generations %j', (generations, expected) => {
    const messages = checkAccessPointGenerations(generations, REGIONS).map(({ message }) => message);
    expect(messages).toEqual(expected.map((text) => expect.stringContaining(text)));
  });
});
