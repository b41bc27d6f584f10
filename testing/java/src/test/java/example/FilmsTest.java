package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cdks3mrap.testing.Simulation;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedGetObjectRequest;

class FilmsTest {
    /** A small service. */
    record Films(S3Client s3, String arn) {
        Films(String arn) {
            this(S3Client.create(), arn);
        }

        void save(String name, String text) {
            s3.putObject(request -> request.bucket(arn).key(name), RequestBody.fromString(text));
        }

        String load(String name) {
            try {
                return s3.getObjectAsBytes(request -> request.bucket(arn).key(name)).asUtf8String();
            } catch (NoSuchKeyException missing) {
                return null;
            }
        }
    }

    @RegisterExtension
    final Simulation simulation = Simulation.ofMembers("eu-west-1", "us-east-1");

    @Test
    void readsReplicatedFilmsAfterTheLossOfARegion() {
        Films films = new Films(simulation.arn());
        films.save("alien", "1979");
        simulation.settle();
        simulation.pause();
        films.save("dune", "2021");
        simulation.lose("eu-west-1");
        assertThrows(SdkClientException.class, () -> films.load("alien"));
        simulation.failOver("us-east-1");
        assertEquals("1979", films.load("alien"));
        assertEquals(null, films.load("dune"));
        simulation.restore("eu-west-1");
        simulation.resume();
        simulation.settle();
        simulation.failOver("eu-west-1");
        assertEquals("2021", films.load("dune"));
    }

    @Test
    void missesNothingWithoutALag() {
        Films films = new Films(simulation.arn());
        films.save("dune", "2021");
        simulation.settle();
        simulation.lose("eu-west-1");
        simulation.failOver("us-east-1");
        assertEquals("2021", films.load("dune"));
    }

    @Test
    void refusesOtherCredentials() {
        System.setProperty("aws.secretAccessKey", "wrong");
        S3Exception refusal =
                assertThrows(S3Exception.class, () -> new Films(simulation.arn()).save("alien", "1979"));
        assertEquals("SignatureDoesNotMatch", refusal.awsErrorDetails().errorCode());
    }

    @Test
    void opensPresignedUrls() throws IOException {
        Films films = new Films(simulation.arn());
        films.save("alien", "1979");
        try (S3Presigner presigner = S3Presigner.create()) {
            PresignedGetObjectRequest presigned = presigner.presignGetObject(presign -> presign
                    .signatureDuration(Duration.ofMinutes(1))
                    .getObjectRequest(request -> request.bucket(simulation.arn()).key("alien")));
            HttpExecuteResponse answer = simulation.httpClient().prepareRequest(
                    HttpExecuteRequest.builder().request(presigned.httpRequest()).build()).call();
            assertEquals(200, answer.httpResponse().statusCode());
            assertEquals("1979", new String(answer.responseBody().orElseThrow().readAllBytes()));
        }
    }

    @Test
    void explainsASimulationWithoutARunningTest() {
        Simulation other = Simulation.ofMembers("eu-west-1");
        String message = assertThrows(IllegalStateException.class, other::arn).getMessage();
        assertTrue(message.startsWith("the simulation does not run, expected a field with @RegisterExtension"), message);
        message = assertThrows(IllegalStateException.class, other::reset).getMessage();
        assertTrue(message.startsWith("the simulation does not run"), message);
    }

    @Test
    void explainsASimulatorThatDoesNotStart() {
        Simulation other = Simulation.ofMembers("mars");
        String message =
                assertThrows(IllegalStateException.class, () -> other.beforeEach(null)).getMessage();
        assertTrue(message.startsWith("the simulator ended with 2: "), message);
        assertTrue(message.endsWith("its error output contains the reason"), message);
        other.afterEach(null);
    }

    @Test
    void usesTheFirstSimulatorAgainAfterTheSecondOneHasStopped() {
        Films films = new Films(simulation.arn());
        Simulation other = Simulation.ofMembers("eu-central-1");
        other.beforeEach(null);
        other.afterEach(null);
        films.save("dune", "2021");
        assertEquals("2021", films.load("dune"));
        assertEquals("2021", new Films(simulation.arn()).load("dune"));
    }

    @Test
    void startsTheSimulatorOfAnotherThreadAfterThisTest() throws InterruptedException {
        Simulation other = Simulation.ofMembers("eu-central-1");
        Thread parallel = new Thread(() -> {
            other.beforeEach(null);
            other.afterEach(null);
        });
        parallel.setDaemon(true);
        parallel.start();
        parallel.join(3_000);
        assertTrue(parallel.isAlive());
        Films films = new Films(simulation.arn());
        films.save("dune", "2021");
        assertEquals("2021", films.load("dune"));
    }

    @Test
    void ignoresPropertiesOfTheUser() {
        simulation.afterEach(null);
        Map<String, String> properties = Map.of(
                "aws.sessionToken", "token", "aws.useFipsEndpoint", "true", "aws.useDualstackEndpoint", "true",
                "aws.s3DisableMultiRegionAccessPoints", "true");
        properties.forEach(System::setProperty);
        try {
            simulation.beforeEach(null);
            new Films(simulation.arn()).save("dune", "2021");
            simulation.afterEach(null);
            properties.forEach((name, value) -> assertEquals(value, System.getProperty(name)));
        } finally {
            properties.keySet().forEach(System::clearProperty);
        }
    }

    @Test
    void settleFailsWhileARegionIsLost() {
        simulation.lose("us-east-1");
        S3Client s3 = S3Client.builder().httpClient(simulation.httpClient()).build();
        new Films(s3, simulation.arn()).save("alien", "1979");
        IllegalStateException failure =
                assertThrows(IllegalStateException.class, () -> simulation.settle(Duration.ofMillis(100)));
        assertTrue(failure.getMessage().startsWith("1 writes have not arrived"), failure.getMessage());
    }
}
