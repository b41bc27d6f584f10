import { createHash } from 'node:crypto';

/** A request with a verified signature. */
export interface ObjectRequest {
  readonly method: string;
  readonly key: string;
  readonly query: URLSearchParams;
  /** Whether the header `x-amz-request-payer: requester` is set. */
  readonly requesterPays: boolean;
  readonly body: Buffer;
}

export interface ObjectResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
}

/** The prefix of keys that only requests with `requesterPays` can access. */
export const REQUESTER_PAYS = 'requester-pays/';

/** An in-memory S3 that supports the operations of the example clients. */
export class ObjectStore {
  private readonly objects = new Map<string, Buffer>();
  private readonly uploads = new Map<string, Map<number, Buffer>>();

  public respond(request: ObjectRequest): ObjectResponse {
    const { method, key, query, requesterPays } = request;
    if (key.startsWith(REQUESTER_PAYS) && !requesterPays) {
      return makeErrorResponse(403, 'AccessDenied', 'The request requires x-amz-request-payer: requester.');
    }
    const upload = query.get('uploadId');
    switch (method) {
      case 'PUT':
        return upload === null ? this.put(request) : this.uploadPart(request, upload);
      case 'POST':
        return upload === null ? this.beginUpload(key) : this.completeUpload(key, upload);
      case 'GET':
        return key === '' && query.get('list-type') === '2' ? this.list(query.get('prefix') ?? '') : this.get(request);
      default:
        return makeErrorResponse(405, 'MethodNotAllowed', method);
    }
  }

  public object(key: string): Buffer | undefined {
    return this.objects.get(key);
  }

  private put({ key, body, requesterPays }: ObjectRequest): ObjectResponse {
    this.objects.set(key, body);
    return { status: 200, headers: { ETag: makeETag(body), ...chargedHeader(requesterPays) } };
  }

  private get({ key, requesterPays }: ObjectRequest): ObjectResponse {
    const body = this.objects.get(key);
    return body === undefined
      ? makeErrorResponse(404, 'NoSuchKey', key)
      : {
        status: 200,
        headers: {
          'ETag': makeETag(body),
          'Content-Type': 'application/octet-stream',
          ...chargedHeader(requesterPays),
        },
        body,
      };
  }

  private list(prefix: string): ObjectResponse {
    const found = [...this.objects].filter(([key]) => key.startsWith(prefix)).sort();
    const contents = found.map(
      ([key, body]) =>
        `<Contents><Key>${key}</Key><Size>${body.length}</Size><ETag>${makeETag(body)}</ETag></Contents>`,
    );
    const header = `<Prefix>${prefix}</Prefix><KeyCount>${found.length}</KeyCount><IsTruncated>false</IsTruncated>`;
    return makeXmlResponse('ListBucketResult', `${header}${contents.join('')}`);
  }

  private beginUpload(key: string): ObjectResponse {
    const id = `upload-${this.uploads.size + 1}`;
    this.uploads.set(id, new Map());
    return makeXmlResponse('InitiateMultipartUploadResult', `<Key>${key}</Key><UploadId>${id}</UploadId>`);
  }

  private uploadPart({ query, body }: ObjectRequest, id: string): ObjectResponse {
    const parts = this.uploads.get(id);
    if (parts === undefined) return makeErrorResponse(404, 'NoSuchUpload', id);
    parts.set(Number(query.get('partNumber')), body);
    return { status: 200, headers: { ETag: makeETag(body) } };
  }

  private completeUpload(key: string, id: string): ObjectResponse {
    const parts = [...this.uploads.get(id) ?? []].sort(([a], [b]) => a - b).map(([, body]) => body);
    if (parts.length === 0) return makeErrorResponse(404, 'NoSuchUpload', id);
    this.objects.set(key, Buffer.concat(parts));
    return makeXmlResponse('CompleteMultipartUploadResult', `<Key>${key}</Key><ETag>"${id}-${parts.length}"</ETag>`);
  }
}

/** Makes an error response in S3's format. */
export function makeErrorResponse(status: number, code: string, message: string): ObjectResponse {
  return { ...makeXmlResponse('Error', `<Code>${code}</Code><Message>${message}</Message>`), status };
}

function makeXmlResponse(root: string, content: string): ObjectResponse {
  const body = `<?xml version="1.0" encoding="UTF-8"?><${root}>${content}</${root}>`;
  return { status: 200, headers: { 'Content-Type': 'application/xml' }, body };
}

function chargedHeader(payer: boolean): Record<string, string> {
  return payer ? { 'x-amz-request-charged': 'requester' } : {};
}

function makeETag(body: Buffer): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}
