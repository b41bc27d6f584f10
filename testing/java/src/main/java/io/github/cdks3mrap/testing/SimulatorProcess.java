package io.github.cdks3mrap.testing;

import com.google.gson.Gson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The simulator as a program of its own, which ends when its standard input closes. */
final class SimulatorProcess {
    private static final String COMMAND = "CDK_S3_MRAP_COMMAND";
    private static final String DEFAULT_COMMAND = "npx --yes cdk-s3-mrap-cli";

    private final Process process;
    final SimulatorDescription description;

    SimulatorProcess(List<String> source, double lagSeconds) {
        List<String> command = new ArrayList<>(
                List.of(Optional.ofNullable(System.getenv(COMMAND)).orElse(DEFAULT_COMMAND).split(" ")));
        command.add("simulate");
        command.addAll(source);
        command.addAll(List.of("--lag", lagSeconds + "s", "--json", "--port", "0"));
        try {
            process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            BufferedReader output =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String line = output.readLine();
            if (line == null) throw new IllegalStateException("the simulator ended without an answer: " + command);
            description = new Gson().fromJson(line, SimulatorDescription.class);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    void stop() {
        process.destroy();
        process.onExit().join();
    }
}
