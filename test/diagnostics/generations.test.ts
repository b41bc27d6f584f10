import { checkGenerations, type DeclaredGeneration, generationName } from '../../src/diagnostics/checks/generations';

const REGIONS = ['eu-west-1', 'us-east-1'];
const ONE: DeclaredGeneration = { id: '1', regions: REGIONS };

test('the first generation has the name itself', () => {
  expect([generationName('media', '1'), generationName('media', 'b')]).toEqual(['media', 'media-b']);
});

test.each<[DeclaredGeneration[], string[], string[]]>([
  [[ONE, { id: 'b2', regions: ['us-east-1'] }], ['us-east-1'], []],
  [[], [], ['there is none']],
  [[ONE, ONE, ONE], [], ['id "1" appears more than once']],
  [[{ ...ONE, id: 'a-b' }], [], ['id "a-b" has other characters']],
  [[{ ...ONE, id: 'aB' }], [], ['id "aB" has other characters']],
  [[{ ...ONE, id: 'Ab' }], [], ['id "Ab" has other characters']],
  [[{ id: '1', regions: ['eu-west-1', 'sa-east-1'] }], [], ['generation "1" names region "sa-east-1", which has no bucket']],
  [[ONE], ['eu-west-1', 'sa-east-1'], ['failover names region "sa-east-1", which has no bucket']],
])('%j with routes to %j', (generations, routed, expected) => {
  expect(checkGenerations(generations, REGIONS, routed).map(({ message }) => message)).toEqual(expected.map((text) => expect.stringContaining(text)));
});

test('without routes only generations count', () => {
  expect(checkGenerations([ONE], REGIONS)).toEqual([]);
});
