// ACCESS_POINT_ARN=arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap node client.js
import {
  CompleteMultipartUploadCommand, CreateMultipartUploadCommand, GetObjectCommand, ListObjectsV2Command,
  PutObjectCommand, S3Client, UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
// Signs with SigV4A. No other line refers to this import, so configure bundlers and linters to keep it.
import '@aws-sdk/signature-v4a';

// Use the ARN instead of a bucket name. S3 routes requests to the closest active Region. The Region of the client has
// no effect.
const Bucket = process.env.ACCESS_POINT_ARN;
const s3 = new S3Client({});

async function readText(Key, options = {}) {
  const { Body, RequestCharged } = await s3.send(new GetObjectCommand({ Bucket, Key, ...options }));
  return { text: await Body.transformToString(), RequestCharged };
}

await s3.send(new PutObjectCommand({ Bucket, Key: 'films/alien.txt', Body: 'In space no one can hear you scream.' }));
console.log('put films/alien.txt');

console.log('got', (await readText('films/alien.txt')).text);

const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'films/' }));
console.log('listed', Contents.map(({ Key }) => Key).join());

// All parts except the last one must be at least 5 MiB long.
const upload = { Bucket, Key: 'films/alien.mp4' };
const { UploadId } = await s3.send(new CreateMultipartUploadCommand(upload));
const Parts = [];
for (const [index, Body] of [Buffer.alloc(5 * 1024 * 1024, 'a'), Buffer.from('the end')].entries()) {
  const PartNumber = index + 1;
  const { ETag } = await s3.send(new UploadPartCommand({ ...upload, UploadId, PartNumber, Body }));
  Parts.push({ PartNumber, ETag });
}
await s3.send(new CompleteMultipartUploadCommand({ ...upload, UploadId, MultipartUpload: { Parts } }));
console.log('uploaded films/alien.mp4 in', Parts.length, 'parts');

// If the bucket has Requester Pays enabled, every request needs this parameter.
const RequestPayer = 'requester';
const dune = { Bucket, Key: 'requester-pays/dune.txt', Body: 'The spice must flow.' };
await s3.send(new PutObjectCommand({ ...dune, RequestPayer }));
const paid = await readText('requester-pays/dune.txt', { RequestPayer });
console.log('paid for', paid.text, paid.RequestCharged);

// The JavaScript signer does not support presigned URLs. Use the native module @aws-sdk/signature-v4-crt for them.
try {
  await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: 'films/alien.txt' }));
} catch (error) {
  console.log('not presigned', error.message.split('.')[0]);
}
