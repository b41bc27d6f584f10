const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

/** The text of a documentation without its mark-up. */
export function plainText(documentation = ''): string {
  return documentation
    // Elements that end a sentence without a full stop.
    .replace(/<\/(p|li|note|important)>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .replace(/&(amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity])
    .replace(/[^\S\n]+/g, ' ')
    .trim();
}

/** The sentences of a documentation, each once. */
export function sentencesOf(documentation?: string): string[] {
  const lines = plainText(documentation).split('\n').map((line) => line.trim()).filter((line) => line !== '');
  return [
    ...new Set(lines.flatMap((line) => line.split(/(?<=[.!?:])\s+(?=[A-Z"'(])/)).map((sentence) => sentence.trim())),
  ];
}
