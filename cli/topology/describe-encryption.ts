import { getValueAtPath, literalText, asList, asText } from '../../src/linter/evaluation/read';
import { type TemplateBucket } from '../../src/linter/model/buckets';
import { type TemplateModel } from '../../src/linter/model/template-model';

const KINDS: Readonly<Record<string, string>> = { 'aws:kms': 'SSE-KMS', 'aws:kms:dsse': 'DSSE-KMS' };

/** Describes the default encryption of a bucket, with the alias or the id of its key. */
export function describeEncryption(application: TemplateModel, { properties }: TemplateBucket): string {
  const [rule] = asList(getValueAtPath(properties, 'BucketEncryption', 'ServerSideEncryptionConfiguration'));
  const setting = getValueAtPath(rule, 'ServerSideEncryptionByDefault');
  const kind = KINDS[literalText(getValueAtPath(setting, 'SSEAlgorithm')) ?? ''];
  if (kind === undefined) return 'SSE-S3';
  return `${kind}, ${describeKey(application, asText(getValueAtPath(setting, 'KMSMasterKeyID')))}`;
}

/** Returns the alias of a key if the application declares one. */
function describeKey(application: TemplateModel, key: string | undefined): string {
  if (key === undefined) return 'AWS managed key';
  const alias = application.resourcesOfType('AWS::KMS::Alias')
    .find(({ properties }) => asText(properties.TargetKeyId) === key);
  const declared = application.resourcesOfType('AWS::KMS::Key').find((resource) => resource.reference('Arn') === key);
  const id = key.replace(/^arn:.*:(?=alias\/|key\/)/, '');
  return application.symbols.show(asText(alias?.properties.AliasName) ?? declared?.path ?? id);
}
