import { createHash } from 'node:crypto';

/** A request whose signature was found right. */
export interface ObjectRequest {
  readonly method: string;
  readonly key: string;
  readonly query: URLSearchParams;
  /** Who asks pays. */
  readonly payer: boolean;
  readonly body: Buffer;
}

export interface ObjectResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
}

/** Objects below it are for those who pay for their requests. */
export const REQUESTER_PAYS = 'requester-pays/';

/** What S3 answers behind an access point, as far as the clients ask. */
export class ObjectStore {
  private readonly objects = new Map<string, Buffer>();
  private readonly uploads = new Map<string, Map<number, Buffer>>();

  public answer(request: ObjectRequest): ObjectResponse {
    const { method, key, query, payer } = request;
    if (key.startsWith(REQUESTER_PAYS) && !payer) return failure(403, 'AccessDenied', 'The requester has to pay.');
    const upload = query.get('uploadId');
    switch (method) {
      case 'PUT': return upload === null ? this.put(request) : this.uploadPart(request, upload);
      case 'POST': return upload === null ? this.beginUpload(key) : this.completeUpload(key, upload);
      case 'GET': return key === '' && query.get('list-type') === '2' ? this.list(query.get('prefix') ?? '') : this.get(request);
      default: return failure(405, 'MethodNotAllowed', method);
    }
  }

  public object(key: string): Buffer | undefined {
    return this.objects.get(key);
  }

  private put({ key, body, payer }: ObjectRequest): ObjectResponse {
    this.objects.set(key, body);
    return { status: 200, headers: { ETag: etagOf(body), ...charged(payer) } };
  }

  private get({ key, payer }: ObjectRequest): ObjectResponse {
    const body = this.objects.get(key);
    return body === undefined
      ? failure(404, 'NoSuchKey', key)
      : { status: 200, headers: { 'ETag': etagOf(body), 'Content-Type': 'application/octet-stream', ...charged(payer) }, body };
  }

  private list(prefix: string): ObjectResponse {
    const found = [...this.objects].filter(([key]) => key.startsWith(prefix)).sort();
    const contents = found.map(([key, body]) => `<Contents><Key>${key}</Key><Size>${body.length}</Size><ETag>${etagOf(body)}</ETag></Contents>`);
    return xml('ListBucketResult', `<Prefix>${prefix}</Prefix><KeyCount>${found.length}</KeyCount><IsTruncated>false</IsTruncated>${contents.join('')}`);
  }

  private beginUpload(key: string): ObjectResponse {
    const id = `upload-${this.uploads.size + 1}`;
    this.uploads.set(id, new Map());
    return xml('InitiateMultipartUploadResult', `<Key>${key}</Key><UploadId>${id}</UploadId>`);
  }

  private uploadPart({ query, body }: ObjectRequest, id: string): ObjectResponse {
    const parts = this.uploads.get(id);
    if (parts === undefined) return failure(404, 'NoSuchUpload', id);
    parts.set(Number(query.get('partNumber')), body);
    return { status: 200, headers: { ETag: etagOf(body) } };
  }

  private completeUpload(key: string, id: string): ObjectResponse {
    const parts = [...this.uploads.get(id) ?? []].sort(([a], [b]) => a - b).map(([, body]) => body);
    if (parts.length === 0) return failure(404, 'NoSuchUpload', id);
    this.objects.set(key, Buffer.concat(parts));
    return xml('CompleteMultipartUploadResult', `<Key>${key}</Key><ETag>"${id}-${parts.length}"</ETag>`);
  }
}

/** An error as S3 words it. */
export function failure(status: number, code: string, message: string): ObjectResponse {
  return { ...xml('Error', `<Code>${code}</Code><Message>${message}</Message>`), status };
}

function xml(root: string, content: string): ObjectResponse {
  const body = `<?xml version="1.0" encoding="UTF-8"?><${root}>${content}</${root}>`;
  return { status: 200, headers: { 'Content-Type': 'application/xml' }, body };
}

function charged(payer: boolean): Record<string, string> {
  return payer ? { 'x-amz-request-charged': 'requester' } : {};
}

function etagOf(body: Buffer): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}
