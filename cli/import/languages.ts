import * as path from 'node:path';
import { peerDependencies, version } from '../../package.json';
import { type Statement } from './code-model';
import { printGo } from './printers/go';
import { JAVA_CLASS, printJava } from './printers/java';
import { printPython } from './printers/python';
import { printTypeScript } from './printers/typescript';

export const LANGUAGES = ['typescript', 'python', 'java', 'go'] as const;
export type Language = typeof LANGUAGES[number];

/** The contents of files, by their paths in the application folder. */
export type ApplicationFiles = Readonly<Record<string, string>>;

/** How a language prints, installs and runs an application. */
interface LanguageTools {
  readonly name: string;
  readonly print: (statements: readonly Statement[]) => string;
  /** The path of the printed code. */
  readonly main: string;
  /** The value of `app` in `cdk.json`. */
  readonly app: string;
  readonly manifests: (name: string) => ApplicationFiles;
  readonly ignored: readonly string[];
  /** The commands that install the packages, and the command that synthesizes. */
  readonly commands: readonly (readonly string[])[];
}

const CDK_LIB = peerDependencies['aws-cdk-lib'].replace('^', '');
const CONSTRUCTS = peerDependencies.constructs.replace('^', '');
const toJson = (value: object) => `${JSON.stringify(value, undefined, 2)}\n`;
const toLines = (...lines: string[]) => `${lines.join('\n')}\n`;

export const LANGUAGE_TOOLS: Readonly<Record<Language, LanguageTools>> = {
  typescript: {
    name: 'TypeScript',
    print: printTypeScript,
    main: 'app.ts',
    app: 'npx tsx app.ts',
    manifests: (name) => ({
      'package.json': toJson({
        name,
        version: '0.1.0',
        private: true,
        dependencies: { 'aws-cdk-lib': `^${CDK_LIB}`, 'cdk-s3-mrap': version, 'constructs': `^${CONSTRUCTS}` },
        devDependencies: { 'aws-cdk': '^2', 'tsx': '^4', 'typescript': '^5.9' },
      }),
      'tsconfig.json': toJson({
        compilerOptions: {
          target: 'ES2022',
          module: 'CommonJS',
          moduleResolution: 'Node10',
          strict: true,
          noEmit: true,
          skipLibCheck: true,
        },
        include: ['app.ts'],
      }),
    }),
    ignored: ['node_modules'],
    commands: [
      ['npm', 'install', '--no-audit', '--no-fund', '--loglevel=error'], ['npx', 'tsc'], ['npx', 'tsx', 'app.ts'],
    ],
  },
  python: {
    name: 'Python',
    print: printPython,
    main: 'app.py',
    app: '.venv/bin/python app.py',
    manifests: () => ({
      'requirements.txt': toLines(
        `aws-cdk-lib>=${CDK_LIB},<3`, `cdk-s3-mrap==${version}`, `constructs>=${CONSTRUCTS},<11`),
    }),
    ignored: ['.venv', '__pycache__'],
    commands: [
      ['python3', '-m', 'venv', '.venv'],
      [path.join('.venv', 'bin', 'pip'), 'install', '--quiet', '--requirement', 'requirements.txt'],
      [path.join('.venv', 'bin', 'python'), 'app.py'],
    ],
  },
  java: {
    name: 'Java',
    print: printJava,
    main: `src/main/java/${JAVA_CLASS}.java`,
    app: 'mvn --batch-mode --quiet compile exec:java',
    manifests: (name) => ({ 'pom.xml': renderPom(name) }),
    ignored: ['target'],
    commands: [['mvn', '--batch-mode', '--quiet', 'compile', 'exec:java']],
  },
  go: {
    name: 'Go',
    print: printGo,
    main: 'main.go',
    app: 'go run .',
    manifests: (name) => ({
      'go.mod': toLines(
        // Go reserves the module names "cmd" and "std".
        `module ${name}-app`,
        '',
        'go 1.23',
        '',
        'require (',
        `\tgithub.com/aws/aws-cdk-go/awscdk/v2 v${CDK_LIB}`,
        `\tgithub.com/cdk-s3-mrap/cdk-s3-mrap-go/cdks3mrap v${version}`,
        ')',
      ),
    }),
    ignored: [],
    commands: [['go', 'mod', 'tidy'], ['go', 'run', '.']],
  },
};

function renderPom(name: string): string {
  const dependency = (groupId: string, artifactId: string, wanted: string) => [
    '        <dependency>',
    `            <groupId>${groupId}</groupId>`,
    `            <artifactId>${artifactId}</artifactId>`,
    `            <version>${wanted}</version>`,
    '        </dependency>',
  ];
  return toLines(
    '<project xmlns="http://maven.apache.org/POM/4.0.0">',
    '    <modelVersion>4.0.0</modelVersion>',
    `    <groupId>${name}</groupId>`,
    `    <artifactId>${name}</artifactId>`,
    '    <version>0.1.0</version>',
    '    <properties>',
    '        <maven.compiler.release>17</maven.compiler.release>',
    '        <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>',
    '    </properties>',
    '    <dependencies>',
    ...dependency('io.github.cdk-s3-mrap', 'cdk-s3-mrap', version),
    ...dependency('software.amazon.awscdk', 'aws-cdk-lib', CDK_LIB),
    ...dependency('software.constructs', 'constructs', CONSTRUCTS),
    '    </dependencies>',
    '    <build>',
    '        <plugins>',
    '            <plugin>',
    '                <groupId>org.apache.maven.plugins</groupId>',
    '                <artifactId>maven-compiler-plugin</artifactId>',
    '                <version>3.13.0</version>',
    '            </plugin>',
    '            <plugin>',
    '                <groupId>org.codehaus.mojo</groupId>',
    '                <artifactId>exec-maven-plugin</artifactId>',
    '                <version>3.5.0</version>',
    `                <configuration><mainClass>${JAVA_CLASS}</mainClass></configuration>`,
    '            </plugin>',
    '        </plugins>',
    '    </build>',
    '</project>',
  );
}

/** Makes all files of an application, except the description of the migration. */
export function makeApplicationFiles(
  language: Language, name: string, statements: readonly Statement[],
): ApplicationFiles {
  const { print, main, app, manifests, ignored } = LANGUAGE_TOOLS[language];
  return {
    [main]: print(statements),
    ...manifests(name),
    'cdk.json': toJson({ app }),
    '.gitignore': toLines('cdk.out', ...ignored),
  };
}
