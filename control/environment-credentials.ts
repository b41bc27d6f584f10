import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Replaces the SDK's chain of credential providers in the bundle of the Lambda functions. Lambda passes the credentials
 * of the role in the environment. Without files, metadata service and single sign-on the bundle is smaller, and the
 * handlers can only use the credentials of their role.
 */
export const defaultProvider = fromEnv;
