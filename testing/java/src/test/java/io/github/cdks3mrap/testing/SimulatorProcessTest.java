package io.github.cdks3mrap.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatorProcessTest {
    @Test
    void splitsACommandThatContainsPathsWithSpaces() {
        assertEquals(
                List.of("/usr/bin/node", "/my tools/cdk-s3-mrap.js", "C:\\my tools\\a", "b"),
                SimulatorProcess.splitWords("/usr/bin/node  '/my tools/cdk-s3-mrap.js' \"C:\\my tools\\a\" b "));
    }
}
