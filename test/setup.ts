// aws-cdk-lib's built-in template validator costs more than a second a synthesis; one test of its own leaves it on.
process.env.CDK_VALIDATION = 'false';
process.env.CDK_CONTEXT_JSON = JSON.stringify({
  // Nothing is deployed from here: assets are not copied for each synthesis anew.
  'aws:cdk:disable-asset-staging': true,
  // Every construct notes where it was made, and jest maps each frame to its source. No test reads that.
  'aws:cdk:disable-creation-stack-traces': true,
});
process.env.CDK_DISABLE_STACK_TRACE = 'true';
// Ten frames tell where a test failed.
Error.stackTraceLimit = 10;
// Once for every test file it would say that the SDK will want a newer Node some day.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
