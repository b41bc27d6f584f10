package examples

import io.github.cdks3mrap.FailoverConfiguration
import io.github.cdks3mrap.MultiRegionAccessPointChecks
import io.github.cdks3mrap.ReplicatedMultiRegionAccessPoint
import software.amazon.awscdk.App
import software.amazon.awscdk.Environment
import software.amazon.awscdk.Stack
import software.amazon.awscdk.StackProps
import software.amazon.awscdk.Validations

/** The example "minimal", with the linter plugin and a null where a property is optional. */
fun main() {
    val app = App()
    val environment = Environment.builder().region("eu-west-1").build()
    val stack = Stack(app, "Minimal", StackProps.builder().env(environment).build())
    val failover: FailoverConfiguration? = null
    val media = ReplicatedMultiRegionAccessPoint.Builder.create(stack, "Media")
        .multiRegionAccessPointName("media-minimal")
        .regions(listOf("eu-west-1", "us-east-1"))
        .failover(failover)
        .build()
    val checks = MultiRegionAccessPointChecks()
    Validations.of(app).addPlugins(checks)
    checks.checkScope(media.accessPoint).forEach { finding -> println("${finding.ruleId} ${finding.message}") }
    app.synth()
}
