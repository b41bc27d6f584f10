package io.github.cdks3mrap.testing;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The simulator as a program of its own, which ends when its standard input closes. */
final class SimulatorProcess {
    private static final String COMMAND = "CDK_S3_MRAP_COMMAND";
    private static final String DEFAULT_COMMAND = "npx --yes cdk-s3-mrap-cli";
    /** A word, or a text in quotation marks, which can contain spaces. */
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|([^\\s\"']+)");

    private final Process process;
    final SimulatorDescription description;

    SimulatorProcess(List<String> source, double lagSeconds) {
        List<String> command = splitWords(Optional.ofNullable(System.getenv(COMMAND)).orElse(DEFAULT_COMMAND));
        command.add("simulate");
        command.addAll(source);
        command.addAll(List.of("--lag", lagSeconds + "s", "--json", "--port", "0"));
        process = start(command);
        try {
            description = readDescription(command);
        } catch (RuntimeException error) {
            stop();
            throw error;
        }
    }

    void stop() {
        process.destroy();
        process.onExit().join();
    }

    static List<String> splitWords(String command) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(command);
        while (matcher.find()) {
            words.add(Optional.ofNullable(matcher.group(1)).or(() -> Optional.ofNullable(matcher.group(2)))
                    .orElseGet(() -> matcher.group(3)));
        }
        return words;
    }

    private static Process start(List<String> command) {
        try {
            return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        } catch (IOException error) {
            throw new IllegalStateException(
                    "the simulator does not start: " + error.getMessage() + "; install Node.js 20.19 or newer, which "
                            + "contains npx, or set " + COMMAND + " to a command such as node cdk-s3-mrap.js", error);
        }
    }

    private SimulatorDescription readDescription(List<String> command) {
        try {
            BufferedReader output =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String line = output.readLine();
            if (line == null) {
                throw new IllegalStateException("the simulator ended with " + process.waitFor() + ": "
                        + String.join(" ", command) + "; its error output contains the reason");
            }
            return parse(line, command);
        } catch (IOException error) {
            throw new IllegalStateException("the simulator does not answer: " + String.join(" ", command), error);
        } catch (InterruptedException error) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(error);
        }
    }

    private static SimulatorDescription parse(String line, List<String> command) {
        try {
            return new Gson().fromJson(line, SimulatorDescription.class);
        } catch (JsonParseException error) {
            throw new IllegalStateException("the simulator printed \"" + line + "\", expected JSON: "
                    + String.join(" ", command) + "; correct the command", error);
        }
    }
}
