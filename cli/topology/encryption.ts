import { type Application } from '../../src/rules/application';
import { at, knownText, listOf, textOf } from '../../src/rules/values/read';
import { type Bucket } from '../../src/rules/views/buckets';

const KINDS: Readonly<Record<string, string>> = { 'aws:kms': 'SSE-KMS', 'aws:kms:dsse': 'DSSE-KMS' };

/** How a bucket encrypts what nobody encrypted otherwise, with the name of the key that people know it by. */
export function encryptionOf(application: Application, { properties }: Bucket): string {
  const [rule] = listOf(at(properties, 'BucketEncryption', 'ServerSideEncryptionConfiguration'));
  const setting = at(rule, 'ServerSideEncryptionByDefault');
  const kind = KINDS[knownText(at(setting, 'SSEAlgorithm')) ?? ''];
  return kind === undefined ? 'SSE-S3' : `${kind}, ${keyName(application, textOf(at(setting, 'KMSMasterKeyID')))}`;
}

/** The alias, where the application makes one. */
function keyName(application: Application, key: string | undefined): string {
  if (key === undefined) return 'key of AWS';
  const alias = application.ofType('AWS::KMS::Alias').find(({ properties }) => textOf(properties.TargetKeyId) === key);
  const made = application.ofType('AWS::KMS::Key').find((resource) => resource.reference('Arn') === key);
  return application.symbols.show(textOf(alias?.properties.AliasName) ?? made?.path ?? key.replace(/^arn:.*:(?=alias\/|key\/)/, ''));
}
