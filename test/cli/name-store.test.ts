import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { openAccessPointArnCache } from '../../cli/name-store';
import { temporaryFolder } from '../support/temporary-folder';

const ARN = 'arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap';

describe('openAccessPointArnCache', () => {
  test('returns the saved ARN of a name, for the same profile only', () => {
    const home = temporaryFolder();
    openAccessPointArnCache({}, home).save('media', ARN);
    expect(openAccessPointArnCache({}, home).find('media')).toBe(ARN);
    expect(openAccessPointArnCache({ AWS_PROFILE: 'other' }, home).find('media')).toBeUndefined();
    expect(openAccessPointArnCache({}, home).find('music')).toBeUndefined();
  });

  test('ignores a file that cannot be parsed or written', () => {
    const home = temporaryFolder();
    mkdirSync(path.join(home, '.cache', 'cdk-s3-mrap'), { recursive: true });
    writeFileSync(path.join(home, '.cache', 'cdk-s3-mrap', 'names.json'), '{');
    expect(openAccessPointArnCache({}, home).find('media')).toBeUndefined();
    const file = path.join(home, 'file');
    writeFileSync(file, '');
    const store = openAccessPointArnCache({ XDG_CACHE_HOME: file }, home);
    store.save('media', ARN);
    expect(store.find('media')).toBeUndefined();
  });
});
