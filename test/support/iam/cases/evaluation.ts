import { ALICE, allow, ask, BUCKET, deny, IAM, MALLORY, NEVER, NO, OBJECT, read, ROOT, YES, type Row } from './case';

export const LOGIC = `${IAM}reference_policies_evaluation-logic.html`;
const CROSS = `${IAM}reference_policies_evaluation-logic-cross-account.html`;
const ACTION = `${IAM}reference_policies_elements_action.html`;
const NOT_ACTION = `${IAM}reference_policies_elements_notaction.html`;
const RESOURCE = `${IAM}reference_policies_elements_resource.html`;
const NOT_RESOURCE = `${IAM}reference_policies_elements_notresource.html`;
const PRINCIPAL = `${IAM}reference_policies_elements_principal.html`;
const NOT_PRINCIPAL = `${IAM}reference_policies_elements_notprincipal.html`;

export const EVALUATION_CASES: readonly Row[] = [
  [LOGIC, 'a request that no statement allows', read(), {}, NO],
  [LOGIC, 'an identity policy that allows the action', read(), { identity: [allow('s3:GetObject', OBJECT)] }, YES],
  [
    LOGIC,
    'a deny in an identity policy beside an allow',
    read(),
    { identity: [allow('*'), deny('s3:GetObject')] },
    NEVER,
  ],
  [
    LOGIC,
    'a deny in a resource policy beside an allow',
    read(),
    { identity: [allow('*')], resource: [deny('s3:*', '*', { Principal: '*' })] },
    NEVER,
  ],
  [LOGIC, 'a deny of another action beside an allow', read(), { identity: [allow('*'), deny('s3:PutObject')] }, YES],
  [
    LOGIC,
    'a resource policy that names a caller of the same account',
    read(),
    { resource: [allow('s3:GetObject', OBJECT, { Principal: { AWS: ALICE } })] },
    YES,
  ],
  [
    LOGIC,
    'a resource policy that names the account only',
    read(),
    { resource: [allow('s3:GetObject', OBJECT, ROOT)] },
    NO,
  ],
  [
    CROSS,
    'a resource policy without an identity policy across accounts',
    read({}, MALLORY),
    { resource: [allow('s3:GetObject', OBJECT, { Principal: { AWS: MALLORY } })] },
    NO,
  ],
  [
    CROSS,
    'an identity policy without a resource policy across accounts',
    read({}, MALLORY),
    { identity: [allow('s3:GetObject')] },
    NO,
  ],
  [
    CROSS,
    'both policies across accounts',
    read({}, MALLORY),
    { identity: [allow('s3:GetObject')], resource: [allow('s3:GetObject', OBJECT, { Principal: { AWS: MALLORY } })] },
    YES,
  ],
  [
    CROSS,
    'both policies across accounts if the resource policy names the account',
    read({}, MALLORY),
    {
      identity: [allow('s3:GetObject')],
      resource: [allow('s3:GetObject', OBJECT, { Principal: { AWS: '444455556666' } })],
    },
    YES,
  ],
  [ACTION, 'a wildcard in an action', read(), { identity: [allow('s3:Get*')] }, YES],
  [ACTION, 'an action with other letter case', read(), { identity: [allow('S3:getobject')] }, YES],
  [ACTION, 'a question mark in an action', read(), { identity: [allow('s3:GetObjec?')] }, YES],
  [
    ACTION,
    'another action than the allowed one',
    ask('s3:GetObjectVersion', OBJECT),
    { identity: [allow('s3:GetObject')] },
    NO,
  ],
  [
    NOT_ACTION,
    'an action that NotAction does not list',
    read(),
    { identity: [{ Effect: 'Allow', NotAction: 's3:DeleteObject', Resource: '*' }] },
    YES,
  ],
  [
    NOT_ACTION,
    'an action that NotAction lists',
    ask('s3:DeleteObject', OBJECT),
    { identity: [{ Effect: 'Allow', NotAction: 's3:DeleteObject', Resource: '*' }] },
    NO,
  ],
  [
    NOT_ACTION,
    'an action that a deny with NotAction does not list',
    ask('s3:DeleteObject', OBJECT),
    { identity: [allow('*'), { Effect: 'Deny', NotAction: 's3:GetObject', Resource: '*' }] },
    NEVER,
  ],
  [
    RESOURCE,
    'a bucket if only its objects are allowed',
    ask('s3:ListBucket', BUCKET),
    { identity: [allow('s3:ListBucket', `${BUCKET}/*`)] },
    NO,
  ],
  [RESOURCE, 'an object if only its bucket is allowed', read(), { identity: [allow('s3:GetObject', BUCKET)] }, NO],
  [RESOURCE, 'an allowed prefix', read(), { identity: [allow('s3:GetObject', `${BUCKET}/films/*`)] }, YES],
  [RESOURCE, 'another prefix', read(), { identity: [allow('s3:GetObject', `${BUCKET}/books/*`)] }, NO],
  [
    RESOURCE,
    'a question mark in a resource',
    read(),
    { identity: [allow('s3:GetObject', `${BUCKET}/films/?.mp4`)] },
    YES,
  ],
  [
    NOT_RESOURCE,
    'a resource that NotResource does not match',
    read(),
    { identity: [{ Effect: 'Allow', Action: 's3:*', NotResource: `${BUCKET}/books/*` }] },
    YES,
  ],
  [
    NOT_RESOURCE,
    'a resource that NotResource matches',
    read(),
    { identity: [{ Effect: 'Allow', Action: 's3:*', NotResource: `${BUCKET}/films/*` }] },
    NO,
  ],
  [
    PRINCIPAL,
    'the public principal',
    read({}, ALICE),
    { resource: [allow('s3:GetObject', OBJECT, { Principal: '*' })] },
    YES,
  ],
  [
    PRINCIPAL,
    'the public principal with the key AWS',
    read(),
    { resource: [allow('s3:GetObject', OBJECT, { Principal: { AWS: '*' } })] },
    YES,
  ],
  [
    PRINCIPAL,
    'an allowed service',
    read({}, 'logging.s3.amazonaws.com'),
    { resource: [allow('s3:GetObject', OBJECT, { Principal: { Service: 'logging.s3.amazonaws.com' } })] },
    YES,
  ],
  [
    PRINCIPAL,
    'another service',
    read({}, 'events.amazonaws.com'),
    { resource: [allow('s3:GetObject', OBJECT, { Principal: { Service: 'logging.s3.amazonaws.com' } })] },
    NO,
  ],
  [
    NOT_PRINCIPAL,
    'a principal that NotPrincipal lists',
    read(),
    { identity: [allow('*')], resource: [{ ...deny('s3:*'), NotPrincipal: { AWS: ALICE } }] },
    YES,
  ],
  [
    NOT_PRINCIPAL,
    'a principal that NotPrincipal does not list',
    read(),
    { identity: [allow('*')], resource: [{ ...deny('s3:*'), NotPrincipal: { AWS: MALLORY } }] },
    NEVER,
  ],
];
