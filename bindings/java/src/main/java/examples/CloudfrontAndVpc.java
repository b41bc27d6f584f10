package examples;

import io.github.cdks3mrap.MultiRegionAccessPoint;
import io.github.cdks3mrap.MultiRegionAccessPointOrigin;
import io.github.cdks3mrap.MultiRegionAccessPointVpcEndpoint;
import io.github.cdks3mrap.ReplicatedMultiRegionAccessPoint;
import io.github.cdks3mrap.UnderlyingBucketEncryption;
import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.ViewerProtocolPolicy;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;

public final class CloudfrontAndVpc {
    public static void main(String[] arguments) {
        App app = new App();
        Stack stack = new Stack(app, "CloudFrontAndVpc", StackProps.builder()
                .env(Environment.builder().account("111122223333").region("eu-west-1").build())
                .build());
        MultiRegionAccessPoint accessPoint = ReplicatedMultiRegionAccessPoint.Builder.create(stack, "Media")
                .multiRegionAccessPointName("media-example")
                .regions(List.of("eu-west-1", "us-east-1"))
                .encryption(UnderlyingBucketEncryption.kms())
                .build()
                .getAccessPoint();

        Distribution.Builder.create(stack, "Distribution")
                .defaultBehavior(BehaviorOptions.builder()
                        .origin(new MultiRegionAccessPointOrigin(accessPoint))
                        .viewerProtocolPolicy(ViewerProtocolPolicy.REDIRECT_TO_HTTPS)
                        .build())
                .build();

        Vpc vpc = Vpc.Builder.create(stack, "Vpc")
                .availabilityZones(List.of("eu-west-1a", "eu-west-1b"))
                .natGateways(0)
                .subnetConfiguration(List.of(
                        SubnetConfiguration.builder().name("Clients").subnetType(SubnetType.PRIVATE_ISOLATED).build()))
                .build();
        MultiRegionAccessPointVpcEndpoint endpoint = MultiRegionAccessPointVpcEndpoint.Builder.create(stack, "Endpoint")
                .vpc(vpc)
                .multiRegionAccessPoints(List.of(accessPoint))
                .build();
        endpoint.restrict(accessPoint);
        app.synth();
    }
}
