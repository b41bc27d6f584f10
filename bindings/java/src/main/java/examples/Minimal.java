package examples;

import io.github.cdks3mrap.ReplicatedMultiRegionAccessPoint;
import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;

public final class Minimal {
    public static void main(String[] arguments) {
        App app = new App();
        Stack stack = new Stack(app, "Minimal", StackProps.builder()
                .env(Environment.builder().region("eu-west-1").build())
                .build());
        ReplicatedMultiRegionAccessPoint.Builder.create(stack, "Media")
                .multiRegionAccessPointName("media-minimal")
                .regions(List.of("eu-west-1", "us-east-1"))
                .build();
        app.synth();
    }
}
