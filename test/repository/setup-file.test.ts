import { addCommandToSetup } from '../../projenrc/packages/setup-file';

const setup = (...calls: string[]) => ['import setuptools', 'kwargs = {}', ...calls, ''].join('\n');

describe('addCommandToSetup', () => {
  test('adds the module, its files and its entry point before the call, and removes the script of jsii', () => {
    const [before, call, ...after] = addCommandToSetup(setup('setuptools.setup(**kwargs)'))
      .split(/^(setuptools\.setup\(\*\*kwargs\)\n)/m);
    expect({ call, after }).toEqual({ call: 'setuptools.setup(**kwargs)\n', after: [''] });
    expect(before).toContain('kwargs["packages"].append("cdk_s3_mrap_cli")');
    expect(before).toContain('kwargs["package_data"]["cdk_s3_mrap_cli"] = ["cdk-s3-mrap.js", "py.typed"]');
    expect(before).toContain('["cdk-s3-mrap = cdk_s3_mrap_cli:main"]');
    expect(before).toContain('del kwargs["scripts"]');
  });

  test.each([
    ['no call', []],
    ['two calls', ['setuptools.setup(**kwargs)', 'setuptools.setup(**kwargs)']],
  ])('refuses a setup.py with %s', (_, calls) => {
    expect(() => addCommandToSetup(setup(...calls))).toThrow(`got a setup.py with ${calls.length} calls`);
  });
});
