// ACCESS_POINT_ARN=arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap node client.js
import {
  CompleteMultipartUploadCommand, CreateMultipartUploadCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client, UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
// Signs with SigV4A. Nothing else says that it is needed, so no bundler and no linter may drop it.
import '@aws-sdk/signature-v4a';

// The ARN stands wherever a bucket name would, and the request goes to the closest active Region, whatever Region the client has.
const Bucket = process.env.ACCESS_POINT_ARN;
const s3 = new S3Client({});

async function textOf(Key, options = {}) {
  const { Body, RequestCharged } = await s3.send(new GetObjectCommand({ Bucket, Key, ...options }));
  return { text: await Body.transformToString(), RequestCharged };
}

await s3.send(new PutObjectCommand({ Bucket, Key: 'films/alien.txt', Body: 'In space no one can hear you scream.' }));
console.log('put films/alien.txt');

console.log('got', (await textOf('films/alien.txt')).text);

const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'films/' }));
console.log('listed', Contents.map(({ Key }) => Key).join());

// Parts are at least 5 MiB, but for the last one.
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

// Of a bucket with Requester Pays; every request has to say it.
const RequestPayer = 'requester';
await s3.send(new PutObjectCommand({ Bucket, Key: 'requester-pays/dune.txt', Body: 'The spice must flow.', RequestPayer }));
const paid = await textOf('requester-pays/dune.txt', { RequestPayer });
console.log('paid for', paid.text, paid.RequestCharged);

// The signer in JavaScript signs no URLs; @aws-sdk/signature-v4-crt, a native module in its place, does.
try {
  await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: 'films/alien.txt' }));
} catch (error) {
  console.log('not presigned', error.message.split('.')[0]);
}
