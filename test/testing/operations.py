"""Uses each operation of docs/conformance.md through the ARN of an access point, with an unmodified boto3."""
import datetime
import io
import os
import urllib.request

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.exceptions import ClientError

ARN = os.environ["ACCESS_POINT_ARN"]
MEGABYTE = 1024 * 1024
s3 = boto3.Session().client("s3")


def code(operation, **parameters):
    try:
        operation(Bucket=ARN, **parameters)
        return "no error"
    except ClientError as error:
        return error.response["Error"]["Code"]


def read(**parameters):
    return s3.get_object(Bucket=ARN, Key="film", **parameters)["Body"].read()


version = s3.put_object(Bucket=ARN, Key="film", Body=b"1979", Metadata={"mood": "dark"})["VersionId"]
assert read(Range="bytes=1-2") == b"97"
assert s3.head_object(Bucket=ARN, Key="film")["Metadata"] == {"mood": "dark"}
assert code(s3.put_object, Key="film", Body=b"x", IfNoneMatch="*") == "PreconditionFailed"
assert code(s3.get_object, Key="film", IfMatch='"x"') == "PreconditionFailed"
assert code(s3.get_object, Key="missing") == "NoSuchKey"
print("content")

tags = [{"Key": "studio", "Value": "Brandywine"}]
s3.put_object_tagging(Bucket=ARN, Key="film", Tagging={"TagSet": tags})
assert s3.get_object_tagging(Bucket=ARN, Key="film")["TagSet"] == tags
s3.delete_object_tagging(Bucket=ARN, Key="film")
assert s3.get_object_tagging(Bucket=ARN, Key="film")["TagSet"] == []
s3.put_object_acl(Bucket=ARN, Key="film", ACL="bucket-owner-full-control")
assert s3.get_object_acl(Bucket=ARN, Key="film")["Grants"][0]["Permission"] == "FULL_CONTROL"
until = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=1)
retention = {"Mode": "GOVERNANCE", "RetainUntilDate": until}
s3.put_object_retention(Bucket=ARN, Key="film", Retention=retention)
assert s3.get_object_retention(Bucket=ARN, Key="film")["Retention"]["Mode"] == "GOVERNANCE"
s3.put_object_legal_hold(Bucket=ARN, Key="film", LegalHold={"Status": "ON"})
assert s3.get_object_legal_hold(Bucket=ARN, Key="film")["LegalHold"]["Status"] == "ON"
assert code(s3.delete_object, Key="film", VersionId=version) == "AccessDenied"
assert code(s3.restore_object, Key="film", RestoreRequest={"Days": 1}) == "InvalidObjectState"
print("settings")

assert s3.delete_object(Bucket=ARN, Key="film")["DeleteMarker"] is True
assert code(s3.get_object, Key="film") == "NoSuchKey"
assert read(VersionId=version) == b"1979"
print("versions")

for name in ("a", "b", "c"):
    s3.put_object(Bucket=ARN, Key=f"list/{name}", Body=name.encode())
pages = s3.get_paginator("list_objects_v2").paginate(Bucket=ARN, Prefix="list/", PaginationConfig={"PageSize": 2})
assert [[entry["Key"] for entry in page["Contents"]] for page in pages] == [["list/a", "list/b"], ["list/c"]]
source = {"Bucket": os.environ["BUCKET"], "Key": "list/a"}
s3.copy_object(Bucket=ARN, Key="copy", CopySource=source, CopySourceIfNoneMatch='"x"')
assert s3.get_object(Bucket=ARN, Key="copy")["Body"].read() == b"a"
assert code(s3.copy_object, Key="copy", CopySource={"Bucket": ARN, "Key": "list/a"}) == "InvalidRequest"
assert code(s3.delete_objects, Delete={"Objects": [{"Key": "copy"}]}) == "MethodNotAllowed"
print("lists and copies")

config = TransferConfig(multipart_threshold=5 * MEGABYTE, multipart_chunksize=5 * MEGABYTE)
s3.upload_fileobj(io.BytesIO(b"x" * 6 * MEGABYTE), ARN, "large", Config=config)
assert s3.head_object(Bucket=ARN, Key="large", PartNumber=2)["ContentLength"] == MEGABYTE
upload = s3.create_multipart_upload(Bucket=ARN, Key="parts")["UploadId"]
s3.upload_part(Bucket=ARN, Key="parts", UploadId=upload, PartNumber=1, Body=b"part")
assert [part["Size"] for part in s3.list_parts(Bucket=ARN, Key="parts", UploadId=upload)["Parts"]] == [4]
assert [entry["Key"] for entry in s3.list_multipart_uploads(Bucket=ARN)["Uploads"]] == ["parts"]
s3.abort_multipart_upload(Bucket=ARN, Key="parts", UploadId=upload)
assert code(s3.list_parts, Key="parts", UploadId=upload) == "NoSuchUpload"
print("parts")

url = s3.generate_presigned_url("get_object", Params={"Bucket": ARN, "Key": "list/b"}, ExpiresIn=60)
with urllib.request.urlopen(url) as response:
    assert response.read() == b"b"
print("presigned URLs")
