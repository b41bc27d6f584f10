import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';

const SIGN_AND_DEPLOY = 'org.apache.maven.plugins:maven-gpg-plugin:3.2.8:sign-and-deploy-file';
/** GnuPG accepts only short paths of the socket of its agent. */
const KEY_FOLDER = 'gnupg';

/** The artifacts of a release that Maven Central receives. */
export interface MavenArtifacts {
  readonly jar: string;
  readonly pom: string;
  readonly sources: string;
  readonly javadoc: string;
}

/** A Maven repository in a folder, and the keyring that verifies its signatures. */
export interface MavenRepository {
  readonly folder: string;
  readonly keyring: string;
  readonly environment: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

/** Creates a key without a passphrase, which is deleted with its folder. */
function createSigningKey(folder: string): string {
  const keyring = path.join(folder, KEY_FOLDER);
  mkdirSync(keyring, { mode: 0o700 });
  const identity = 'cdk-s3-mrap rehearsal <rehearsal@example.com>';
  const options = ['--batch', '--quiet', '--homedir', keyring, '--passphrase', ''];
  execFileSync('gpg', [...options, '--quick-generate-key', identity, 'rsa3072', 'sign', '1d'], { stdio: 'pipe' });
  return keyring;
}

/** The settings of a user who has this repository in addition to Maven Central. */
function makeSettings(repository: string): string {
  return `<settings>
  <profiles>
    <profile>
      <id>rehearsal</id>
      <repositories>
        <repository><id>rehearsal</id><url>${pathToFileURL(repository).href}</url></repository>
      </repositories>
    </profile>
  </profiles>
  <activeProfiles><activeProfile>rehearsal</activeProfile></activeProfiles>
</settings>
`;
}

/** Signs the artifacts with a throw-away key, as publib does for a release, and deploys them to a folder. */
export function deployToMavenRepository(folder: string, artifacts: MavenArtifacts): MavenRepository {
  const keyring = createSigningKey(folder);
  const repository = path.join(folder, 'repository');
  const home = path.join(folder, 'home');
  mkdirSync(path.join(home, '.m2'), { recursive: true });
  writeFileSync(path.join(home, '.m2', 'settings.xml'), makeSettings(repository));
  // Maven finds its settings and its local repository in the home folder of Java.
  const environment = { MAVEN_OPTS: `-Duser.home=${home}` };
  execFileSync('mvn', [
    '--batch-mode', '--quiet', SIGN_AND_DEPLOY, `-Durl=${pathToFileURL(repository).href}`, '-DrepositoryId=rehearsal',
    `-Dgpg.homedir=${keyring}`, `-Dfile=${artifacts.jar}`, `-DpomFile=${artifacts.pom}`,
    `-Dsources=${artifacts.sources}`, `-Djavadoc=${artifacts.javadoc}`,
  ], { cwd: folder, env: { ...process.env, ...environment }, stdio: 'pipe' });
  const stop = async () => {
    execFileSync('gpgconf', ['--homedir', keyring, '--kill', 'gpg-agent'], { stdio: 'pipe' });
  };
  return { folder: repository, keyring, environment, stop };
}
