/** Why tests of the suite fail. A test belongs to the first group whose pattern matches its name. */
export interface FailureGroup {
  readonly title: string;
  readonly reason: string;
  readonly pattern: RegExp;
}

/** Matches complete names, in which `*` stands for any text. */
function names(...patterns: readonly string[]): RegExp {
  return new RegExp(`^test_(?:${patterns.map((pattern) => pattern.replaceAll('*', '.*')).join('|')})(?:\\[.*)?$`);
}

export const FAILURE_GROUPS: readonly FailureGroup[] = [
  {
    title: 'uploads with HTML forms',
    reason: 'Access points do not support them. The simulator refuses them, because their signature is in the form.',
    pattern: names('post_object_*', '*_post_object_*'),
  },
  {
    title: 'keys of the customer (SSE-C)',
    reason: 'The simulator answers 501.',
    pattern: /sse_c_|sse-c|^test_(?:encrypted_transfer_|encryption_key_no_sse_c|put_obj_enc_conflict_c_)/,
  },
  {
    title: '`GetObjectAttributes` and `GetObjectTorrent`',
    reason: 'Access points do not support them. The simulator answers 501 at buckets, too.',
    pattern: names('get_*object_attributes', 'get_object_torrent', 'multipart_use_cksum_helper_*'),
  },
  {
    title: 'settings of buckets',
    reason: 'CORS, tags, public access, ownership and policy status of buckets, and pages of `ListBuckets`: the '
      + 'simulator answers 501.',
    pattern: names(
      '*cors*', 'object_raw_get_x_amz_expires_not_*', 'set_bucket_tagging', '*public_block*', 'block_public_*',
      'ignore_public_acls', '*bucket_policy_status',
      '*bucket_ownership*', 'create_bucket_bucket_owner_*', 'create_bucket_object_writer', 'delete_bucket_encryption_*',
      'list_buckets_paginated'),
  },
  {
    title: 'ACLs, and requests that need them',
    reason: 'S3 disables ACLs of new buckets. The simulator stores canned ACLs of objects and grants nothing by them, '
      + 'and it answers 501 for grants and for ACLs of buckets. Requests without a signature need a public ACL.',
    pattern: names(
      '*_acl', '*_acl_*', '*_acls', 'access_bucket_*', '*_anonymous', 'object_raw_get', 'object_raw_get_bucket_*',
      'object_raw_get_object_gone', 'object_anon_put_*',
      'object_delete_key_bucket_gone', 'object_copy_not_owned_object_bucket', 'expected_bucket_owner',
      'list_multipart_upload_owner', 'bucketv2_policy_acl', 'bucket_policy_put_obj_grant', '100_continue',
      // The other account reads its copy as the owner of the object.
      'bucket_policy_put_obj_copy_source*'),
  },
  {
    title: 'answers of Ceph',
    reason: 'S3 documents another answer: the default encryption of every bucket, `aws/s3` as default key, 409 for an '
      + 'existing bucket, 400 for a wrong lifetime of a presigned URL, 416 for a missing part, 501 for other values of '
      + '`If-None-Match`, encoded prefixes, owners without display names, no tenants, all permissions for the account '
      + 'of the bucket, a write without the tag that its policy requires.',
    pattern: names(
      'get_bucket_encryption_*', 'sse_kms_no_key', 'bucket_recreate_*', 'bucket_create_exists', 'multipart_get_part',
      'multipart_single_get_part', 'non_multipart_get_part', '*_if_match', '*_if_none_match',
      'bucket_list_prefix_unreadable',
      'bucket_policy_different_tenant', 'bucket_policy_tenanted_bucket', 'object_read_unreadable', 'get_object_torrent',
      'bucket_list_return_data*', 'delete_marker_nonversioned', 'object_raw_get_x_amz_expires_out_*',
      'bucket_policy_set_condition_operator_end_with_IfExists', 'bucket_policy_put_obj_request_obj_tag',
      'object_raw_put_authenticated_expired'),
  },
  {
    title: 'answers that AWS does not document',
    reason: 'The test and the simulator expect different error codes or different details.',
    pattern: /^/,
  },
];

/** The markers of tests that do not concern the operations of the simulator, with the reason. */
export const EXCLUDED_MARKERS: Readonly<Record<string, readonly string[]>> = {
  'tests that fail on S3, by their marker `fails_on_aws`': ['fails_on_aws'],
  'life cycle rules, access logs, storage in other clouds, IAM users': [
    'lifecycle', 'lifecycle_expiration', 'lifecycle_transition', 'bucket_logging', 'bucket_logging_cleanup',
    'cloud_transition', 'cloud_restore', 'iam_account', 'iam_user',
  ],
};
