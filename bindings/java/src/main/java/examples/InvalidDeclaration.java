package examples;

import io.github.cdks3mrap.MultiRegionAccessPoint;
import io.github.cdks3mrap.UnderlyingBucket;
import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;

/** Prints the error message of an invalid declaration. */
public final class InvalidDeclaration {
    public static void main(String[] arguments) {
        Stack stack = new Stack(new App(), "InvalidDeclaration", StackProps.builder()
                .env(Environment.builder().account("111122223333").region("eu-west-1").build())
                .build());
        try {
            MultiRegionAccessPoint.Builder.create(stack, "Media")
                    .multiRegionAccessPointName("Media_Example")
                    .buckets(List.of(
                            UnderlyingBucket.fromBucketName("media-one", "eu-west-1"),
                            UnderlyingBucket.fromBucketName("media-two", "eu-west-1")))
                    .build();
        } catch (RuntimeException error) {
            System.out.println(error.getMessage());
        }
    }
}
