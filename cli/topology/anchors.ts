/** Converts a text to an anchor, which is an id on the page and the end of a link to it. */
export function toAnchor(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 80) || 'item';
}

/** Makes anchors of texts. Equal anchors get numbers, so that every anchor is unique. */
export function makeAnchors(texts: readonly string[]): string[] {
  const used = new Set<string>();
  return texts.map((text) => {
    const anchor = toAnchor(text);
    let unique = anchor;
    for (let number = 2; used.has(unique); number += 1) unique = `${anchor}-${number}`;
    used.add(unique);
    return unique;
  });
}
