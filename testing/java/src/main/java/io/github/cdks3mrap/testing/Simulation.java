package io.github.cdks3mrap.testing;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * A simulator of S3 in several Regions, as an extension of JUnit 5: register it in a field with RegisterExtension. Each
 * test has a simulator of its own, and clients of the SDK without an HTTP client of their own send their requests to it.
 * Tests with a simulator run one after the other, also if JUnit runs tests in parallel, because all clients of a process
 * use the same simulator.
 */
public final class Simulation implements BeforeEachCallback, AfterEachCallback {
    private static final String HTTP_SERVICE = "software.amazon.awssdk.http.service.impl";
    private static final Gson GSON = new Gson();
    private static final ReentrantLock RUNNING = new ReentrantLock();

    static {
        // The SDK reads this property when a program creates its first client.
        System.setProperty(HTTP_SERVICE, SimulatorHttpService.class.getName());
    }

    private final List<String> source;
    private final double lagSeconds;
    private final Map<String, String> previousProperties = new HashMap<>();
    private final HttpClient controls = HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).build();
    private SimulatorProcess process;
    private URI previousEndpoint;

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
        RUNNING.lock();
        try {
            process = new SimulatorProcess(source, lagSeconds);
        } catch (RuntimeException error) {
            RUNNING.unlock();
            throw error;
        }
        SimulatorDescription description = process.description;
        setProperty("aws.accessKeyId", description.accessKeyId());
        setProperty("aws.secretAccessKey", description.secretAccessKey());
        setProperty("aws.sessionToken", null);
        setProperty("aws.region", description.accessPoints().get(0).members().get(0).region());
        // Multi-Region Access Points have no such endpoints.
        setProperty("aws.useFipsEndpoint", "false");
        setProperty("aws.useDualstackEndpoint", "false");
        setProperty("aws.s3DisableMultiRegionAccessPoints", "false");
        previousEndpoint = SimulatorHttpClient.redirectTo(description.endpoint());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        // JUnit calls this method after a simulator that did not start, too.
        if (process == null) return;
        try {
            SimulatorHttpClient.redirectTo(previousEndpoint);
            previousProperties.forEach(Simulation::changeProperty);
            previousProperties.clear();
            process.stop();
        } finally {
            process = null;
            RUNNING.unlock();
        }
    }

    /** The ARN of the first access point, which clients use as the name of the bucket. */
    public String arn() {
        return accessPoints().get(0).arn();
    }

    /** The access points. Without templates, there is one. */
    public List<AccessPoint> accessPoints() {
        return describe().accessPoints();
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

    private SimulatorDescription describe() {
        if (process == null) {
            throw new IllegalStateException("the simulation does not run, expected a field with @RegisterExtension in "
                    + "the class of a running test; annotate the field, and call its methods in tests only");
        }
        return process.description;
    }

    private void setProperty(String name, String value) {
        previousProperties.put(name, System.getProperty(name));
        changeProperty(name, value);
    }

    private static void changeProperty(String name, String value) {
        if (value == null) System.clearProperty(name);
        else System.setProperty(name, value);
    }

    private void control(String action, Map<String, ?> body) {
        send(action, request -> request.POST(HttpRequest.BodyPublishers.ofString(GSON.toJson(body))));
    }

    private JsonObject send(String action, UnaryOperator<HttpRequest.Builder> method) {
        SimulatorDescription description = describe();
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
            throw new IllegalStateException(
                    "the simulator does not answer " + action + ": it was stopped, or it has ended", error);
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
