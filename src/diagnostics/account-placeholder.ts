/** Replaces an account in suggested statements if synthesis does not know the account. The bucket owner inserts it. */
export const ACCOUNT_PLACEHOLDER = '<account of the access point>';
