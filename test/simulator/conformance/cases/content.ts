import { answers, type ConformanceCase, digestOf } from '../conformance-case';
import { BUCKET, type ConformanceSession } from '../conformance-session';

type Headers = Readonly<Record<string, string>>;
type Entry = readonly [request: string, expected: string, send: ConformanceCase['send'], text?: RegExp];

const HELLO_ETAG = '"5d41402abc4b2a76b9719d911017c592"';
const CHUNKS = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';

function put(headers: Headers, body = 'hello'): ConformanceCase['send'] {
  return (session) => session.ask('PUT', '/a', headers, body);
}

function get(headers: Headers, url = '/a'): ConformanceCase['send'] {
  return async (session) => {
    await session.ask('PUT', '/a', {}, 'hello');
    return session.ask('GET', url, headers);
  };
}

/** Completes an upload whose parts have these sizes. */
function completeUpload(sent: Headers, ...sizes: readonly number[]): ConformanceCase['send'] {
  return async (session) => {
    const id = await session.startUpload();
    const parts: string[] = [];
    for (const [index, size] of sizes.entries()) {
      const { headers } = await session.ask('PUT', `/a?partNumber=${index + 1}&uploadId=${id}`, {}, 'x'.repeat(size));
      parts.push(`<Part><PartNumber>${index + 1}</PartNumber><ETag>${String(headers.etag)}</ETag></Part>`);
    }
    const body = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`;
    return session.ask('POST', `/a?uploadId=${id}`, sent, body);
  };
}

/** Completes an upload with a composite checksum and this checksum of its only part. */
function completeChecksum(checksum?: string): ConformanceCase['send'] {
  return async (session) => {
    const id = await session.startUpload({ 'x-amz-checksum-algorithm': 'CRC32' });
    const url = `/a?partNumber=1&uploadId=${id}`;
    const { headers } = await session.ask('PUT', url, { 'x-amz-checksum-crc32': 'NhCmhg==' }, 'hello');
    const element = checksum === undefined ? '' : `<ChecksumCRC32>${checksum}</ChecksumCRC32>`;
    return session.ask('POST', `/a?uploadId=${id}`, {}, '<CompleteMultipartUpload><Part><PartNumber>1</PartNumber>'
      + `<ETag>${String(headers.etag)}</ETag>${element}</Part></CompleteMultipartUpload>`);
  };
}

const MEBIBYTE = 1_024 * 1_024;
const HOLD = { 'x-amz-object-lock-legal-hold': 'ON' };

function lockByDefault({ simulator }: ConformanceSession): void {
  simulator.buckets.get(BUCKET)!.objectLock = {
    ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 1 } },
  };
}

const CONTENT: Readonly<Record<string, readonly Entry[]>> = {
  'Multipart uploads': [
    ['parts of 5 MiB and less', '200', completeUpload({}, 5 * MEBIBYTE, 1), /<ETag>/],
    ['a first part below 5 MiB', '400 EntityTooSmall', completeUpload({}, 1, 1)],
    ['no parts', '400 MalformedXML', completeUpload({})],
    ['another size of the object', '400 InvalidRequest', completeUpload({ 'x-amz-mp-object-size': '7' }, 1)],
    ['a list of the parts', '200', async (session) => {
      const id = await session.startUpload({ 'x-amz-checksum-algorithm': 'CRC32' });
      await session.ask('PUT', `/a?partNumber=1&uploadId=${id}`, { 'x-amz-checksum-crc32': 'NhCmhg==' }, 'hello');
      return session.ask('GET', `/a?uploadId=${id}`);
    }, /<ChecksumAlgorithm>CRC32<\/ChecksumAlgorithm>.*<ChecksumCRC32>NhCmhg==<\/ChecksumCRC32>/],
    ['a part without the checksum of its upload', '400 InvalidRequest', async (session) => {
      const id = await session.startUpload({ 'x-amz-checksum-algorithm': 'SHA256' });
      return session.ask('PUT', `/a?partNumber=1&uploadId=${id}`, {}, 'hello');
    }],
    ['a completion with another checksum of a part', '400 InvalidPart', completeChecksum('AAAAAA==')],
    ['a completion without the checksums of its parts', '400 InvalidRequest', completeChecksum()],
    ['a completion with the checksums of its parts', '200', completeChecksum('NhCmhg=='),
      /<Location>https:\/\/media-us\.s3\.us-east-1\.amazonaws\.com\/a<\/Location>/],
    ['a page of the uploads', '200', async (session) => {
      for (const key of ['b', 'a/1', 'a/2', 'c']) await session.ask('POST', `/${key}?uploads`);
      return session.ask('GET', '/?uploads&delimiter=/&key-marker=a/&max-uploads=1');
    }, /<NextKeyMarker>b<.*<IsTruncated>true<(?!.*<CommonPrefixes>)/],
    ['a part of an unknown upload', '404 NoSuchUpload', (session) => session.ask('PUT', '/a?partNumber=1&uploadId=x')],
    ['one part of an object', '206', async (session) => {
      await completeUpload({}, 5 * MEBIBYTE, 3)(session);
      return session.ask('GET', '/a?partNumber=2');
    }, /^xxx$/],
  ],
  'Ranges': [
    ['bytes=1-3', '206', get({ range: 'bytes=1-3' }), /^ell$/],
    ['bytes=-2', '206', get({ range: 'bytes=-2' }), /^lo$/],
    ['bytes=9-', '416 InvalidRange', get({ range: 'bytes=9-' })],
    ['part 0', '400 InvalidArgument', get({}, '/a?partNumber=0')],
    ['a range and a part', '400 InvalidRequest', get({ range: 'bytes=1-3' }, '/a?partNumber=1')],
  ],
  'Conditional requests': [
    ['If-Match', '200', get({ 'if-match': HELLO_ETAG }), /^hello$/],
    ['If-Match of another version', '412 PreconditionFailed', get({ 'if-match': '"x"' })],
    ['If-None-Match', '304', get({ 'if-none-match': HELLO_ETAG })],
    ['If-Modified-Since', '304', get({ 'if-modified-since': 'Fri, 01 Jan 2100 00:00:00 GMT' })],
    ['If-Unmodified-Since', '412 PreconditionFailed', get({ 'if-unmodified-since': 'Wed, 01 Jan 2020 00:00:00 GMT' })],
    ['a write with If-None-Match: *', '412 PreconditionFailed', async (session) => {
      await put({})(session);
      return put({ 'if-none-match': '*' })(session);
    }],
    ['a write with If-Match for a key without an object', '404 NoSuchKey', put({ 'if-match': HELLO_ETAG })],
    ['a deletion with a size, which only directory buckets compare', '501 NotImplemented',
      (session) => session.ask('DELETE', '/a', { 'x-amz-if-match-size': '5' })],
  ],
  'Versions': [
    ['an unknown version', '404 NoSuchVersion', get({}, `/a?versionId=${'x'.repeat(32)}`)],
    ['a text that is no version id', '400 InvalidArgument', get({}, '/a?versionId=garbage')],
    ['an empty version id', '400 InvalidArgument', get({}, '/a?versionId=')],
    ['a write of a version', '400 InvalidArgument', (session) => session.ask('PUT', '/a?versionId=null', {}, 'hello')],
    ['a copy of a text that is no version id', '400 InvalidArgument',
      put({ 'x-amz-copy-source': `${BUCKET}/a?versionId=garbage` }, '')],
    ['a copy source with a wrong encoding', '400 InvalidArgument', put({ 'x-amz-copy-source': `${BUCKET}/%zz` }, '')],
  ],
  'Checksums': [
    ['CRC32 in a header', '200', put({ 'x-amz-checksum-crc32': 'NhCmhg==' })],
    ['a wrong CRC32 in a header', '400 BadDigest', put({ 'x-amz-checksum-crc32': 'AAAAAA==' })],
    ['an algorithm without its checksum', '400 InvalidRequest', put({ 'x-amz-sdk-checksum-algorithm': 'SHA256' })],
    ...['MD5', 'SHA512', 'XXHASH64', 'XXHASH3', 'XXHASH128'].map((name): Entry => (
      [name, '501 NotImplemented', put({ [`x-amz-checksum-${name.toLowerCase()}`]: 'AAAA' })]
    )),
    ['a copy with a new checksum', '200', async (session) => {
      await put({})(session);
      const copy = { 'x-amz-copy-source': `${BUCKET}/a`, 'x-amz-checksum-algorithm': 'SHA256' };
      return session.ask('PUT', '/b', copy);
    }, /<ChecksumSHA256>LPJNul\+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=<\/ChecksumSHA256>/],
    ['two checksums', '400 InvalidRequest', put({
      'x-amz-checksum-crc32': 'NhCmhg==', 'x-amz-checksum-sha1': 'qvTGHdzF6KLavt4PO0gs2a6pQ00=',
    })],
    ['a wrong Content-MD5', '400 BadDigest', put({ 'content-md5': 'AAAAAAAAAAAAAAAAAAAAAA==' })],
    ['CRC32 in a trailer', '200', put(
      { 'x-amz-content-sha256': CHUNKS }, '5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n')],
    ['a wrong CRC32 in a trailer', '400 BadDigest', put(
      { 'x-amz-content-sha256': CHUNKS }, '5\r\nhello\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n')],
    ['incomplete chunks', '400 IncompleteBody', put({ 'x-amz-content-sha256': CHUNKS }, '5\r\nhel')],
  ],
  'Signatures': [
    ['UNSIGNED-PAYLOAD', '200', put({ 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' })],
    ['content with the hash of other content', '400 XAmzContentSHA256Mismatch', put(
      { 'x-amz-content-sha256': 'a'.repeat(64) })],
    ['a signature of version 2', '400 InvalidRequest', (session) => session.askUnsigned(
      'GET', '/a', { authorization: 'AWS AKIDOWNER:c2lnbmF0dXJl' })],
    ['a presigned URL of version 2', '400 InvalidRequest', (session) => session.askUnsigned(
      'GET', '/a?AWSAccessKeyId=AKIDOWNER&Signature=c2lnbmF0dXJl&Expires=4102444800')],
    ['an upload with an HTML form and its signature', '403 AccessDenied', (session) => session.askUnsigned(
      'POST', '/', { 'content-type': 'multipart/form-data; boundary=x' }, '--x--')],
    ['a presigned URL', '200', async (session) => {
      await put({})(session);
      return session.askPresigned('GET', '/a', 60);
    }, /^hello$/],
    ['an expired presigned URL', '403 AccessDenied', (session) => session.askPresigned('GET', '/a', 60, 120)],
  ],
  'Requests of other accounts': [
    ['Requester Pays without the header', '403 AccessDenied', askPaid({})],
    ['Requester Pays with the header', '200', askPaid({ 'x-amz-request-payer': 'requester' }), /^hello$/],
    ['the expected owner of the bucket', '200', get({ 'x-amz-expected-bucket-owner': '111122223333' }), /^hello$/],
    ['another expected owner', '403 AccessDenied', get({ 'x-amz-expected-bucket-owner': '444455556666' })],
    ['another expected owner of a listing', '403 AccessDenied', get(
      { 'x-amz-expected-bucket-owner': '444455556666' }, '/?list-type=2')],
  ],
  'Settings of objects': [
    ['tags in a header', '200', put({ 'x-amz-tagging': 'a=1&b=2' })],
    ['eleven tags', '400 BadRequest', put(
      { 'x-amz-tagging': Array.from({ length: 11 }, (_, index) => `k${index}=1`).join('&') })],
    ['two tags with one key', '400 InvalidArgument', put({ 'x-amz-tagging': 'a=1&a=2' })],
    ['a tag whose key begins with aws:', '400 InvalidTag', put({ 'x-amz-tagging': 'aws:a=1' })],
    ['a tag whose value has a character that S3 does not allow', '400 InvalidTag', put({ 'x-amz-tagging': 'a=%3C' })],
    ['2,049 bytes of metadata', '400 MetadataTooLarge', put({ 'x-amz-meta-a': 'x'.repeat(2_048) })],
    ['a canned ACL', '200', put({ 'x-amz-acl': 'bucket-owner-full-control' })],
    ['an empty ACL and an empty storage class', '200', put({ 'x-amz-acl': '', 'x-amz-storage-class': '' })],
    ['grants', '501 NotImplemented', put({ 'x-amz-grant-read': 'id=x' })],
    ['a key of the customer', '501 NotImplemented', put(
      { 'x-amz-server-side-encryption-customer-algorithm': 'AES256' })],
    ['an archive class', '501 NotImplemented', put({ 'x-amz-storage-class': 'GLACIER' })],
    ['an unknown storage class', '400 InvalidStorageClass', put({ 'x-amz-storage-class': 'COLD' })],
    ['an event hold', '501 NotImplemented', put({ 'x-amz-object-lock-event-hold': 'ON' })],
    ['a deletion under legal hold', '403 AccessDenied', async (session) => {
      const { headers } = await put({ ...HOLD, ...digestOf('hello') })(session);
      return session.ask('DELETE', `/a?versionId=${String(headers['x-amz-version-id'])}`);
    }],
    ['a retention without a date', '400 InvalidArgument', put({ 'x-amz-object-lock-mode': 'GOVERNANCE' })],
    ['a lock in a bucket without Object Lock', '400 InvalidRequest', (session) => {
      session.simulator.buckets.get(BUCKET)!.hasObjectLock = false;
      return put({ ...HOLD, ...digestOf('hello') })(session);
    }],
    ['a lock with a digest', '200', put({ ...HOLD, ...digestOf('hello') })],
    ['a lock with a checksum', '200', put({ ...HOLD, 'x-amz-checksum-crc32': 'NhCmhg==' })],
    ['a lock without a digest', '400 InvalidRequest', put(HOLD)],
    ['an object without a digest in a bucket with a default retention', '400 InvalidRequest', (session) => {
      lockByDefault(session);
      return put({})(session);
    }],
    ['a part without a digest in a bucket with a default retention', '400 InvalidRequest', async (session) => {
      lockByDefault(session);
      return session.ask('PUT', `/a?partNumber=1&uploadId=${await session.startUpload()}`, {}, 'hello');
    }],
    ['a part without a digest of an upload with a lock', '400 InvalidRequest', async (session) => (
      session.ask('PUT', `/a?partNumber=1&uploadId=${await session.startUpload(HOLD)}`, {}, 'hello')
    )],
    ['a change of a legal hold without a digest', '400 InvalidRequest', async (session) => {
      await put({})(session);
      return session.ask('PUT', '/a?legal-hold', {}, '<LegalHold><Status>ON</Status></LegalHold>');
    }],
    ['a change of a retention without a digest', '400 InvalidRequest', async (session) => {
      await put({})(session);
      return session.ask('PUT', '/a?retention', {}, '<Retention><Mode>GOVERNANCE</Mode>'
        + '<RetainUntilDate>2099-01-01T00:00:00.000Z</RetainUntilDate></Retention>');
    }],
  ],
};

function askPaid(headers: Headers): ConformanceCase['send'] {
  return async (session: ConformanceSession) => {
    await put({})(session);
    session.simulator.buckets.get(BUCKET)!.isRequesterPays = true;
    return session.askFromOtherAccount('GET', '/a', headers);
  };
}

/** Chunks of SigV4A differ: the simulator refuses them, because it cannot verify them. */
const SIGNED_CHUNKS: readonly ConformanceCase[] = [
  {
    area: 'Signatures',
    request: 'signed chunks',
    expected: answers('501 NotImplemented', '200'),
    send: (session) => session.putSignedChunk('hello', 'hello'),
  },
  {
    area: 'Signatures',
    request: 'a chunk with the signature of another chunk',
    expected: answers('501 NotImplemented', '403 SignatureDoesNotMatch'),
    send: (session) => session.putSignedChunk('jello', 'hello'),
  },
];

/** Lists of versions, which access points do not support. */
const VERSION_LISTS: readonly ConformanceCase[] = [
  { request: 'a list of versions with a delimiter', bucket: '200', url: '/?versions&delimiter=/' },
  {
    request: 'a list of versions behind a version without its key',
    bucket: '400 InvalidArgument',
    url: `/?versions&version-id-marker=${'x'.repeat(32)}`,
  },
].map(({ request, bucket, url }) => ({
  area: 'Versions', request, expected: answers('405 MethodNotAllowed', bucket), send: get({}, url),
}));

/** Only an endpoint of AWS names a Region. The simulator accepts signatures for all Regions at its own endpoint. */
const REGIONS: readonly ConformanceCase[] = [
  { request: 'the endpoint of another Region', bucket: '301 PermanentRedirect', method: 'GET', url: '/a' },
  { request: 'HEAD at the endpoint of another Region', bucket: '301', method: 'HEAD', url: '/a' },
].map(({ request, bucket, method, url }) => ({
  area: 'Regions of buckets',
  request,
  expected: answers('200', bucket),
  send: async (session: ConformanceSession) => {
    await session.ask('PUT', '/a', {}, 'hello');
    return session.askInRegion('eu-west-1', method, url);
  },
}));

export const CONTENT_CASES: readonly ConformanceCase[] = [
  ...Object.entries(CONTENT).flatMap(([area, entries]) => entries.map(([request, expected, send, text]) => (
    { area, request, expected: answers(expected), send, text }
  ))),
  ...SIGNED_CHUNKS,
  ...VERSION_LISTS,
  ...REGIONS,
  {
    area: 'Regions of buckets',
    request: 'the location of the bucket at the endpoint of another Region',
    expected: answers('405 MethodNotAllowed', '200'),
    send: (session) => session.askInRegion('eu-west-1', 'GET', '/?location'),
  },
  {
    area: 'Regions of buckets',
    request: 'a signature for another Region than the endpoint, which S3 refuses',
    expected: answers('200'),
    // The signatures of these tests with SigV4 are for eu-west-1.
    send: get({}),
  },
];
