package examples;

import io.github.cdks3mrap.FailoverConfiguration;
import io.github.cdks3mrap.MultiRegionAccessPoint;
import io.github.cdks3mrap.UnderlyingBucket;
import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;

public final class BringYourOwnBuckets {
    public static void main(String[] arguments) {
        App app = new App();
        Stack stack = new Stack(app, "ActivePassive", StackProps.builder()
                .env(Environment.builder().account("111122223333").region("eu-west-1").build())
                .build());
        MultiRegionAccessPoint accessPoint = MultiRegionAccessPoint.Builder.create(stack, "Media")
                .multiRegionAccessPointName("media-example")
                .buckets(List.of(
                        UnderlyingBucket.fromBucketName("media-example-ireland", "eu-west-1"),
                        UnderlyingBucket.fromBucketName("media-example-virginia", "us-east-1"),
                        UnderlyingBucket.fromBucketName("media-example-tokyo", "ap-northeast-1")))
                .failover(FailoverConfiguration.activePassive(List.of("eu-west-1")))
                .build();

        Role transcoder = Role.Builder.create(stack, "Transcoder")
                .assumedBy(new ServicePrincipal("ecs-tasks.amazonaws.com"))
                .build();
        accessPoint.getGrants().readWrite(transcoder);
        CfnOutput.Builder.create(stack, "AccessPointArn")
                .value(accessPoint.getMultiRegionAccessPointArn())
                .build();
        app.synth();
    }
}
