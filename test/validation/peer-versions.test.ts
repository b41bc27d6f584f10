import packageManifest from '../../package.json';
import { checkPeerVersions } from '../../src/validation/peer-versions';

const check = (installed: string) => checkPeerVersions({ 'aws-cdk-lib': '^2.258.0' }, () => installed);

describe('checkPeerVersions', () => {
  test.each(['2.258.0', '2.258.1', '2.300.0', '3.0.0', '2.258.0-alpha.1'])('accepts the version %s', (installed) => {
    expect(check(installed)).toEqual([]);
  });

  test.each([
    '2.257.9', '2.99.0', '1.300.0', '2.257.0+build',
  ])('reports the version %s and the oldest supported', (old) => {
    expect(check(old)).toEqual([expect.objectContaining({
      ruleId: 'MRAP787',
      message: `aws-cdk-lib is too old for cdk-s3-mrap, got version ${old}, expected 2.258.0 or newer`,
      fix: 'require aws-cdk-lib 2.258.0 or newer in package.json, requirements.txt, pom.xml or go.mod, and install it',
    })]);
  });

  test('compares each peer dependency of the package', () => {
    const ranges = packageManifest.peerDependencies;
    expect(checkPeerVersions(ranges, () => '0.0.1').map(({ message }) => message.split(' ')[0]))
      .toEqual(['aws-cdk-lib', 'constructs']);
  });
});
