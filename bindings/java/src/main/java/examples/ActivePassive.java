package examples;

import io.github.cdks3mrap.FailoverConfiguration;
import io.github.cdks3mrap.ReplicatedMultiRegionAccessPoint;
import io.github.cdks3mrap.ServerAccessLogs;
import io.github.cdks3mrap.UnderlyingBucketEncryption;
import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;

public final class ActivePassive {
    public static void main(String[] arguments) {
        App app = new App();
        Stack stack = new Stack(app, "Media", StackProps.builder()
                .env(Environment.builder().account("111122223333").region("eu-west-1").build())
                .build());
        ReplicatedMultiRegionAccessPoint media = ReplicatedMultiRegionAccessPoint.Builder.create(stack, "Media")
                .multiRegionAccessPointName("media-example")
                .bucketNamePrefix("media-example")
                .regions(List.of("eu-west-1", "us-east-1", "ap-northeast-1"))
                .encryption(UnderlyingBucketEncryption.kms())
                .serverAccessLogs(ServerAccessLogs.managed())
                .failover(FailoverConfiguration.activePassive(List.of("eu-west-1")))
                .build();

        Role transcoder = Role.Builder.create(stack, "Transcoder")
                .assumedBy(new ServicePrincipal("ecs-tasks.amazonaws.com"))
                .build();
        media.getGrants().readWrite(transcoder);
        CfnOutput.Builder.create(stack, "AccessPointArn")
                .value(media.getAccessPoint().getMultiRegionAccessPointArn())
                .build();
        app.synth();
    }
}
