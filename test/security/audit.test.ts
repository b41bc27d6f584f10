import { type AuditReport, findShippedAdvisories } from '../../projenrc/security/audit';
import { listShippedPackages } from '../../projenrc/security/shipped';

/** A report in the format of npm 11. */
const REPORT: AuditReport = {
  vulnerabilities: {
    'fast-xml-parser': {
      name: 'fast-xml-parser',
      severity: 'high',
      nodes: ['node_modules/fast-xml-parser'],
      via: [{ title: 'Prototype pollution', url: 'https://github.com/advisories/GHSA-0000' }],
    },
    '@smithy/core': {
      name: '@smithy/core',
      severity: 'low',
      nodes: ['node_modules/@smithy/core'],
      via: ['fast-xml-parser'],
    },
    'jest': { name: 'jest', severity: 'critical', nodes: ['node_modules/jest'], via: [{ title: 'Anything' }] },
  },
};

describe('findShippedAdvisories', () => {
  test('returns the advisories about shipped packages only', () => {
    expect(findShippedAdvisories(REPORT, ['fast-xml-parser', '@smithy/core'])).toEqual([
      { name: 'fast-xml-parser', severity: 'high', titles: ['Prototype pollution https://github.com/advisories/GHSA-0000'] },
      { name: '@smithy/core', severity: 'low', titles: ['through fast-xml-parser'] },
    ]);
    expect(findShippedAdvisories({ vulnerabilities: {} }, ['fast-xml-parser'])).toEqual([]);
  });

  test('returns undefined for a report without a list', () => {
    expect(findShippedAdvisories({}, ['fast-xml-parser'])).toBeUndefined();
  });
});

describe('listShippedPackages', () => {
  test('lists clients without credential chains for the handlers', () => {
    const shipped = listShippedPackages();
    const inHandlers = shipped.filter(({ bundles }) => bundles.includes('handlers')).map(({ name }) => name);
    expect(inHandlers).toEqual(
      expect.arrayContaining(['@aws-sdk/client-s3', '@aws-sdk/client-s3-control', '@aws-sdk/credential-provider-env']),
    );
    expect(inHandlers.filter((name) => /sso|ini|imds|login|web-identity|process/.test(name))).toEqual([]);
    expect(shipped.filter(({ bundles }) => bundles.includes('command line')).map(({ name }) => name))
      .toEqual(expect.arrayContaining(['commander', 'hono', 'yaml']));
  });
});
