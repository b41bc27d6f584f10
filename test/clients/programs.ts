import { execFile, type ExecFileException } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { buildSync } from 'esbuild';

const EXAMPLES = path.join(__dirname, '..', '..', 'examples');
const BY_PROXY = path.join(__dirname, 'by-proxy.cjs');

export interface Outcome {
  readonly exitCode: number;
  readonly lines: readonly string[];
  readonly errors: string;
}

export type Environment = Readonly<Record<string, string>>;

/** A client as it is after everything that a user does once. */
export interface Program {
  run(environment?: Environment): Promise<Outcome>;
  /** Without what signs with SigV4A. */
  runWithoutSigner(): Promise<Outcome>;
}

/** Where a client finds the access point: by which proxy, under which certificate, with which credentials. */
export interface Place {
  readonly proxyPort: number;
  readonly certificate: string;
  readonly environment: Environment;
}

type Prepare = (folder: string, place: Place) => Promise<Program>;

/** Each of them works in a copy of its example, so that the checkout stays as it is. */
export const PREPARATIONS: Readonly<Record<string, Prepare>> = {
  'JavaScript': async (folder, place) => {
    const copy = await installed(folder);
    const run = (file: string) => (environment = {}) => execute('node', ['--require', BY_PROXY, path.join(copy, file)], copy, { ...inNode(place), ...environment });
    withoutImport(copy);
    return { run: run('client.js'), runWithoutSigner: () => run('unsigned.js')() };
  },
  'JavaScript, bundled': async (folder, place) => {
    const copy = await installed(folder);
    withoutImport(copy);
    // Far from any node_modules, as in a Lambda function.
    const outdir = path.join(folder, '..', 'bundled');
    const entryPoints = ['client.js', 'unsigned.js'].map((file) => path.join(copy, file));
    // A package of CommonJS inside asks for modules of Node's.
    const banner = { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' };
    buildSync({ entryPoints, outdir, bundle: true, minify: true, platform: 'node', format: 'esm', target: 'node20', outExtension: { '.js': '.mjs' }, banner });
    const run = (file: string) => (environment = {}) => execute('node', ['--require', BY_PROXY, path.join(outdir, file)], outdir, { ...inNode(place), ...environment });
    return { run: run('client.mjs'), runWithoutSigner: () => run('unsigned.mjs')() };
  },
  'Python': async (folder, place) => {
    const copy = copied('client-python', folder);
    const python = path.join(copy, 'venv', 'bin', 'python');
    await succeed('python3', ['-m', 'venv', 'venv'], copy);
    await succeed(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--requirement', 'requirements.txt'], copy);
    const { certificate } = place;
    const run = (environment = {}) => execute(python, ['client.py'], copy, {
      ...inProxy(place), AWS_CA_BUNDLE: certificate, SSL_CERT_FILE: certificate, ...environment,
    });
    writeFileSync(path.join(folder, 'awscrt.py'), 'raise ImportError("there is no awscrt")\n');
    return { run, runWithoutSigner: () => run({ PYTHONPATH: folder }) };
  },
  'Java': async (folder, place) => {
    const copy = copied('client-java', folder);
    await succeed('mvn', ['--quiet', '--batch-mode', 'compile'], copy);
    const trust = ['-keystore', 'trust.p12', '-storetype', 'PKCS12', '-storepass', 'changeit'];
    await succeed('keytool', ['-importcert', '-noprompt', '-alias', 'test', '-file', place.certificate, ...trust], copy);
    const properties = {
      'https.proxyHost': '127.0.0.1',
      'https.proxyPort': String(place.proxyPort),
      'javax.net.ssl.trustStore': path.join(copy, 'trust.p12'),
      'javax.net.ssl.trustStorePassword': 'changeit',
    };
    const options = Object.entries(properties).map(([name, value]) => `-D${name}=${value}`);
    const jars = readdirSync(path.join(copy, 'target', 'dependency')).map((jar) => path.join('target', 'dependency', jar));
    const run = (classPath: readonly string[], environment: Environment = {}) =>
      execute('java', [...options, '-cp', ['target/classes', ...classPath].join(path.delimiter), 'example.Client'], copy, { ...inProxy(place), ...environment });
    return { run: (environment) => run(jars, environment), runWithoutSigner: () => run(jars.filter((jar) => !jar.includes('crt'))) };
  },
};

function copied(example: string, folder: string): string {
  const copy = path.join(folder, example);
  cpSync(path.join(EXAMPLES, example), copy, { recursive: true, filter: (source) => !/node_modules|target$/.test(source) });
  return copy;
}

async function installed(folder: string): Promise<string> {
  const copy = copied('client-javascript', folder);
  await succeed('npm', ['ci', '--silent', '--no-audit', '--no-fund'], copy);
  return copy;
}

function withoutImport(folder: string): void {
  const program = readFileSync(path.join(folder, 'client.js'), 'utf8');
  writeFileSync(path.join(folder, 'unsigned.js'), program.replace('import \'@aws-sdk/signature-v4a\';\n', ''));
}

function inProxy({ proxyPort, environment }: Place): Environment {
  const proxy = `http://127.0.0.1:${proxyPort}`;
  return { ...environment, HTTPS_PROXY: proxy, https_proxy: proxy, no_proxy: '' };
}

function inNode(place: Place): Environment {
  return { ...inProxy(place), NODE_EXTRA_CA_CERTS: place.certificate };
}

async function succeed(command: string, args: readonly string[], cwd: string): Promise<void> {
  const { exitCode, lines, errors } = await execute(command, args, cwd, process.env as Environment);
  if (exitCode !== 0) throw new Error(`${command} ${args.join(' ')} ends with ${exitCode}:\n${lines.join('\n')}\n${errors}`);
}

/** With nothing of the surroundings but where programs are, so that no setting of whoever runs the tests decides anything. */
function execute(command: string, args: readonly string[], cwd: string, environment: Environment): Promise<Outcome> {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, JAVA_HOME: process.env.JAVA_HOME, ...environment };
  return new Promise((resolve) => {
    execFile(command, args, { cwd, env, timeout: 180_000 }, (error: ExecFileException | null, stdout, stderr) => {
      resolve({ exitCode: error === null ? 0 : Number(error.code ?? 1), lines: stdout.trim().split('\n'), errors: stderr });
    });
  });
}
