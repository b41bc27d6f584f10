package example;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.RequestPayer;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * ACCESS_POINT_ARN=arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap \
 *   java -cp 'target/classes:target/dependency/*' example.Client
 */
public final class Client {
  /**
   * Use the ARN instead of a bucket name. S3 routes requests to the closest active Region. The Region of the client has
   * no effect.
   */
  private static final String BUCKET = System.getenv("ACCESS_POINT_ARN");
  private static final String FILM = "films/alien.mp4";
  private static final int FIVE_MEBIBYTES = 5 * 1024 * 1024;

  private Client() {}

  public static void main(String[] args) throws IOException {
    try (S3Client s3 = S3Client.create(); S3Presigner presigner = S3Presigner.create()) {
      s3.putObject(
          request -> request.bucket(BUCKET).key("films/alien.txt"),
          RequestBody.fromString("In space no one can hear you scream."));
      System.out.println("put films/alien.txt");

      ResponseBytes<GetObjectResponse> alien =
          s3.getObjectAsBytes(request -> request.bucket(BUCKET).key("films/alien.txt"));
      System.out.println("got " + alien.asUtf8String());

      List<S3Object> found = s3.listObjectsV2(request -> request.bucket(BUCKET).prefix("films/")).contents();
      System.out.println("listed " + found.stream().map(S3Object::key).collect(Collectors.joining(",")));

      System.out.println("uploaded films/alien.mp4 in " + upload(s3) + " parts");

      // If the bucket has Requester Pays enabled, every request needs this parameter.
      s3.putObject(
          request -> request.bucket(BUCKET).key("requester-pays/dune.txt").requestPayer(RequestPayer.REQUESTER),
          RequestBody.fromString("The spice must flow."));
      ResponseBytes<GetObjectResponse> paid = s3.getObjectAsBytes(
          request -> request.bucket(BUCKET).key("requester-pays/dune.txt").requestPayer(RequestPayer.REQUESTER));
      System.out.println("paid for " + paid.asUtf8String() + " " + paid.response().requestChargedAsString());

      URL url = presigner.presignGetObject(presign -> presign.signatureDuration(Duration.ofMinutes(5))
          .getObjectRequest(request -> request.bucket(BUCKET).key("films/alien.txt"))).url();
      System.out.println("presigned " + new String(url.openStream().readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** Uploads two parts. All parts except the last one must be at least 5 MiB long. */
  private static int upload(S3Client s3) {
    byte[] first = new byte[FIVE_MEBIBYTES];
    Arrays.fill(first, (byte) 'a');
    List<byte[]> bodies = List.of(first, "the end".getBytes(StandardCharsets.UTF_8));
    String id = s3.createMultipartUpload(request -> request.bucket(BUCKET).key(FILM)).uploadId();
    List<CompletedPart> parts = new ArrayList<>();
    for (byte[] body : bodies) {
      int number = parts.size() + 1;
      String tag = s3.uploadPart(
          request -> request.bucket(BUCKET).key(FILM).uploadId(id).partNumber(number),
          RequestBody.fromBytes(body)).eTag();
      parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
    }
    s3.completeMultipartUpload(
        request -> request.bucket(BUCKET).key(FILM).uploadId(id).multipartUpload(all -> all.parts(parts)));
    return parts.size();
  }
}
