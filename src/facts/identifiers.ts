import {
  type SourcedFact, S3_CONTROL_MODEL_SOURCE, S3_ENDPOINT_RULES_SOURCE, SERVICE_AUTHORIZATION_SOURCE,
  makeS3UserGuideSource, type VerifiedSource,
} from './source';

export interface IdentifierForm extends SourcedFact {
  /** Anchored at both ends. Without the m flag, `$` does not match before a trailing newline. */
  readonly pattern: RegExp;
  /** The rule in words, for messages. */
  readonly rule: string;
  readonly example: string;
}

const ACCOUNT: VerifiedSource = {
  url: 'https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html',
  date: '2026-04-13',
  verified: '2026-04-13',
};

/** The forms of all identifiers around an access point. */
export const IDENTIFIER_FORMS = {
  NAME: {
    pattern: /^[a-z0-9][-a-z0-9]{1,48}[a-z0-9]$/,
    rule: '3 to 50 lowercase letters, digits and hyphens, with no hyphen at either end',
    example: 'media',
    source: S3_CONTROL_MODEL_SOURCE,
  },
  ALIAS: {
    pattern: /^(?=.{6,63}$)[a-z][a-z0-9]*\.mrap$/,
    rule: 'lowercase letters and digits that start with a letter, followed by ".mrap", at most 63 characters',
    example: 'mfzwi23gnjvgw.mrap',
    source: S3_CONTROL_MODEL_SOURCE,
  },
  ARN: {
    pattern: /^arn:(?<partition>[a-z0-9-]+):s3::(?<account>\d{12}):accesspoint\/(?<alias>[a-z][a-z0-9]*\.mrap)$/,
    rule: 'arn:aws:s3::<account>:accesspoint/<alias>.mrap, with an empty Region and the alias, not the name',
    example: 'arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap',
    source: makeS3UserGuideSource('MultiRegionAccessPointRequests'),
  },
  DOMAIN_NAME: {
    pattern: /^(?<alias>[a-z][a-z0-9]*\.mrap)\.accesspoint\.s3-global\.amazonaws\.com$/,
    rule: '<alias>.mrap.accesspoint.s3-global.amazonaws.com',
    example: 'mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com',
    source: S3_ENDPOINT_RULES_SOURCE,
  },
  REQUEST_TOKEN_ARN: {
    pattern: /^arn:aws:s3:us-west-2:\d{12}:async-request\/mrap\/[^/\s]+\/\S+$/,
    rule: 'arn:aws:s3:us-west-2:<account>:async-request/mrap/<operation>/<token>',
    example: 'arn:aws:s3:us-west-2:111122223333:async-request/mrap/create/0123456789abcdef',
    source: SERVICE_AUTHORIZATION_SOURCE,
  },
  /** The form of all ids so far, which AWS does not document. It prevents another text in a policy. */
  DISTRIBUTION_ID: {
    pattern: /^[A-Z0-9]{8,32}$/,
    rule: 'the id of a CloudFront distribution, with capital letters and digits',
    example: 'E1ABCDEF2GHIJK',
    source: {
      url: 'https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Distribution.html',
      date: '2026-04-13',
      verified: '2026-04-13',
    },
  },
  ACCOUNT_ID: { pattern: /^\d{12}$/, rule: '12 digits', example: '111122223333', source: ACCOUNT },
  /**
   * The form of all Region codes so far, which AWS does not document. It distinguishes a mistyped code from a new one.
   */
  REGION: {
    pattern: /^[a-z]{2,4}(-[a-z]+)+-\d$/,
    rule: 'a Region code',
    example: 'eu-west-1',
    source: {
      url: 'https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html',
      date: '2026-04-13',
      verified: '2026-11-28',
    },
  },
} as const satisfies Record<string, IdentifierForm>;

/** The parts of an ARN; undefined if the text is not the ARN of a Multi-Region Access Point. */
export function parseAccessPointArn(arn: string): { partition: string; account: string; alias: string } | undefined {
  const groups = IDENTIFIER_FORMS.ARN.pattern.exec(arn)?.groups;
  if (!groups || !IDENTIFIER_FORMS.ALIAS.pattern.test(groups.alias)) return undefined;
  return { partition: groups.partition, account: groups.account, alias: groups.alias };
}

/** The host name of an access point. */
export function makeDomainName(alias: string): string {
  return `${alias}.accesspoint.s3-global.amazonaws.com`;
}
