import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.ObjectLockLegalHoldStatus;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Uses each operation of docs/conformance.md through the ARN of an access point, with the unmodified SDK for Java. */
final class Operations {
  private static final String ARN = System.getenv("ACCESS_POINT_ARN");
  private static final String FILM = "film";
  private static final int PART_BYTES = 5 * 1024 * 1024;

  private final S3Client s3;

  private Operations(S3Client s3) {
    this.s3 = s3;
  }

  public static void main(String[] args) throws IOException {
    try (S3Client s3 = S3Client.create()) {
      Operations operations = new Operations(s3);
      String version = operations.useContent();
      operations.useSettings(version);
      operations.useVersions(version);
      operations.useListsAndCopies();
      operations.useParts();
      operations.usePresignedUrls();
    }
  }

  private static void check(Object expected, Object received) {
    if (!expected.equals(received)) throw new AssertionError("expected " + expected + ", received " + received);
  }

  private static String codeOf(Runnable call) {
    try {
      call.run();
      return "no error";
    } catch (S3Exception error) {
      return error.awsErrorDetails().errorCode();
    }
  }

  private String read(String key) {
    return s3.getObjectAsBytes(request -> request.bucket(ARN).key(key)).asUtf8String();
  }

  private void put(String key, String text) {
    s3.putObject(request -> request.bucket(ARN).key(key), RequestBody.fromString(text));
  }

  private String useContent() {
    String version = s3.putObject(
        request -> request.bucket(ARN).key(FILM).metadata(Map.of("mood", "dark")), RequestBody.fromString("1979"))
        .versionId();
    check("97", s3.getObjectAsBytes(request -> request.bucket(ARN).key(FILM).range("bytes=1-2")).asUtf8String());
    check(Map.of("mood", "dark"), s3.headObject(request -> request.bucket(ARN).key(FILM)).metadata());
    check("PreconditionFailed", codeOf(() -> s3.putObject(
        request -> request.bucket(ARN).key(FILM).ifNoneMatch("*"), RequestBody.fromString("x"))));
    check("PreconditionFailed", codeOf(() -> s3.getObject(request -> request.bucket(ARN).key(FILM).ifMatch("\"x\""))));
    check("NoSuchKey", codeOf(() -> read("missing")));
    System.out.println("content");
    return version;
  }

  private void useSettings(String version) {
    List<Tag> tags = List.of(Tag.builder().key("studio").value("Brandywine").build());
    s3.putObjectTagging(request -> request.bucket(ARN).key(FILM).tagging(tagging -> tagging.tagSet(tags)));
    check(tags, s3.getObjectTagging(request -> request.bucket(ARN).key(FILM)).tagSet());
    s3.deleteObjectTagging(request -> request.bucket(ARN).key(FILM));
    check(List.of(), s3.getObjectTagging(request -> request.bucket(ARN).key(FILM)).tagSet());
    s3.putObjectAcl(request -> request.bucket(ARN).key(FILM).acl(ObjectCannedACL.BUCKET_OWNER_FULL_CONTROL));
    check("FULL_CONTROL",
        s3.getObjectAcl(request -> request.bucket(ARN).key(FILM)).grants().get(0).permissionAsString());
    s3.putObjectRetention(request -> request.bucket(ARN).key(FILM).retention(retention -> retention
        .mode(ObjectLockRetentionMode.GOVERNANCE).retainUntilDate(Instant.now().plus(1, ChronoUnit.DAYS))));
    check("GOVERNANCE",
        s3.getObjectRetention(request -> request.bucket(ARN).key(FILM)).retention().modeAsString());
    s3.putObjectLegalHold(request -> request.bucket(ARN).key(FILM)
        .legalHold(hold -> hold.status(ObjectLockLegalHoldStatus.ON)));
    check("ON", s3.getObjectLegalHold(request -> request.bucket(ARN).key(FILM)).legalHold().statusAsString());
    check("AccessDenied", codeOf(() -> s3.deleteObject(request -> request.bucket(ARN).key(FILM).versionId(version))));
    check("InvalidObjectState", codeOf(() -> s3.restoreObject(
        request -> request.bucket(ARN).key(FILM).restoreRequest(restore -> restore.days(1)))));
    System.out.println("settings");
  }

  private void useVersions(String version) {
    check(true, s3.deleteObject(request -> request.bucket(ARN).key(FILM)).deleteMarker());
    check("NoSuchKey", codeOf(() -> read(FILM)));
    check("1979",
        s3.getObjectAsBytes(request -> request.bucket(ARN).key(FILM).versionId(version)).asUtf8String());
    System.out.println("versions");
  }

  private void useListsAndCopies() {
    for (String name : List.of("a", "b", "c")) put("list/" + name, name);
    check(List.of(List.of("list/a", "list/b"), List.of("list/c")), s3
        .listObjectsV2Paginator(request -> request.bucket(ARN).prefix("list/").maxKeys(2)).stream()
        .map(page -> page.contents().stream().map(S3Object::key).toList()).toList());
    s3.copyObject(request -> request.sourceBucket(System.getenv("BUCKET")).sourceKey("list/a")
        .destinationBucket(ARN).destinationKey("copy").copySourceIfNoneMatch("\"x\"")
        .metadataDirective(MetadataDirective.COPY));
    check("a", read("copy"));
    check("MethodNotAllowed", codeOf(() -> s3.deleteObjects(request -> request.bucket(ARN)
        .delete(delete -> delete.objects(object -> object.key("copy"))))));
    System.out.println("lists and copies");
  }

  private CompletedPart uploadPart(String upload, int number, byte[] body) {
    String tag = s3.uploadPart(request -> request.bucket(ARN).key("large").uploadId(upload).partNumber(number),
        RequestBody.fromBytes(body)).eTag();
    return CompletedPart.builder().partNumber(number).eTag(tag).build();
  }

  private void useParts() {
    String upload = s3.createMultipartUpload(request -> request.bucket(ARN).key("large")).uploadId();
    List<CompletedPart> parts =
        List.of(uploadPart(upload, 1, new byte[PART_BYTES]), uploadPart(upload, 2, new byte[] {1, 2, 3}));
    s3.completeMultipartUpload(request -> request.bucket(ARN).key("large").uploadId(upload)
        .multipartUpload(completed -> completed.parts(parts)));
    check(3L, s3.headObject(request -> request.bucket(ARN).key("large").partNumber(2)).contentLength());
    String aborted = s3.createMultipartUpload(request -> request.bucket(ARN).key("large")).uploadId();
    uploadPart(aborted, 1, new byte[4]);
    check(List.of(4L), s3.listParts(request -> request.bucket(ARN).key("large").uploadId(aborted)).parts()
        .stream().map(Part::size).toList());
    check(List.of("large"), s3.listMultipartUploads(request -> request.bucket(ARN)).uploads()
        .stream().map(MultipartUpload::key).toList());
    s3.abortMultipartUpload(request -> request.bucket(ARN).key("large").uploadId(aborted));
    check("NoSuchUpload",
        codeOf(() -> s3.listParts(request -> request.bucket(ARN).key("large").uploadId(aborted))));
    System.out.println("parts");
  }

  private void usePresignedUrls() throws IOException {
    try (S3Presigner presigner = S3Presigner.create()) {
      var presigned = presigner.presignGetObject(presign -> presign.signatureDuration(Duration.ofMinutes(1))
          .getObjectRequest(request -> request.bucket(ARN).key("list/b")));
      check("b", new String(presigned.url().openStream().readAllBytes(), StandardCharsets.UTF_8));
    }
    System.out.println("presigned URLs");
  }
}
