/* global document, NodeFilter, axe, getComputedStyle */
/** Checks that tests run inside the page. */
globalThis.inPage = {
  /** Returns pairs of overlapping texts, and pairs of a text and a map dot that overlap. */
  overlappingTexts() {
    const boxes = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.textContent.trim();
      if (text === '' || node.parentElement.closest('title, style, defs') !== null) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        if (box.width > 0 && box.height > 0) boxes.push({ text, owner: node, box });
      }
    }
    for (const dot of document.querySelectorAll('.map .dot')) {
      const box = dot.getBoundingClientRect();
      if (box.width > 0) boxes.push({ text: 'a dot', owner: dot, box, dot: true });
    }
    // The boxes of adjacent lines may overlap by a pixel although their letters do not.
    const tolerance = 1.5;
    const isBefore = (a, b) => a.right <= b.left + tolerance || a.bottom <= b.top + tolerance;
    const overlap = (a, b) => !isBefore(a.box, b.box) && !isBefore(b.box, a.box);
    const areComparable = (a, b) => a.owner !== b.owner && !(a.dot && b.dot);
    return boxes.flatMap((one, index) => boxes.slice(index + 1)
      .filter((other) => areComparable(one, other) && overlap(one, other))
      .map((other) => `"${one.text}" and "${other.text}"`));
  },

  async accessibilityViolations(tags) {
    const { violations } = await axe.run(document, { runOnly: { type: 'tag', values: tags } });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  },

  /** Returns by how many pixels the page is wider than the viewport. */
  overflowWidth() {
    return document.documentElement.scrollWidth - document.documentElement.clientWidth;
  },

  focusedLabel() {
    return document.activeElement?.getAttribute('aria-label') ?? 'no label';
  },

  targetBadge() {
    return document.querySelector(':target .badge')?.textContent;
  },

  /** Counts the lines of the member that are hidden and the other lines that are visible. */
  countWrongLines(member) {
    const isHidden = (edge) => Number(getComputedStyle(edge).opacity) < 0.1;
    return [...document.querySelectorAll('.wide .edge')]
      .filter((edge) => edge.classList.contains(member) === isHidden(edge)).length;
  },
};
