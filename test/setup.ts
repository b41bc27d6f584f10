// aws-cdk-lib's template validator takes more than a second per synthesis. One test enables it.
process.env.CDK_VALIDATION = 'false';
process.env.CDK_CONTEXT_JSON = JSON.stringify({
  // Tests deploy nothing, so assets need not be copied for each synthesis.
  'aws:cdk:disable-asset-staging': true,
  // Constructs record their creation stack, and jest maps each frame to its source. No test reads it.
  'aws:cdk:disable-creation-stack-traces': true,
});
process.env.CDK_DISABLE_STACK_TRACE = 'true';
// Ten frames are enough to locate a failure.
Error.stackTraceLimit = 10;
// The SDK would print a warning about its future Node version for every test file.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
