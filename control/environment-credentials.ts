import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Stands in the bundle of the Lambda functions for the SDK's chain of credential providers. Lambda hands credentials over in the environment;
 * that nothing else is asked, no file, no metadata service, no single sign-on, makes the bundle smaller and its credentials those of its role.
 */
export const defaultProvider = fromEnv;
