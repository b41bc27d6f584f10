package examples;

import io.github.cdks3mrap.MultiRegionAccessPointChecks;
import java.util.List;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.s3.CfnMultiRegionAccessPoint;

public final class LintOnly {
    public static void main(String[] arguments) {
        App app = new App();
        Stack stack = new Stack(app, "LintOnly", StackProps.builder()
                .env(Environment.builder().account("111122223333").region("eu-west-1").build())
                .build());
        CfnBucket ireland = CfnBucket.Builder.create(stack, "Ireland")
                .bucketName("linted-ireland")
                .versioningConfiguration(CfnBucket.VersioningConfigurationProperty.builder().status("Enabled").build())
                .build();
        CfnMultiRegionAccessPoint.Builder.create(stack, "Media")
                .name("linted")
                .regions(List.of(
                        CfnMultiRegionAccessPoint.RegionProperty.builder().bucket(ireland.getRef()).build(),
                        CfnMultiRegionAccessPoint.RegionProperty.builder().bucket("linted-virginia").build()))
                .build();

        Validations.of(app).addPlugins(new MultiRegionAccessPointChecks());
        Validations.of(ireland).acknowledge(Acknowledgment.builder()
                .id("cdk-s3-mrap::MRAP555")
                .reason("another team writes the policies of its buckets")
                .build());
        app.synth();
    }
}
