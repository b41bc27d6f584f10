import { checkCreatedBuckets, listDuplicateBuckets } from '../../../src/diagnostics/checks/created-buckets';
import { checkOperationsNames, type OperationsNames } from '../../../src/diagnostics/checks/operations-names';
import { checkStackNames, type DeclaredStack } from '../../../src/diagnostics/checks/stacks';
import { listComparedPaths } from '../../../src/diagnostics/compared-paths';
import { ids } from './support';

const BUCKETS = [
  { bucket: 'media-eu', path: 'One' }, { bucket: 'media-us', path: 'One' },
  { bucket: 'media-eu', path: 'Two' }, { bucket: 'media-us', path: 'Two' }, { bucket: 'media-jp', path: 'Two' },
];

describe('checkCreatedBuckets', () => {
  test('reports two constructs once for all their buckets', () => {
    const findings = checkCreatedBuckets(BUCKETS);
    expect(ids(findings)).toEqual(['MRAP784 ERROR']);
    expect(findings[0].message).toContain('"media-eu", "media-us"');
    expect(listComparedPaths(findings[0])).toEqual(['One', 'Two']);
  });

  test('reports other pairs of constructs separately', () => {
    const third = { bucket: 'media-jp', path: 'Three' };
    expect(checkCreatedBuckets([...BUCKETS, third]).map(listComparedPaths)).toEqual([['One', 'Two'], ['Two', 'Three']]);
  });

  test('accepts different names', () => {
    expect(checkCreatedBuckets(BUCKETS.slice(0, 2))).toEqual([]);
    expect(checkCreatedBuckets([])).toEqual([]);
  });
});

describe('listDuplicateBuckets', () => {
  test('lists the names that occur more than once', () => {
    expect([...listDuplicateBuckets(BUCKETS)]).toEqual(['media-eu', 'media-us']);
  });
});

describe('checkStackNames', () => {
  const stack: DeclaredStack = {
    name: 'media', account: '111122223333', region: 'eu-west-1', path: 'One', isRegional: true,
  };

  test('reports a stack of this library with the name of another one', () => {
    const [finding, ...others] = checkStackNames([stack, { ...stack, path: 'Two', isRegional: false }]);
    expect(ids([finding, ...others])).toEqual(['MRAP783 ERROR']);
    expect(finding.message).toContain('media');
    expect(finding.message).toContain('account 111122223333, Region eu-west-1');
    expect(listComparedPaths(finding)).toEqual(['One', 'Two']);
  });

  test.each<[string, Partial<DeclaredStack>]>([
    ['another name', { name: 'video' }],
    ['the name in another account', { account: '444455556666' }],
    ['the name in another Region', { region: 'us-east-1' }],
  ])('accepts a stack with %s', (_title, other) => {
    expect(checkStackNames([stack, { ...stack, path: 'Two', ...other }])).toEqual([]);
  });

  test('leaves stacks of the user to the CDK', () => {
    const foreign = { ...stack, isRegional: false };
    expect(checkStackNames([foreign, { ...foreign, path: 'Two' }])).toEqual([]);
  });
});

describe('checkOperationsNames', () => {
  const alarms: OperationsNames = {
    property: 'alarmNamePrefix', name: 'media', account: '111122223333', path: 'One', resources: ['a', 'b'],
  };

  test('reports constructs with a common resource once', () => {
    const findings = checkOperationsNames([
      alarms, { ...alarms, path: 'Two', resources: ['b', 'c'] }, { ...alarms, path: 'Three', resources: ['d'] },
    ]);
    expect(ids(findings)).toEqual(['MRAP315 ERROR']);
    expect(findings[0].message).toContain('alarmNamePrefix');
    expect(findings[0].message).toContain('media');
    expect(listComparedPaths(findings[0])).toEqual(['One', 'Two']);
  });

  test.each<[string, Partial<OperationsNames>]>([
    ['other resources', { resources: ['c'] }],
    ['another property', { property: 'documentName' }],
    ['another name', { name: 'video' }],
    ['another account', { account: '444455556666' }],
  ])('accepts a construct with %s', (_title, other) => {
    expect(checkOperationsNames([alarms, { ...alarms, path: 'Two', ...other }])).toEqual([]);
  });

  test('accepts one construct', () => {
    expect(checkOperationsNames([alarms])).toEqual([]);
  });
});
