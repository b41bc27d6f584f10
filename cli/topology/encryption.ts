import { getPath, literalText, asList, asText } from '../../src/linter/evaluation/read';
import { type TemplateBucket } from '../../src/linter/model/buckets';
import { type TemplateModel } from '../../src/linter/model/template-model';

const KINDS: Readonly<Record<string, string>> = { 'aws:kms': 'SSE-KMS', 'aws:kms:dsse': 'DSSE-KMS' };

/** How a bucket encrypts what nobody encrypted otherwise, with the name of the key that people know it by. */
export function encryptionOf(application: TemplateModel, { properties }: TemplateBucket): string {
  const [rule] = asList(getPath(properties, 'BucketEncryption', 'ServerSideEncryptionConfiguration'));
  const setting = getPath(rule, 'ServerSideEncryptionByDefault');
  const kind = KINDS[literalText(getPath(setting, 'SSEAlgorithm')) ?? ''];
  return kind === undefined ? 'SSE-S3' : `${kind}, ${keyName(application, asText(getPath(setting, 'KMSMasterKeyID')))}`;
}

/** The alias, where the application makes one. */
function keyName(application: TemplateModel, key: string | undefined): string {
  if (key === undefined) return 'key of AWS';
  const alias = application.resourcesOfType('AWS::KMS::Alias').find(({ properties }) => asText(properties.TargetKeyId) === key);
  const made = application.resourcesOfType('AWS::KMS::Key').find((resource) => resource.reference('Arn') === key);
  return application.symbols.show(asText(alias?.properties.AliasName) ?? made?.path ?? key.replace(/^arn:.*:(?=alias\/|key\/)/, ''));
}
