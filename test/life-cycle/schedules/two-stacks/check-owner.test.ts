import { MRAP943_ACCESS_POINT_NOT_HANDED_BACK } from '../../../../src/diagnostics/definitions/ownership';
import { isRetainedByAdopter } from './check-owner';

describe('createHandlers', () => {
  test.each([
    ['the report of this access point', 'media', true], ['the report of another one', 'video', false],
  ])('accepts a former adopter only with a report that S3 did not let it hand the access point back: %s', (
    _title, name, isAccepted,
  ) => {
    const context = {
      retained: [],
      reports: [MRAP943_ACCESS_POINT_NOT_HANDED_BACK.create({ name, cause: 'S3 is establishing another policy' })],
      simulator: { snapshot: () => ({ accessPoints: [{ name: 'media', alias: 'm.mrap' }], operations: [] }) },
    };
    expect(isRetainedByAdopter(context as never, [], 'm.mrap')).toBe(isAccepted);
  });
});
