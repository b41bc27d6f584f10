import { listUnknownRuleElements, KNOWN_REPLICATION_RULE_ELEMENTS } from '../../control/replication-elements';
import { replicationConfigurationShape } from '../../simulator/wire/s3/replication-shape';
import { type XmlShape } from '../../simulator/wire/shape';

/** The elements of a document that the simulator reads. */
function listElements(shape: XmlShape): object {
  if (shape.kind === 'flat-list' || shape.kind === 'list') return listElements(shape.item);
  if (shape.kind !== 'structure') return {};
  return Object.fromEntries(Object.entries(shape.members).map(([name, member]) =>
    [member.kind === 'flat-list' ? member.element : name, listElements(member)]));
}

describe('KNOWN_REPLICATION_RULE_ELEMENTS', () => {
  test('contains exactly the elements of the simulator', () => {
    expect(KNOWN_REPLICATION_RULE_ELEMENTS).toEqual(listElements(replicationConfigurationShape.members.Rules));
  });
});

describe('listUnknownRuleElements', () => {
  test.each<[string, string, string[]]>([
    ['a rule of this version', '<Filter><Not><Or><Prefix>a</Prefix><Prefix>b</Prefix></Or></Not></Filter>', []],
    ['an element of a rule', '<Schedule>daily</Schedule>', ['Schedule']],
    ['an element of a filter', '<Filter><And><Not><Suffix>x</Suffix></Not></And></Filter>', ['Filter.And.Not.Suffix']],
    ['an element below an unknown element', '<Filter><Size><Above>1</Above></Size></Filter>', ['Filter.Size']],
    ['a repeated element', '<New>1</New><New>2</New>', ['New']],
  ])('lists the unknown elements of %s', (_, content, expected) => {
    expect(listUnknownRuleElements(`<Rule xmlns="x">${content}</Rule>`)).toEqual(expected);
  });
});
