"""ACCESS_POINT_ARN=arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap python client.py"""
import io
import os
import urllib.request

import boto3
from boto3.s3.transfer import TransferConfig

# Use the ARN instead of a bucket name. S3 routes requests to the closest active Region. The Region of the client has no
# effect. boto3[crt] contains the SigV4A signer. Do not configure signature_version: S3 rejects other signatures.
BUCKET = os.environ["ACCESS_POINT_ARN"]
s3 = boto3.client("s3")

s3.put_object(Bucket=BUCKET, Key="films/alien.txt", Body=b"In space no one can hear you scream.")
print("put films/alien.txt")

print("got", s3.get_object(Bucket=BUCKET, Key="films/alien.txt")["Body"].read().decode())

contents = s3.list_objects_v2(Bucket=BUCKET, Prefix="films/")["Contents"]
print("listed", ",".join(entry["Key"] for entry in contents))

# Objects above 5 MiB are uploaded in parts.
film = io.BytesIO(b"a" * 5 * 1024 * 1024 + b"the end")
parts = TransferConfig(
    multipart_threshold=5 * 1024 * 1024,
    multipart_chunksize=5 * 1024 * 1024,
    preferred_transfer_client="classic",
)
s3.upload_fileobj(film, BUCKET, "films/alien.mp4", Config=parts)
print("uploaded films/alien.mp4 in 2 parts")

# If the bucket has Requester Pays enabled, every request needs this parameter.
s3.put_object(Bucket=BUCKET, Key="requester-pays/dune.txt", Body=b"The spice must flow.", RequestPayer="requester")
paid = s3.get_object(Bucket=BUCKET, Key="requester-pays/dune.txt", RequestPayer="requester")
print("paid for", paid["Body"].read().decode(), paid["RequestCharged"])

url = s3.generate_presigned_url("get_object", Params={"Bucket": BUCKET, "Key": "films/alien.txt"}, ExpiresIn=300)
with urllib.request.urlopen(url) as response:
    print("presigned", response.read().decode())
