package io.github.cdks3mrap.testing;

import java.net.URI;
import java.util.List;

/** The line that the command simulate prints with --json. */
record SimulatorDescription(
        URI endpoint, String token, String accountId, String accessKeyId, String secretAccessKey,
        List<AccessPoint> accessPoints) {}
