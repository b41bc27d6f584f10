/** Describes a look-up without a result as a part that could not be read. */
export function describeMissingLookup(key: string): { readonly what: string; readonly why: string } {
  return {
    what: `look-up ${key}`,
    why: 'the manifest lists it as missing, and the templates contain a dummy value; run "cdk synth" with credentials',
  };
}

/** Renders look-ups without a result as messages. */
export function renderMissingLookups(keys: readonly string[]): string[] {
  return keys.map(describeMissingLookup).map(({ what, why }) => `not read: ${what}: ${why}`);
}
