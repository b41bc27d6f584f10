import fc from 'fast-check';
import { parseResourceEvent } from '../../lambda/cloudformation/event';
import { HandlerError } from '../../lambda/cloudformation/handler-error';
import { makeBase32Hash, makeClientToken, makeShortHash } from '../../lambda/hash';
import { type Finding, FindingSeverity } from '../../src/diagnostics/finding';
import { PropertyError } from '../../src/wire/property-readers';

const EVENT = {
  RequestType: 'Update',
  RequestId: 'r-1',
  StackId: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/Stack/x',
  LogicalResourceId: 'Media',
  ResourceType: 'Custom::S3MultiRegionAccessPoint',
  PhysicalResourceId: 'media/m.mrap/x',
  ResourceProperties: { Name: 'media' },
  OldResourceProperties: { Name: 'old' },
  StartedAt: 7,
};

const NOW = Date.UTC(2026, 10, 21, 8, 30);

describe('parseResourceEvent', () => {
  test('parses an event', () => {
    expect(parseResourceEvent(EVENT, NOW)).toEqual({
      type: 'Update',
      isRollback: false,
      direction: 'unknown',
      requestId: 'r-1',
      stackId: EVENT.StackId,
      logicalId: 'Media',
      resourceType: EVENT.ResourceType,
      accountId: '111122223333',
      physicalId: 'media/m.mrap/x',
      properties: { Name: 'media' },
      oldProperties: { Name: 'old' },
      startedAt: 7,
      invokedAt: NOW,
    });
  });

  test('accepts a Create without an id or with the id of onEvent', () => {
    const create = { ...EVENT, RequestType: 'Create', OldResourceProperties: undefined };
    expect(parseResourceEvent({ ...create, PhysicalResourceId: undefined }, NOW)).toMatchObject({
      type: 'Create',
      physicalId: '',
      oldProperties: {},
    });
    expect(parseResourceEvent(create, NOW)).toMatchObject({ physicalId: 'media/m.mrap/x' });
  });

  test.each([
    [{ RequestType: 'Read' }],
    [{ StackId: 'stack' }],
    [{ RequestId: undefined }],
    [{ PhysicalResourceId: undefined }],
    [{ ResourceProperties: 'x' }],
  ])('refuses an event with %j', (change) => {
    expect(() => parseResourceEvent({ ...EVENT, ...change }, NOW)).toThrow(PropertyError);
  });
});

describe('parseResourceEvent', () => {
  const startedAt = (ResponseURL: unknown, more = {}) =>
    parseResourceEvent({ ...EVENT, StartedAt: undefined, ResponseURL, ...more }, NOW).startedAt;
  const signed = (date: string) =>
    `https://cloudformation.invalid/r-1?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=${date}&X-Amz-Expires=7200`;

  test('uses the signing date of the response URL as the start of the request', () => {
    expect(startedAt(signed('20261121T080102Z'))).toBe(Date.UTC(2026, 10, 21, 8, 1, 2));
    expect(startedAt('https://cloudformation.invalid/r-1?X-Amz-Date=20261121T080102Z')).toBe(
      Date.UTC(2026, 10, 21, 8, 1, 2),
    );
  });

  test('uses the start that onEvent returned', () => {
    expect(startedAt(signed('20261121T080102Z'), { StartedAt: 7 })).toBe(7);
  });

  test.each([
    ['there is no URL', undefined],
    ['the URL has no date', 'https://cloudformation.invalid/r-1?Expires=1795248000'],
    ['the date is invalid', signed('20261321T080102Z')],
    ['the date is older than any event that Lambda delivers', signed('20261121T012959Z')],
    ['the date is in the future', signed('20261121T083001Z')],
  ])('uses the current time as the start if %s', (_where, url) => {
    expect(startedAt(url)).toBe(NOW);
  });
});

describe('HandlerError', () => {
  const finding = (message: string, fix = 'mend it', ruleId = 'MRAP902'): Finding =>
    ({ ruleId, severity: FindingSeverity.ERROR, message, fix, sourceUrl: 'https://example.com' });

  test('has no stack, which the framework would send', () => {
    const error = new HandlerError([finding('it is wrong')]);
    expect(error.stack).toBe('');
    expect(error.message).toBe('[MRAP902] it is wrong; mend it');
  });

  test('limits the message, starts with the cause and keeps the fix', () => {
    const part = fc.tuple(fc.string({ maxLength: 4000 }), fc.string({ minLength: 1, maxLength: 200 }));
    fc.assert(fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
      const { message } = new HandlerError(parts.map(([cause, fix]) => finding(cause, fix)));
      expect(message.length).toBeLessThanOrEqual(1500);
      for (const [cause, fix] of parts) {
        expect(message).toContain(fix);
        expect(message).toContain(`[MRAP902] ${cause.slice(0, 50)}`);
      }
    }));
  });

  test('shortens a message with an ellipsis', () => {
    expect(new HandlerError([finding('x'.repeat(3000))]).message).toMatch(/^\[MRAP902\] x+ \[…\]; mend it$/);
  });

  test('fits any number of findings into the limit', () => {
    expect(new HandlerError(Array(40).fill(finding('x'.repeat(100), 'y'.repeat(100)))).message).toHaveLength(1500);
  });
});

describe('makeShortHash', () => {
  test('makes short hashes that differ for different values', () => {
    expect(makeShortHash(['a', null])).toMatch(/^[0-9a-f]{20}$/);
    expect(makeShortHash(['a', null])).not.toBe(makeShortHash(['a', '']));
  });
});

describe('makeClientToken', () => {
  test('makes equal tokens for the same request and attempt only', () => {
    expect(makeClientToken('r-1')).toMatch(/^\S{1,64}$/);
    expect(makeClientToken('r-1')).toBe(makeClientToken('r-1', 0));
    expect(new Set([makeClientToken('r-1'), makeClientToken('r-1', 1), makeClientToken('r-2')]).size).toBe(3);
  });
});

describe('makeBase32Hash', () => {
  test('makes names of digits and lower-case letters', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(makeBase32Hash(text, 26)).toMatch(/^[0-9a-v]{26}$/)));
  });
});
