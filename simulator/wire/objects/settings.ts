import { malformedXmlError, requireParameter, ServiceError } from '../../engine/service-error';
import { requireLockDigest } from '../digest';
import { defineHttpRoute, readXmlBody, type WireRequest, xmlResponse } from '../http-route';
import { S3_XML_NAMESPACE } from '../s3/s3-http-route';
import { makeXmlListShape, makeXmlStructureShape, xmlStringShape, xmlTimestampShape } from '../shape';
import { type ObjectHttpRoute, readObject } from './object-http-route';
import { makeHeaders, makeObjectResponse } from './object-response';
import { notImplementedHeader, parseLegalHold, parseRetention } from './read-headers';

const tagging = makeXmlStructureShape({
  TagSet: makeXmlListShape('Tag', makeXmlStructureShape({ Key: xmlStringShape, Value: xmlStringShape })),
});
const owner = makeXmlStructureShape({ ID: xmlStringShape });
const accessControlPolicy = makeXmlStructureShape({
  Owner: owner,
  AccessControlList: makeXmlListShape('Grant', makeXmlStructureShape({ Grantee: owner, Permission: xmlStringShape })),
});
const legalHold = makeXmlStructureShape({ Status: xmlStringShape });
const retention = makeXmlStructureShape({ Mode: xmlStringShape, RetainUntilDate: xmlTimestampShape });

const bypass = ({ header }: WireRequest) => header('x-amz-bypass-governance-retention') === 'true';

/** In a document, S3 refuses a wrong value by its schema. */
function refuseAsMalformed<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== 'InvalidArgument') throw error;
    throw malformedXmlError(error.message);
  }
}

export const getObjectTaggingHttpRoute: ObjectHttpRoute = {
  scope: 'object',
  parameters: ['tagging'],
  ...defineHttpRoute({
    operation: 'GetObjectTagging',
    method: 'GET',
    read: readObject,
    respond: ({ TagSet, VersionId }) => {
      const { headers, ...response } = xmlResponse('Tagging', S3_XML_NAMESPACE, tagging, { TagSet: [...TagSet] });
      return { ...response, headers: { ...headers, ...makeHeaders({ 'x-amz-version-id': VersionId }) } };
    },
  }),
};

export const putObjectTaggingHttpRoute: ObjectHttpRoute = {
  scope: 'object',
  parameters: ['tagging'],
  ...defineHttpRoute({
    operation: 'PutObjectTagging',
    method: 'PUT',
    read: (request) => {
      const { TagSet = [] } = readXmlBody('Tagging', tagging, request.body);
      return {
        ...readObject(request),
        TagSet: TagSet.map(({ Key, Value }) => ({
          Key: requireParameter(Key, 'Key'), Value: requireParameter(Value, 'Value'),
        })),
      };
    },
    respond: ({ VersionId }) => makeObjectResponse(200, { 'x-amz-version-id': VersionId }),
  }),
};

export const deleteObjectTaggingHttpRoute: ObjectHttpRoute = {
  scope: 'object',
  parameters: ['tagging'],
  ...defineHttpRoute({
    operation: 'DeleteObjectTagging',
    method: 'DELETE',
    read: readObject,
    respond: ({ VersionId }) => makeObjectResponse(204, { 'x-amz-version-id': VersionId }),
  }),
};

/** The simulator stores the canned ACL and returns the grant of the owner, which all canned ACLs contain. */
export const getObjectAclHttpRoute: ObjectHttpRoute = {
  scope: 'object',
  parameters: ['acl'],
  ...defineHttpRoute({
    operation: 'GetObjectAcl',
    method: 'GET',
    read: readObject,
    respond: ({ Owner }) => xmlResponse('AccessControlPolicy', S3_XML_NAMESPACE, accessControlPolicy, {
      Owner: { ID: Owner },
      AccessControlList: [{ Grantee: { ID: Owner }, Permission: 'FULL_CONTROL' }],
    }),
  }),
};

export const putObjectAclHttpRoute: ObjectHttpRoute = {
  scope: 'object',
  parameters: ['acl'],
  ...defineHttpRoute({
    operation: 'PutObjectAcl',
    method: 'PUT',
    read: (request) => {
      const acl = request.header('x-amz-acl');
      // Grants in a document or in headers.
      if (acl === undefined) throw notImplementedHeader('AccessControlPolicy');
      return { ...readObject(request), ACL: acl };
    },
    respond: ({ VersionId }) => makeObjectResponse(200, { 'x-amz-version-id': VersionId }),
  }),
};

export const getObjectLegalHoldHttpRoute: ObjectHttpRoute = {
  scope: 'object',
  parameters: ['legal-hold'],
  ...defineHttpRoute({
    operation: 'GetObjectLegalHold',
    method: 'GET',
    read: readObject,
    respond: (output) => xmlResponse('LegalHold', S3_XML_NAMESPACE, legalHold, output),
  }),
};

export const putObjectLegalHoldHttpRoute: ObjectHttpRoute = {
  scope: 'object',
  parameters: ['legal-hold'],
  ...defineHttpRoute({
    operation: 'PutObjectLegalHold',
    method: 'PUT',
    read: (request) => {
      requireLockDigest(request);
      return {
        ...readObject(request),
        Status: refuseAsMalformed(() => parseLegalHold(readXmlBody('LegalHold', legalHold, request.body).Status)),
      };
    },
    respond: () => makeObjectResponse(200, {}),
  }),
};

export const getObjectRetentionHttpRoute: ObjectHttpRoute = {
  scope: 'object',
  parameters: ['retention'],
  ...defineHttpRoute({
    operation: 'GetObjectRetention',
    method: 'GET',
    read: readObject,
    respond: ({ Retention }) => xmlResponse('Retention', S3_XML_NAMESPACE, retention, Retention),
  }),
};

export const putObjectRetentionHttpRoute: ObjectHttpRoute = {
  scope: 'object',
  parameters: ['retention'],
  ...defineHttpRoute({
    operation: 'PutObjectRetention',
    method: 'PUT',
    read: (request) => {
      requireLockDigest(request);
      if (request.body === '') throw malformedXmlError('Retention is missing');
      const { Mode, RetainUntilDate } = readXmlBody('Retention', retention, request.body);
      const isRemoved = Mode === undefined && RetainUntilDate === undefined;
      return {
        ...readObject(request),
        Retention: isRemoved ? undefined : refuseAsMalformed(() => parseRetention(Mode, RetainUntilDate)),
        BypassGovernanceRetention: bypass(request),
      };
    },
    respond: () => makeObjectResponse(200, {}),
  }),
};
