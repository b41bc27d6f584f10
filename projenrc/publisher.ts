/** The publisher, and the names of the packages in each registry. */
export const PUBLISHER = {
  name: 'The cdk-s3-mrap developers',
  url: 'https://github.com/cdk-s3-mrap',
  repository: 'https://github.com/cdk-s3-mrap/cdk-s3-mrap.git',
  npm: 'cdk-s3-mrap',
  npmCommand: 'cdk-s3-mrap-cli',
  testing: 'cdk-s3-mrap-testing',
  pypi: { distName: 'cdk-s3-mrap', module: 'cdk_s3_mrap' },
  maven: { mavenGroupId: 'io.github.cdk-s3-mrap', mavenArtifactId: 'cdk-s3-mrap', javaPackage: 'io.github.cdks3mrap' },
  nuget: { packageId: 'CdkS3Mrap', dotNetNamespace: 'CdkS3Mrap' },
  go: { moduleName: 'github.com/cdk-s3-mrap/cdk-s3-mrap-go', packageName: 'cdks3mrap' },
};
