import { checkProvisioning, type ProvisioningChoice } from '../../src/diagnostics/checks/provisioning';
import { ids } from './support';

const CHOICE: ProvisioningChoice = { native: false, replacementAllowed: false, name: 'media', named: true, membersKnown: true, customResourceOptions: [] };

test.each<[string, Partial<ProvisioningChoice>, string[]]>([
  ['a custom resource', {}, []],
  ['a custom resource with its options', { customResourceOptions: ['timeout', 'existing'] }, []],
  ['a custom resource over unknown buckets, replaceable', { membersKnown: false, replacementAllowed: true }, []],
  ['CloudFormation', { native: true }, []],
  ['CloudFormation with options of the custom resource', { native: true, customResourceOptions: ['timeout', 'existing'] }, ['MRAP751 ERROR', 'MRAP751 ERROR']],
  ['CloudFormation without a name', { native: true, name: undefined, named: false }, ['MRAP752 ERROR']],
  ['CloudFormation with a token as name', { native: true, name: undefined }, []],
  ['CloudFormation over unknown buckets, replaceable', { native: true, membersKnown: false, replacementAllowed: true }, ['MRAP757 ERROR']],
  ['a name of 41, replaceable', { name: 'a'.repeat(41), replacementAllowed: true }, []],
  ['a name of 42, replaceable', { name: 'a'.repeat(42), replacementAllowed: true }, ['MRAP753 ERROR']],
  ['a name of 42, not replaceable', { name: 'a'.repeat(42) }, []],
  ['a name of 51, replaceable', { name: 'a'.repeat(51), replacementAllowed: true }, []],
  ['a minute', { timeoutSeconds: 60 }, []],
  ['55 minutes', { timeoutSeconds: 3300 }, []],
  ['less than a minute', { timeoutSeconds: 59 }, ['MRAP754 ERROR']],
  ['more than 55 minutes', { timeoutSeconds: 3301 }, ['MRAP754 ERROR']],
  ['half a second', { timeoutSeconds: 90.5 }, ['MRAP754 ERROR']],
  ['nobody knows how long', { timeoutSeconds: Number.NaN }, ['MRAP754 ERROR']],
])('provisioning: %s', (_name, choice, expected) => {
  expect(ids(checkProvisioning({ ...CHOICE, ...choice }))).toEqual(expected);
});

test('the message names the option and both ways out', () => {
  const [finding] = checkProvisioning({ ...CHOICE, native: true, customResourceOptions: ['timeout'] });
  expect(`${finding.message}; ${finding.fix}`)
    .toBe('timeout has no meaning with Provisioning.cloudFormation(); remove timeout, or use Provisioning.customResource()');
});
