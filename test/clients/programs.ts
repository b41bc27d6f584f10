import { execFile, type ExecFileException } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { buildSync } from 'esbuild';

const EXAMPLES = path.join(__dirname, '..', '..', 'examples');
const USE_PROXY = path.join(__dirname, 'use-proxy.cjs');

export interface Outcome {
  readonly exitCode: number;
  readonly lines: readonly string[];
  readonly errors: string;
}

export type Environment = Readonly<Record<string, string>>;

/** An example client with installed dependencies. */
export interface Program {
  run(environment?: Environment): Promise<Outcome>;
  /** Runs the client without its SigV4A signer. */
  runWithoutSigner(): Promise<Outcome>;
}

/** Settings that a client needs to connect to the access point. */
export interface ClientConnection {
  readonly proxyPort: number;
  readonly certificate: string;
  /** A trust store without a password for Java. Default: a trust store with the certificate. */
  readonly javaTrustStore?: string;
  readonly environment: Environment;
}

type Prepare = (folder: string, connection: ClientConnection) => Promise<Program>;

/** By client name: installs a copy of the example, so that the checkout does not change. */
export const PREPARATIONS: Readonly<Record<string, Prepare>> = {
  'JavaScript': async (folder, connection) => {
    const copy = await installJavaScriptExample(folder);
    const run = (file: string, environment: Environment = {}) =>
      runInNode(path.join(copy, file), { ...nodeVariables(connection), ...environment });
    writeUnsignedClient(copy);
    return { run: (environment) => run('client.js', environment), runWithoutSigner: () => run('unsigned.js') };
  },
  'bundled JavaScript': async (folder, connection) => {
    const copy = await installJavaScriptExample(folder);
    writeUnsignedClient(copy);
    // Outside any folder with node_modules, as in a Lambda function.
    const outdir = path.join(folder, '..', 'bundled');
    const entryPoints = ['client.js', 'unsigned.js'].map((file) => path.join(copy, file));
    // A bundled CommonJS package requires Node modules.
    const banner = {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    };
    buildSync({
      entryPoints,
      outdir,
      bundle: true,
      minify: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      outExtension: { '.js': '.mjs' },
      banner,
    });
    const run = (file: string, environment: Environment = {}) =>
      runInNode(path.join(outdir, file), { ...nodeVariables(connection), ...environment });
    return { run: (environment) => run('client.mjs', environment), runWithoutSigner: () => run('unsigned.mjs') };
  },
  'Python': async (folder, connection) => {
    const copy = copyExample('client-python', folder);
    const python = path.join(copy, 'venv', 'bin', 'python');
    await runOrThrow('python3', ['-m', 'venv', 'venv'], copy);
    await runOrThrow(
      python,
      ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--requirement', 'requirements.txt'],
      copy,
    );
    const { certificate } = connection;
    const run = (environment = {}) => execute(python, ['client.py'], copy, {
      ...proxyVariables(connection), AWS_CA_BUNDLE: certificate, SSL_CERT_FILE: certificate, ...environment,
    });
    writeFileSync(path.join(folder, 'awscrt.py'), 'raise ImportError("awscrt is not installed")\n');
    return { run, runWithoutSigner: () => run({ PYTHONPATH: folder }) };
  },
  'Java': async (folder, connection) => {
    const copy = copyExample('client-java', folder);
    await runOrThrow('mvn', ['--quiet', '--batch-mode', 'compile'], copy);
    const properties = {
      'https.proxyHost': '127.0.0.1',
      'https.proxyPort': String(connection.proxyPort),
      ...(connection.javaTrustStore === undefined
        ? await createJavaTrustStore(copy, connection.certificate)
        : { 'javax.net.ssl.trustStore': connection.javaTrustStore }),
    };
    const options = Object.entries(properties).map(([name, value]) => `-D${name}=${value}`);
    const jars = readdirSync(path.join(copy, 'target', 'dependency'))
      .map((jar) => path.join('target', 'dependency', jar));
    const run = (classPath: readonly string[], environment: Environment = {}) =>
      execute(
        'java',
        [...options, '-cp', ['target/classes', ...classPath].join(path.delimiter), 'example.Client'],
        copy,
        { ...proxyVariables(connection), ...environment },
      );
    return {
      run: (environment) => run(jars, environment),
      runWithoutSigner: () => run(jars.filter((jar) => !jar.includes('crt'))),
    };
  },
};

/** Returns the properties of a trust store that contains one certificate. */
async function createJavaTrustStore(folder: string, certificate: string): Promise<Record<string, string>> {
  const trust = ['-keystore', 'trust.p12', '-storetype', 'PKCS12', '-storepass', 'changeit'];
  await runOrThrow('keytool', ['-importcert', '-noprompt', '-alias', 'test', '-file', certificate, ...trust], folder);
  return {
    'javax.net.ssl.trustStore': path.join(folder, 'trust.p12'), 'javax.net.ssl.trustStorePassword': 'changeit',
  };
}

function copyExample(example: string, folder: string): string {
  const copy = path.join(folder, example);
  cpSync(path.join(EXAMPLES, example), copy, {
    recursive: true,
    filter: (source) => !/node_modules|target$/.test(source),
  });
  return copy;
}

async function installJavaScriptExample(folder: string): Promise<string> {
  const copy = copyExample('client-javascript', folder);
  await runOrThrow('npm', ['ci', '--silent', '--no-audit', '--no-fund'], copy);
  return copy;
}

function writeUnsignedClient(folder: string): void {
  const program = readFileSync(path.join(folder, 'client.js'), 'utf8');
  writeFileSync(path.join(folder, 'unsigned.js'), program.replace('import \'@aws-sdk/signature-v4a\';\n', ''));
}

function proxyVariables({ proxyPort, environment }: ClientConnection): Environment {
  const proxy = `http://127.0.0.1:${proxyPort}`;
  return { ...environment, HTTPS_PROXY: proxy, https_proxy: proxy, no_proxy: '' };
}

function nodeVariables(connection: ClientConnection): Environment {
  return { ...proxyVariables(connection), NODE_EXTRA_CA_CERTS: connection.certificate };
}

function runInNode(file: string, environment: Environment): Promise<Outcome> {
  return execute('node', ['--require', USE_PROXY, file], path.dirname(file), environment);
}

async function runOrThrow(command: string, args: readonly string[], cwd: string): Promise<void> {
  const { exitCode, lines, errors } = await execute(command, args, cwd, process.env as Environment);
  if (exitCode !== 0) {
    throw new Error(`${command} ${args.join(' ')} exited with ${exitCode}:\n${lines.join('\n')}\n${errors}`);
  }
}

/** Runs a program with only the variables that locate programs, so that the developer's AWS settings have no effect. */
function execute(command: string, args: readonly string[], cwd: string, environment: Environment): Promise<Outcome> {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, JAVA_HOME: process.env.JAVA_HOME, ...environment };
  return new Promise((resolve) => {
    execFile(command, args, { cwd, env, timeout: 180_000 }, (error: ExecFileException | null, stdout, stderr) => {
      resolve({
        exitCode: error === null ? 0 : Number(error.code ?? 1),
        lines: stdout.trim().split('\n'),
        errors: stderr,
      });
    });
  });
}
