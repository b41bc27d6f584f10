import { asFields } from '../../../src/linter/evaluation/read';
import { type UnreadPart } from '../imported-state';
import { readAttribute, readBlock, type TerraformResource } from './terraform-resources';

/** The types with a key. A multi-Region key has the same id in each of its Regions. */
const KEY_TYPES = [
  'aws_kms_key', 'aws_kms_replica_key', 'aws_kms_external_key', 'aws_kms_replica_external_key',
];
const MANAGED_KEY = 'alias/aws/s3';

/**
 * Finds the key of a bucket of a Region in a state. Records a key that the state does not contain. No grant can include
 * the key that AWS manages.
 *
 * @param settings the attributes of the encryption of the bucket
 */
export function findTerraformKeyArn(
  resources: readonly TerraformResource[], { bucket, region }: { readonly bucket: string; readonly region: string },
  settings: TerraformResource['values'] | undefined, unread: UnreadPart[],
): string | undefined {
  const byDefault = readBlock(readBlock(settings, 'rule'), 'apply_server_side_encryption_by_default');
  const key = readAttribute(byDefault, 'kms_master_key_id');
  if (key === undefined || key.endsWith(MANAGED_KEY)) return undefined;
  if (key.startsWith('arn:')) return key;
  const arns = key.startsWith('alias/')
    ? listArns(resources, ['aws_kms_alias'], 'name', key)
    : listArns(resources, KEY_TYPES, 'key_id', key);
  const found = arns.find((arn) => arn.split(':')[3] === region);
  if (found === undefined) {
    unread.push({ what: `key of ${bucket}`, why: `the state contains no key ${key} in ${region}` });
  }
  return found;
}

function listArns(
  resources: readonly TerraformResource[], types: readonly string[], attribute: string, wanted: string,
): string[] {
  return resources.filter(({ type, values }) => types.includes(type) && asFields(values)?.[attribute] === wanted)
    .flatMap(({ values }) => readAttribute(values, 'target_key_arn') ?? readAttribute(values, 'arn') ?? []);
}
