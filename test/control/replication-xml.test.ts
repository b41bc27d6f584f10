import { extractRulesFromXml, listUnknownElements, replaceRulesInXml } from '../../control/replication-xml';

const RULES = [
  '<Rule  a="/>">\r\n<ID>é 🎬 &lt;</ID><!-- </Rule> --></Rule>',
  '<Rule/>',
  '<Rule><![CDATA[</Rule>]]><Rule>inner</Rule></Rule >',
];
const [first, second, third] = RULES;

function document([a, b, c]: readonly string[], more = ''): string {
  const start = '<?xml version="1.0"?>\r\n<!-- <Rule/> --><ReplicationConfiguration xmlns="x">';
  return `${start}\n ${a}<Role>r</Role>${b}\r\n${more}${c}</ReplicationConfiguration>\n`;
}

describe('extractRulesFromXml', () => {
  test('returns the exact text of each rule', () => {
    expect(extractRulesFromXml(document(RULES))).toEqual(RULES);
  });
});

describe('replaceRulesInXml', () => {
  test.each<[string, (string | undefined)[], string[]]>([
    ['none', [], RULES],
    ['some', ['<Rule>1</Rule>', undefined, '<Rule>three</Rule>'], ['<Rule>1</Rule>', second, '<Rule>three</Rule>']],
    ['all', [third, first, second], [third, first, second]],
  ])('replaces %s of the rules', (_which, texts, expected) => {
    expect(replaceRulesInXml(document(RULES), texts)).toBe(document(expected));
  });
});

describe('listUnknownElements', () => {
  test('lists elements other than role and rules', () => {
    expect(listUnknownElements(document(RULES))).toEqual([]);
    expect(listUnknownElements(document(RULES, '<Checksums/>'))).toEqual(['Checksums']);
  });

  test.each(['<Error><Rule/></Error>', ''])('finds nothing in the document %j', (xml) => {
    expect([extractRulesFromXml(xml), listUnknownElements(xml), replaceRulesInXml(xml, ['x'])]).toEqual([[], [], xml]);
  });
});
