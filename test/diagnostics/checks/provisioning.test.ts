import { checkProvisioning, type ProvisioningOptions } from '../../../src/diagnostics/checks/provisioning';
import { ids } from './support';

const OPTIONS: ProvisioningOptions = {
  native: false, replacementAllowed: false, name: 'media', named: true, membersKnown: true, customResourceOptions: [],
};
const NATIVE = { native: true };
const REPLACEABLE = { replacementAllowed: true };

describe('checkProvisioning', () => {
  test.each<[string, Partial<ProvisioningOptions>]>([
    ['a custom resource', {}],
    ['a custom resource with its own options', { customResourceOptions: ['timeout', 'existing'] }],
    ['the replacement of a custom resource over unknown buckets', { membersKnown: false, ...REPLACEABLE }],
    ['the CloudFormation type', NATIVE],
    ['the CloudFormation type with a token as name', { ...NATIVE, name: undefined }],
    ['the replacement of a name with 41 characters', { name: 'a'.repeat(41), ...REPLACEABLE }],
    ['a name with 42 characters without replacement', { name: 'a'.repeat(42) }],
    ['a name with 51 characters, which another rule reports', { name: 'a'.repeat(51), ...REPLACEABLE }],
    ['a timeout of ten minutes', { timeoutSeconds: 600 }],
    ['a timeout of 55 minutes', { timeoutSeconds: 3300 }],
  ])('accepts %s', (_title, options) => {
    expect(ids(checkProvisioning({ ...OPTIONS, ...options }))).toEqual([]);
  });

  test.each<[string, Partial<ProvisioningOptions>, string[]]>([
    [
      'options of the custom resource with the CloudFormation type',
      { ...NATIVE, customResourceOptions: ['timeout', 'existing'] }, ['MRAP751', 'MRAP751'],
    ],
    ['the CloudFormation type without a name', { ...NATIVE, name: undefined, named: false }, ['MRAP752']],
    [
      'a replacement by CloudFormation over unknown buckets', { ...NATIVE, membersKnown: false, ...REPLACEABLE },
      ['MRAP757'],
    ],
    ['the replacement of a name with 42 characters', { name: 'a'.repeat(42), ...REPLACEABLE }, ['MRAP753']],
    ['a timeout below ten minutes', { timeoutSeconds: 599 }, ['MRAP754']],
    ['a timeout above 55 minutes', { timeoutSeconds: 3301 }, ['MRAP754']],
    ['a timeout with a fraction of a second', { timeoutSeconds: 90.5 }, ['MRAP754']],
    ['a timeout that is a token', { timeoutSeconds: Number.NaN }, ['MRAP754']],
  ])('refuses %s', (_title, options, expected) => {
    expect(ids(checkProvisioning({ ...OPTIONS, ...options }))).toEqual(expected.map((id) => `${id} ERROR`));
  });

  test('names the option and both possible fixes', () => {
    const [finding] = checkProvisioning({ ...OPTIONS, native: true, customResourceOptions: ['timeout'] });
    expect(`${finding.message}; ${finding.fix}`)
      .toBe('timeout has no effect with Provisioning.cloudFormation, expected no value; '
        + 'remove timeout, or use Provisioning.customResource');
  });
});
