import { makeDomainName, IDENTIFIER_FORMS, parseAccessPointArn } from '../../src/facts/identifiers';

const ALIAS_OF_63 = `${'a'.repeat(58)}.mrap`;

describe('IDENTIFIER_FORMS', () => {
  test.each(
    Object.entries(IDENTIFIER_FORMS),
  )('has a pattern that matches the example of %s', (_name, { pattern, example }) => {
    expect(example).toMatch(pattern);
  });

  test.each(
    Object.entries(IDENTIFIER_FORMS),
  )('has a pattern for %s that allows no text before or after it', (_name, { pattern, example }) => {
    for (const text of [`${example}\n`, `\n${example}`, ` ${example}`, `${example} `, `${example}\nx`]) {
      expect(text).not.toMatch(pattern);
    }
  });

  test.each([
    ['abc', true], ['a1b', true], ['1-2', true], ['a'.repeat(50), true], ['a--b', true],
    ['ab', false], ['a'.repeat(51), false], ['-ab', false], ['ab-', false], ['aBc', false], ['a_b', false],
    ['a.b', false], ['', false], ['ä-b', false],
  ])('tests the name %j: %s', (name, valid) => {
    expect(IDENTIFIER_FORMS.NAME.pattern.test(name)).toBe(valid);
  });

  test.each([
    ['m.mrap', true], ['mfzwi23gnjvgw.mrap', true], [ALIAS_OF_63, true],
    [`a${ALIAS_OF_63}`, false], ['1abc.mrap', false], ['abc', false], ['a-b.mrap', false], ['ABC.mrap', false],
    ['.mrap', false], ['a.b.mrap', false],
  ])('tests the alias %j: %s', (alias, valid) => {
    expect(IDENTIFIER_FORMS.ALIAS.pattern.test(alias)).toBe(valid);
  });
});

describe('parseAccessPointArn', () => {
  test('returns the parts of an ARN', () => {
    expect(parseAccessPointArn('arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap'))
      .toEqual({ partition: 'aws', account: '111122223333', alias: 'mfzwi23gnjvgw.mrap' });
  });

  test.each([
    'arn:aws:s3:eu-west-1:111122223333:accesspoint/mfzwi23gnjvgw.mrap',
    'arn:aws:s3::111122223333:accesspoint/media',
    'arn:aws:s3::11112222333:accesspoint/mfzwi23gnjvgw.mrap',
    'arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap/object/*',
    `arn:aws:s3::111122223333:accesspoint/a${ALIAS_OF_63}`,
    'media',
  ])('returns undefined for %s', (arn) => {
    expect(parseAccessPointArn(arn)).toBeUndefined();
  });
});

describe('makeDomainName', () => {
  test('makes a domain name of an alias', () => {
    expect(makeDomainName('mfzwi23gnjvgw.mrap')).toMatch(IDENTIFIER_FORMS.DOMAIN_NAME.pattern);
  });
});
