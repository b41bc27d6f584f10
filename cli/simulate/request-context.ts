import { type AuthorizationRequest, type ConditionValues, mergeConditionValues } from '../../simulator';
import { type Caller } from './evaluate-statements';

const MS_PER_SECOND = 1_000;

/**
 * The condition keys that requests of clients do not have: the keys of requests that a service of AWS sends, and the
 * keys of clients in a VPC.
 */
const ABSENT: ConditionValues = Object.fromEntries([
  'aws:calledvia', 'aws:calledviafirst', 'aws:calledvialast', 'aws:federatedprovider', 'aws:multifactorauthage',
  'aws:principalservicename', 'aws:principalservicenameslist', 'aws:sourceaccount', 'aws:sourcearn', 'aws:sourceorgid',
  'aws:sourceorgpaths', 'aws:sourcevpc', 'aws:sourcevpce', 'aws:vpcsourceip', 'kms:encryptioncontext:aws:s3:arn',
  'kms:encryptioncontextkeys', 'kms:viaservice',
].map((name) => [name, []]));

/** S3 uses a key for its caller. Requests for KMS itself have no such service and no encryption context. */
function makeKeyConditions({ encryptionContext, resource }: AuthorizationRequest): ConditionValues {
  return encryptionContext === undefined ? {} : {
    'kms:encryptioncontext:aws:s3:arn': [encryptionContext],
    'kms:encryptioncontextkeys': ['aws:s3:arn'],
    'kms:viaservice': [`s3.${resource.split(':')[3]}.amazonaws.com`],
  };
}

/**
 * Returns the condition keys of a request. The clients of the simulator count as clients with TLS, because they use the
 * simulator instead of AWS. Only temporary credentials have the key of multi-factor authentication.
 */
export function makeRequestContext(
  request: AuthorizationRequest, { arns: [arn] }: Caller, at: number,
): ConditionValues {
  const { accessPoint, bucket, required, accountId, region, session } = request;
  const owner = bucket === undefined ? [] : [bucket.accountId];
  return mergeConditionValues(request.conditions, ABSENT, {
    'aws:currenttime': [new Date(at).toISOString()],
    'aws:epochtime': [String(Math.floor(at / MS_PER_SECOND))],
    'aws:multifactorauthpresent': session === undefined ? [] : ['false'],
    'aws:principalaccount': [accountId],
    'aws:principalarn': [arn],
    'aws:principalisawsservice': ['false'],
    'aws:principaltype': [session === undefined ? 'User' : 'AssumedRole'],
    'aws:requestedregion': region === '*' ? [] : [region],
    'aws:resourceaccount': required === undefined ? owner : [required.accountId],
    'aws:securetransport': ['true'],
    'aws:username': session === undefined ? [request.caller ?? ''] : [],
    'aws:viaawsservice': ['false'],
    'kms:calleraccount': [accountId],
    's3:dataaccesspointaccount': accessPoint === undefined ? [] : [accessPoint.accountId],
    's3:dataaccesspointarn': accessPoint === undefined ? [] : [accessPoint.name],
    's3:resourceaccount': owner,
    's3:tlsversion': ['1.3'],
  }, makeKeyConditions(request));
}
