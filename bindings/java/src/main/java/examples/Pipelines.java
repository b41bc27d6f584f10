package examples;

import io.github.cdks3mrap.ReplicatedMultiRegionAccessPoint;
import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.StageProps;
import software.amazon.awscdk.pipelines.CodePipeline;
import software.amazon.awscdk.pipelines.CodePipelineSource;
import software.amazon.awscdk.pipelines.ConnectionSourceOptions;
import software.amazon.awscdk.pipelines.ShellStep;

public final class Pipelines {
    public static void main(String[] arguments) {
        Environment ireland = Environment.builder().account("111122223333").region("eu-west-1").build();
        App app = new App();
        Stack stack = new Stack(app, "Pipeline", StackProps.builder().env(ireland).build());
        CodePipeline pipeline = CodePipeline.Builder.create(stack, "Pipeline")
                .synth(ShellStep.Builder.create("Synth")
                        .input(CodePipelineSource.connection("example/media", "main", ConnectionSourceOptions.builder()
                                .connectionArn("arn:aws:codestar-connections:eu-west-1:111122223333:connection/example")
                                .build()))
                        .commands(List.of("npm ci", "npx cdk synth"))
                        .build())
                .crossAccountKeys(false)
                .build();

        Stage prod = new Stage(stack, "Prod", StageProps.builder().env(ireland).build());
        ReplicatedMultiRegionAccessPoint.Builder.create(new Stack(prod, "Media"), "Media")
                .multiRegionAccessPointName("media-example")
                .regions(List.of("eu-west-1", "us-east-1", "ap-northeast-1"))
                .build();
        pipeline.addStage(prod);
        pipeline.buildPipeline();
        app.synth();
    }
}
