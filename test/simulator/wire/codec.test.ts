import * as fc from 'fast-check';
import { decodeXml, encodeXml } from '../../../simulator/wire/codec';
import {
  xmlBooleanShape, xmlIntegerShape, makeXmlListShape, makeXmlStructureShape, xmlStringShape, xmlTimestampShape,
} from '../../../simulator/wire/shape';
import { buildXml, parseXml } from '../../../simulator/wire/xml';

const shape = makeXmlStructureShape({
  Words: xmlStringShape,
  Flag: xmlBooleanShape,
  Count: xmlIntegerShape,
  Moment: xmlTimestampShape,
  Items: makeXmlListShape('Item', makeXmlStructureShape({ Name: xmlStringShape })),
  Names: makeXmlListShape('Name', xmlStringShape),
});

const words = fc.string({ unit: 'grapheme' });
const values = fc.record({
  Words: words,
  Flag: fc.boolean(),
  Count: fc.integer(),
  Moment: fc.date({ min: new Date(0), max: new Date(Date.UTC(9999, 11)), noInvalidDate: true }),
  Items: fc.array(fc.record({ Name: words }, { requiredKeys: [] })),
  Names: fc.array(words),
}, { requiredKeys: [] });

describe('simulator/wire/codec', () => {
  test('decodes encoded values', () => {
    fc.assert(fc.property(values, fc.option(fc.constant('urn:x'), { nil: undefined }), (value, namespace) => {
      expect(decodeXml(shape, parseXml(buildXml('Root', namespace, encodeXml(shape, value)), 'Root'))).toEqual(value);
    }), { numRuns: 200 });
  });
});

describe('decodeXml', () => {
  test.each(['yesterday', ''])('refuses "%s" as a timestamp', (moment) => {
    expect(() => decodeXml(xmlTimestampShape, moment)).toThrow('is not a timestamp');
  });
});

describe('simulator/wire/xml', () => {
  test('builds and parses documents of text only', () => {
    expect(buildXml('Root', 'urn:x', 'a & b')).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Root xmlns="urn:x">a &amp; b</Root>',
    );
    expect(parseXml('<Root/>', 'Root')).toBe('');
  });

  test('accepts a long policy with many quotation marks', () => {
    const policy = '"'.repeat(200_000);
    expect(parseXml(buildXml('Policy', undefined, policy), 'Policy')).toBe(policy);
  });
});
