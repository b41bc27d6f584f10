package io.github.cdks3mrap.testing;

import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * Sends signed requests for AWS to the running simulator, and all other requests to their hosts.
 *
 * <p>HTTP clients for Java do not send a Host header of their own. Therefore, the request goes to the simulator as to an
 * HTTP proxy: its first line and its Host header contain the host that the signature covers.
 */
final class SimulatorHttpClient implements SdkHttpClient {
    private static final List<String> AWS_DOMAINS =
            List.of(".amazonaws.com", ".amazonaws.com.cn", ".api.aws", ".amazonaws.eu");
    private static final AtomicReference<URI> ENDPOINT = new AtomicReference<>();

    private final AttributeMap options;
    private final SdkHttpClient direct;
    private URI simulator;
    private SdkHttpClient redirected;

    SimulatorHttpClient(AttributeMap options) {
        this.options = options;
        this.direct = UrlConnectionHttpClient.builder().buildWithDefaults(options);
    }

    /** Sets the endpoint of the running simulator, or null, and returns the endpoint before. */
    static URI redirectTo(URI endpoint) {
        return ENDPOINT.getAndSet(endpoint);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        URI endpoint = ENDPOINT.get();
        if (endpoint == null || !isHostOfAws(request.httpRequest().host())) return direct.prepareRequest(request);
        SdkHttpRequest plain = request.httpRequest().toBuilder().protocol("http").port(80).build();
        return clientOf(endpoint).prepareRequest(HttpExecuteRequest.builder()
                .request(plain)
                .contentStreamProvider(request.contentStreamProvider().orElse(null))
                .metricCollector(request.metricCollector().orElse(null))
                .build());
    }

    @Override
    public void close() {
        direct.close();
        if (redirected != null) redirected.close();
    }

    @Override
    public String clientName() {
        return "Simulator";
    }

    private static boolean isHostOfAws(String host) {
        return AWS_DOMAINS.stream().anyMatch(host::endsWith);
    }

    private synchronized SdkHttpClient clientOf(URI endpoint) {
        if (!endpoint.equals(simulator)) {
            if (redirected != null) redirected.close();
            ProxyConfiguration proxy = ProxyConfiguration.builder()
                    .endpoint(endpoint)
                    .useSystemPropertyValues(false)
                    .useEnvironmentVariablesValues(false)
                    .build();
            redirected = UrlConnectionHttpClient.builder().proxyConfiguration(proxy).buildWithDefaults(options);
            simulator = endpoint;
        }
        return redirected;
    }
}
