export const ACCOUNT = '111122223333';
export const HOME = 'eu-west-1';
export const REGIONS = [HOME, 'us-east-1', 'ap-northeast-1', 'eu-central-1', 'us-west-2', 'ap-southeast-2'] as const;
export const ALIAS = 'alias/media';
export const ANY_ACCESS_POINT = `arn:aws:s3::${ACCOUNT}:accesspoint/*`;

export const makeBucketName = (region: string): string => `media-${region}`;
export const makeKeyArn = (region: string): string => `arn:aws:kms:${region}:${ACCOUNT}:${ALIAS}`;
export const makeBucketArn = (region: string): string => `arn:aws:s3:::${makeBucketName(region)}`;
