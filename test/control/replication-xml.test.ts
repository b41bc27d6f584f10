import { extractRules, listUnknownElements, replaceRules } from '../../control/replication-xml';

const RULES = [
  '<Rule  a="/>">\r\n<ID>é &lt;</ID><!-- </Rule> --></Rule>',
  '<Rule/>',
  '<Rule><![CDATA[</Rule>]]><Rule>inner</Rule></Rule >',
];
const [first, second, third] = RULES;

function document([a, b, c]: readonly string[], more = ''): string {
  return `<?xml version="1.0"?>\r\n<!-- <Rule/> --><ReplicationConfiguration xmlns="x">\n ${a}<Role>r</Role>${b}\r\n${more}${c}</ReplicationConfiguration>\n`;
}

test('rules are found where they stand', () => {
  expect(extractRules(document(RULES))).toEqual(RULES);
});

test.each<[string, (string | undefined)[], string[]]>([
  ['none', [], RULES],
  ['some', ['<Rule>1</Rule>', undefined, '<Rule>three</Rule>'], ['<Rule>1</Rule>', second, '<Rule>three</Rule>']],
  ['all, one by its former neighbour', [third, first, second], [third, first, second]],
])('%s of them can be exchanged', (_which, texts, expected) => {
  expect(replaceRules(document(RULES), texts)).toBe(document(expected));
});

test('what stands beside them is known by its name', () => {
  expect(listUnknownElements(document(RULES))).toEqual([]);
  expect(listUnknownElements(document(RULES, '<Checksums/>'))).toEqual(['Checksums']);
});

test.each(['<Error><Rule/></Error>', ''])('another document has none: %s', (xml) => {
  expect([extractRules(xml), listUnknownElements(xml), replaceRules(xml, ['x'])]).toEqual([[], [], xml]);
});
