import { makeS3ApiReferenceSource, type SourcedFact, makeS3UserGuideSource, type VerifiedSource } from './source';

/** A behavior that the library relies on. A public source has answered the question whether AWS behaves so. */
export interface ObservedBehavior extends SourcedFact {
  readonly behavior: string;
}

const TERRAFORM: VerifiedSource = {
  url: 'https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/s3control',
  date: '2026-08-31',
  verified: '2026-11-29',
};

/** The behavior by the number of its row in earlier versions of docs/assumptions.md. */
export const OBSERVED_BEHAVIORS: Readonly<Record<string, ObservedBehavior>> = {
  3: {
    behavior: 'S3 refuses a name that is in use as the result of the operation, with '
      + 'MultiRegionAccessPointAlreadyOwnedByYou and HTTP status 200.',
    source: makeS3ApiReferenceSource('ErrorResponses'),
  },
  7: {
    behavior: 'After the operation of a policy has succeeded, Established and Proposed both exist and are equal. An '
      + 'acceptance test on AWS expects both.',
    source: TERRAFORM,
  },
  8: {
    behavior: 'SubmitMultiRegionAccessPointRoutes accepts all members in one call, by Bucket without Region.',
    source: makeS3UserGuideSource('MrapOperations'),
  },
  32: {
    behavior: 'S3 publishes the pending operations, pending bytes and latency of a rule while it replicates nothing.',
    source: makeS3UserGuideSource('repl-metrics'),
  },
};
