/* global document, NodeFilter, axe, getComputedStyle */
/** What tests ask of a page, in the language of pages. */
globalThis.inPage = {
  /** Pairs of texts whose boxes overlap, and dots that a text covers. */
  overlappingTexts() {
    const boxes = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.textContent.trim();
      if (text === '' || node.parentElement.closest('title, style, defs') !== null) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) if (box.width > 0 && box.height > 0) boxes.push({ text, owner: node, box });
    }
    for (const dot of document.querySelectorAll('.map .dot')) {
      const box = dot.getBoundingClientRect();
      if (box.width > 0) boxes.push({ text: 'a dot', owner: dot, box, dot: true });
    }
    // Line boxes of neighbouring lines may share a pixel without any letter touching another.
    const slack = 1.5;
    const apart = (a, b) => a.right <= b.left + slack || a.bottom <= b.top + slack;
    return boxes.flatMap((one, index) => boxes.slice(index + 1)
      .filter((other) => one.owner !== other.owner && !(one.dot && other.dot) && !apart(one.box, other.box) && !apart(other.box, one.box))
      .map((other) => `"${one.text}" and "${other.text}"`));
  },

  async accessibilityViolations(tags) {
    const { violations } = await axe.run(document, { runOnly: { type: 'tag', values: tags } });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  },

  /** How much wider the page is than what shows it. */
  hiddenWidth() {
    return document.documentElement.scrollWidth - document.documentElement.clientWidth;
  },

  focused() {
    return document.activeElement?.getAttribute('aria-label') ?? 'no member';
  },

  target() {
    return document.querySelector(':target .badge')?.textContent;
  },

  /** Lines that are faint although they are the member's own, or clear although they are not. */
  wronglyDrawn(member) {
    return [...document.querySelectorAll('.wide .edge')]
      .filter((edge) => edge.classList.contains(member) === (Number(getComputedStyle(edge).opacity) < 0.1)).length;
  },
};
