package io.github.cdks3mrap.testing;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * A simulator of S3 in several Regions, as an extension of JUnit 5: register it in a field with RegisterExtension. Each
 * test has a simulator of its own, and clients of the SDK without an HTTP client of their own send their requests to it.
 */
public final class Simulation implements BeforeEachCallback, AfterEachCallback {
    private static final String HTTP_SERVICE = "software.amazon.awssdk.http.service.impl";
    private static final Gson GSON = new Gson();

    static {
        // The SDK reads this property when a program creates its first client.
        System.setProperty(HTTP_SERVICE, SimulatorHttpService.class.getName());
    }

    private final List<String> source;
    private final double lagSeconds;
    private final Map<String, String> previousProperties = new HashMap<>();
    private final HttpClient controls = HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).build();
    private SimulatorProcess process;

    private Simulation(List<String> source, double lagSeconds) {
        this.source = source;
        this.lagSeconds = lagSeconds;
    }

    /** Simulates an access point with a member in each of these Regions. */
    public static Simulation ofMembers(String... regions) {
        return new Simulation(List.of("--members", String.join(",", regions)), 0);
    }

    /** Simulates the access points and buckets in the templates of a folder (cdk.out). */
    public static Simulation ofAssembly(String folder) {
        return new Simulation(List.of(folder), 0);
    }

    /** Returns a simulation in which a write arrives in another Region after this time. */
    public Simulation withLag(Duration lag) {
        return new Simulation(source, lag.toMillis() / 1000.0);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        process = new SimulatorProcess(source, lagSeconds);
        SimulatorDescription description = process.description;
        setProperty("aws.accessKeyId", description.accessKeyId());
        setProperty("aws.secretAccessKey", description.secretAccessKey());
        setProperty("aws.region", description.accessPoints().get(0).members().get(0).region());
        SimulatorHttpClient.redirectTo(description.endpoint());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        SimulatorHttpClient.redirectTo(null);
        previousProperties.forEach((name, value) -> {
            if (value == null) System.clearProperty(name);
            else System.setProperty(name, value);
        });
        previousProperties.clear();
        process.stop();
    }

    /** The ARN of the first access point, which clients use as the name of the bucket. */
    public String arn() {
        return accessPoints().get(0).arn();
    }

    /** The access points. Without templates, there is one. */
    public List<AccessPoint> accessPoints() {
        return process.description.accessPoints();
    }

    /** An HTTP client for clients of the SDK that set their HTTP client. */
    public SdkHttpClient httpClient() {
        return new SimulatorHttpClient(AttributeMap.empty());
    }

    /** Makes a Region reset all connections. S3 does not send requests to another member because of this. */
    public void lose(String region) {
        control("lose", Map.of("region", region));
    }

    /** Makes a Region accept requests without an answer. */
    public void hang(String region) {
        control("hang", Map.of("region", region));
    }

    /** Makes a Region answer later. */
    public void slow(String region, Duration delay) {
        control("slow", Map.of("region", region, "delay", delay.toMillis()));
    }

    /** Makes a Region available. Replication that was in progress continues. */
    public void restore(String region) {
        control("restore", Map.of("region", region));
    }

    /** Makes exactly these Regions active, at once: a test does not wait for routes. */
    public void failOver(String... activeRegions) {
        control("failover", Map.of("accessPoint", arn(), "active", List.of(activeRegions)));
    }

    /** Sets the time until a write arrives in another Region. */
    public void lag(Duration lag) {
        control("lag", Map.of("lag", lag.toMillis()));
    }

    /** Stops replication. */
    public void pause() {
        control("pause", Map.of());
    }

    /** Continues replication. */
    public void resume() {
        control("resume", Map.of());
    }

    /** Moves the clock of replication and routes forward. */
    public void advance(Duration duration) {
        control("clock", Map.of("advance", duration.toMillis()));
    }

    /** Removes all objects, restores all Regions, and makes all members active. */
    public void reset() {
        control("reset", Map.of());
    }

    /** The number of writes that have not arrived in another Region. */
    public int pendingReplications() {
        return send("state", request -> request.GET()).get("pendingReplications").getAsInt();
    }

    /** Waits until all writes have arrived in all Regions. Fails after ten seconds, for example with a lost Region. */
    public void settle() {
        settle(Duration.ofSeconds(10));
    }

    /** Waits until all writes have arrived in all Regions. Fails after the limit, for example with a lost Region. */
    public void settle(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        for (int pending = pendingReplications(); pending > 0; pending = pendingReplications()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        pending + " writes have not arrived in another Region after " + limit.toMillis() + " ms");
            }
            sleep();
        }
    }

    private void setProperty(String name, String value) {
        previousProperties.put(name, System.setProperty(name, value));
    }

    private void control(String action, Map<String, ?> body) {
        send(action, request -> request.POST(HttpRequest.BodyPublishers.ofString(GSON.toJson(body))));
    }

    private JsonObject send(String action, UnaryOperator<HttpRequest.Builder> method) {
        SimulatorDescription description = process.description;
        HttpRequest request = method.apply(HttpRequest.newBuilder(
                        description.endpoint().resolve("/_simulator/" + action))
                .header("x-simulator-token", description.token())
                .header("content-type", "application/json"))
                .build();
        try {
            HttpResponse<String> answer = controls.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(
                        "the simulator refuses " + action + " with " + answer.statusCode() + ": " + answer.body());
            }
            return GSON.fromJson(answer.body(), JsonObject.class);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        } catch (InterruptedException error) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(error);
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException error) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(error);
        }
    }
}
