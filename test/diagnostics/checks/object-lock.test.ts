import {
  checkEventHold, type DefaultLock, readDefaultLock, readObjectLock, renderDefaultLock,
} from '../../../src/diagnostics/checks/object-lock';

const UNKNOWN = { Ref: 'Parameter' };
const makeLock = (retention: unknown) => ({ ObjectLockConfiguration: { Rule: { DefaultRetention: retention } } });

describe('readObjectLock', () => {
  test.each<[Record<string, unknown>, boolean | undefined]>([
    [{}, false],
    [{ ObjectLockEnabled: false }, false],
    [{ ObjectLockEnabled: true }, true],
    [{ ObjectLockEnabled: 'true' }, true],
    [{ ObjectLockEnabled: UNKNOWN }, undefined],
    [{ ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } }, true],
    [{ ObjectLockEnabled: false, ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } }, true],
    [{ ObjectLockConfiguration: {} }, undefined],
    [{ ObjectLockConfiguration: UNKNOWN }, undefined],
  ])('reads %j', (properties, expected) => {
    expect(readObjectLock(properties)).toBe(expected);
  });
});

describe('readDefaultLock', () => {
  test.each<[Record<string, unknown>, string | undefined]>([
    [{}, 'none'],
    [{ ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } }, 'none'],
    [makeLock({ Mode: 'GOVERNANCE', Days: '3' }), 'GOVERNANCE 3 days'],
    [makeLock({ Mode: 'COMPLIANCE', Days: undefined, Years: 1, DefaultEventHold: undefined }), 'COMPLIANCE 1 years'],
    [makeLock({ Mode: 'COMPLIANCE', Days: 1, DefaultEventHold: { Days: 1 } }), 'COMPLIANCE 1 days, event hold 1 days'],
    [makeLock({ Mode: 'COMPLIANCE', DefaultEventHold: { Years: 1 } }), 'COMPLIANCE, event hold 1 years'],
    [makeLock({ DefaultEventHold: {} }), 'event hold without a period'],
    [makeLock({ Mode: UNKNOWN, Days: 3 }), undefined],
    [makeLock({ Mode: 'GOVERNANCE', Days: UNKNOWN }), undefined],
    [makeLock({ Mode: 'GOVERNANCE', Days: 3, DefaultEventHold: UNKNOWN }), undefined],
    [makeLock({ Mode: 'GOVERNANCE', Days: 3, Hours: 1 }), undefined],
    [makeLock(UNKNOWN), undefined],
    [{ ObjectLockConfiguration: { Rule: 'x' } }, undefined],
    [{ ObjectLockConfiguration: UNKNOWN }, undefined],
  ])('reads %j', (properties, expected) => {
    const lock = readDefaultLock(properties);
    expect(lock && renderDefaultLock(lock)).toBe(expected);
  });
});

describe('checkEventHold', () => {
  const find = (lock: DefaultLock) => checkEventHold('DefaultEventHold', lock).map(({ ruleId, message }) =>
    `${ruleId} ${message}`);

  test.each<[DefaultLock]>([
    [{}],
    [{ mode: 'COMPLIANCE', retention: { days: 30 } }],
    [{ retention: { days: 30 }, eventHold: { days: 30 } }],
    [{ eventHold: { days: 36_500 } }],
    [{ retention: { years: 1 }, eventHold: { days: 366 } }],
    [{ retention: { days: 365 }, eventHold: { years: 1 } }],
  ])('accepts %j', (lock) => {
    expect(find(lock)).toEqual([]);
  });

  test.each<[DefaultLock, string]>([
    [{ retention: { days: 30 }, eventHold: { days: 31 } }, 'longer than the default retention, got "31 days"'],
    [{ retention: { days: 365 }, eventHold: { days: 366 } }, 'expected at most "365 days"'],
    [{ retention: { years: 1 }, eventHold: { days: 367 } }, 'expected at most "1 years"'],
    [{ retention: { days: 364 }, eventHold: { years: 1 } }, 'longer than the default retention, got "1 years"'],
    [{ eventHold: { days: 0 } }, 'is invalid, got "0 days"'],
    [{ eventHold: { days: 0.5 } }, 'got "0.5 days"'],
    [{ eventHold: { days: 36_501 } }, 'got "36501 days"'],
    [{ eventHold: { days: 1, years: 1 } }, 'got "1 days and 1 years", expected one period'],
    [{ eventHold: {} }, 'got "without a period"'],
  ])('reports MRAP777 for %j', (lock, text) => {
    expect(find(lock)).toEqual([expect.stringMatching(`^MRAP777 DefaultEventHold .*${text}`)]);
  });
});
