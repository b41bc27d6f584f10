package examples;

import io.github.cdks3mrap.ExistingAccessPointPolicy;
import io.github.cdks3mrap.FailoverConfiguration;
import io.github.cdks3mrap.IMultiRegionAccessPoint;
import io.github.cdks3mrap.ManualFailoverPolicy;
import io.github.cdks3mrap.MultiRegionAccessPoint;
import io.github.cdks3mrap.MultiRegionAccessPointAttributes;
import io.github.cdks3mrap.MultiRegionAccessPointRoutes;
import io.github.cdks3mrap.UnderlyingBucket;
import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;

public final class AdoptExisting {
    public static void main(String[] arguments) {
        App app = new App();
        Stack stack = new Stack(app, "AdoptExisting", StackProps.builder()
                .env(Environment.builder().account("111122223333").region("eu-west-1").build())
                .build());
        Role reader = Role.Builder.create(stack, "Reader")
                .assumedBy(new ServicePrincipal("ecs-tasks.amazonaws.com"))
                .build();

        MultiRegionAccessPoint media = MultiRegionAccessPoint.Builder.create(stack, "Media")
                .multiRegionAccessPointName("media-by-hand")
                .buckets(List.of(
                        UnderlyingBucket.fromBucketName("media-by-hand-ireland", "eu-west-1"),
                        UnderlyingBucket.fromBucketName("media-by-hand-virginia", "us-east-1")))
                .existing(ExistingAccessPointPolicy.ADOPT)
                .build();
        media.getGrants().read(reader);

        IMultiRegionAccessPoint films = MultiRegionAccessPoint.fromMultiRegionAccessPointAttributes(stack, "Films",
                MultiRegionAccessPointAttributes.builder()
                        .multiRegionAccessPointArn("arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap")
                        .multiRegionAccessPointName("films")
                        .build());
        films.getGrants().read(reader, "trailers/*");
        MultiRegionAccessPointRoutes.Builder.create(stack, "FilmsRoutes")
                .multiRegionAccessPoint(films)
                .buckets(List.of(
                        UnderlyingBucket.fromBucketName("films-ireland", "eu-west-1"),
                        UnderlyingBucket.fromBucketName("films-virginia", "us-east-1")))
                .failover(FailoverConfiguration.activePassive(List.of("eu-west-1")))
                .manualFailover(ManualFailoverPolicy.FAIL)
                .build();
        app.synth();
    }
}
