import { completeJava } from './complete-java';
import { completePython } from './complete-python';
import { type Fixture, listUsedVariables } from './fixture';
import { listTypesInPython, parsePythonSource } from './python-source';

interface Translation {
  readonly source: string;
  readonly version: string;
}

interface Snippet {
  /** The translations by language. `$` is the original in TypeScript. */
  readonly translations: Readonly<Record<'$' | 'python' | 'java' | 'go', Translation>>;
  /** The types and members of the example: `aws-cdk-lib.Duration#days`. */
  readonly fqnsReferenced: readonly string[];
}

/** The file with the translated examples that jsii-rosetta writes. jsii-pacmak copies its texts into the packages. */
export interface Tablet {
  readonly snippets: Readonly<Record<string, Snippet>>;
}

function completeSnippet(snippet: Snippet, fixture: Fixture): Snippet {
  const { $: original, python, java } = snippet.translations;
  const variables = listUsedVariables(original.source, fixture);
  const pythonSource = parsePythonSource(python.source);
  // jsii-rosetta does not list the types of structs in lists.
  const referenced = snippet.fqnsReferenced.map((fqn) => fqn.split('#')[0]);
  const types = [...referenced, ...listTypesInPython(pythonSource, fixture)];
  return {
    ...snippet,
    translations: {
      ...snippet.translations,
      python: { ...python, source: completePython(pythonSource, variables, fixture) },
      java: { ...java, source: completeJava(java.source, variables, fixture, types) },
    },
  };
}

/** Adds the imports and the declared variables to the examples in Python and Java. */
export function completeTablet(tablet: Tablet, fixture: Fixture): Tablet {
  const snippets = Object.entries(tablet.snippets).map(([key, snippet]) => [key, completeSnippet(snippet, fixture)]);
  return { ...tablet, snippets: Object.fromEntries(snippets) as Tablet['snippets'] };
}

/** Lists the examples in TypeScript. */
export function listOriginals({ snippets }: Tablet): string[] {
  return Object.values(snippets).map(({ translations }) => translations.$.source);
}

/** Replaces the translations to Go. Their order is the order of the examples. */
export function replaceGo(tablet: Tablet, sources: readonly string[]): Tablet {
  const snippets = Object.entries(tablet.snippets).map(([key, { translations, ...others }], index) => {
    const go = { ...translations.go, source: sources[index] };
    return [key, { ...others, translations: { ...translations, go } }];
  });
  return { ...tablet, snippets: Object.fromEntries(snippets) as Tablet['snippets'] };
}
