import { asFields, asList, type UncheckedFields } from '../../../src/linter/evaluation/read';
import { readAttribute, type TerraformResource } from './terraform-resources';

const TYPES: Readonly<Record<string, { type: string; convert: (values: UncheckedFields) => UncheckedFields }>> = {
  awscc_s3_multi_region_access_point: {
    type: 'aws_s3control_multi_region_access_point', convert: convertAccessPoint,
  },
  awscc_s3_multi_region_access_point_policy: {
    type: 'aws_s3control_multi_region_access_point_policy', convert: convertPolicy,
  },
};

/**
 * Converts access points and policies of the provider `awscc` to the attributes of the provider `aws`. The attributes
 * of `awscc` are the properties of AWS::S3::MultiRegionAccessPoint, without the account of the access point. Source,
 * 2026-11-30: https://registry.terraform.io/providers/hashicorp/awscc/latest/docs/resources/s3_multi_region_access_point
 *
 * @param account the account of the access points
 */
export function convertCloudControlResources(
  resources: readonly TerraformResource[], account: string | undefined,
): TerraformResource[] {
  return resources.map((resource) => {
    const target = TYPES[resource.type];
    if (target === undefined) return resource;
    const values = target.convert(resource.values);
    const arn = account === undefined || values.alias === undefined
      ? undefined
      : `arn:aws:s3::${account}:accesspoint/${String(values.alias)}`;
    return { ...resource, type: target.type, values: { ...values, account_id: account, arn } };
  });
}

function convertAccessPoint(values: UncheckedFields): UncheckedFields {
  const region = asList(values.regions).map((entry) => {
    const { bucket, bucket_account_id: owner, account_id: account = owner } = asFields(entry) ?? {};
    return { bucket, bucket_account_id: owner ?? account };
  });
  const block = values.public_access_block_configuration;
  return {
    alias: readAttribute(values, 'alias'), details: [{ name: values.name, region, public_access_block: asList(block) }],
  };
}

function convertPolicy({ mrap_name: name, policy }: UncheckedFields): UncheckedFields {
  // Former versions of the provider store an object.
  const text = typeof policy === 'string' ? policy : JSON.stringify(policy);
  return { details: [{ name, policy: text }] };
}
