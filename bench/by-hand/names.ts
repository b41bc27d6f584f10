export const ACCOUNT = '111122223333';
export const HOME = 'eu-west-1';
export const REGIONS = [HOME, 'us-east-1', 'ap-northeast-1', 'eu-central-1', 'us-west-2', 'ap-southeast-2'] as const;
export const ALIAS = 'alias/media';
export const ROOT_OF_ACCESS_POINTS = `arn:aws:s3::${ACCOUNT}:accesspoint/*`;

export const bucketIn = (region: string): string => `media-${region}`;
export const keyIn = (region: string): string => `arn:aws:kms:${region}:${ACCOUNT}:${ALIAS}`;
export const bucketArnIn = (region: string): string => `arn:aws:s3:::${bucketIn(region)}`;
