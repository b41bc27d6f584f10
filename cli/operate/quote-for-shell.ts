/** Quotes a path for a shell if necessary. */
export function quoteForShell(file: string): string {
  return /^[\w./:\\-]+$/.test(file) ? file : `'${file.replaceAll('\'', '\'\\\'\'')}'`;
}
