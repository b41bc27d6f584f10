// aws-cdk-lib's built-in template validator costs more than a second a synthesis; one test of its own leaves it on.
process.env.CDK_VALIDATION = 'false';
// Once for every test file it would say that the SDK will want a newer Node some day.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
