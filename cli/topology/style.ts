/** The colours of both themes. Each text has a contrast of at least 4.5 : 1 against its background. */
const COLOURS = `
:root { color-scheme: light dark; --paper: #f7f8fa; --card: #ffffff; --ink: #16202b; --soft: #51606f; --line: #d5dbe2;
  --sea: #e9eff5; --land: #cfd8e1; --edge: #5b7fa6; --active: #0b6e4f; --on-active: #ffffff; --passive: #51606f;
  --one-way: #9a4b00; --added: #0b6e4f; --removed: #b3261e; --warn: #8a5300; --accent: #1d5fa8; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #10161d; --card: #18212b; --ink: #e8edf2; --soft: #a6b3c0; --line: #2f3b48; --sea: #131c26;
    --land: #2a3644; --edge: #7ea6d1; --active: #5fd0a5; --on-active: #0b1a14; --passive: #a6b3c0; --one-way: #f0a860;
    --added: #5fd0a5; --removed: #ff8a80; --warn: #f0b45f; --accent: #8dbdf2; }
}
`;

/** The style of a map. */
export const MAP_CSS = `
.map { display: block; width: 100%; height: auto; background: var(--sea); }
.map text { font: 600 12px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; fill: var(--ink); }
.land { fill: var(--land); }
.edge { fill: none; stroke: var(--edge); stroke-width: 1.8; opacity: .85; }
.crowded .edge { stroke-width: .8; opacity: .4; }
.one-way { stroke: var(--one-way); opacity: .95; }
.arrow { fill: var(--one-way); }
.edge.added { stroke: var(--added); stroke-width: 2.6; opacity: 1; }
.edge.removed { stroke: var(--removed); stroke-width: 2; stroke-dasharray: 5 5; opacity: 1; }
.leader { stroke: var(--soft); stroke-width: 1; fill: none; }
.dot { fill: var(--card); stroke: var(--passive); stroke-width: 2.5; }
.active .dot { fill: var(--active); stroke: var(--card); stroke-width: 1.5; }
.unknown .dot { stroke-dasharray: 3 2; }
.none .dot { fill: var(--soft); stroke: var(--card); }
.label { fill: var(--card); stroke: var(--passive); stroke-width: 1; }
.passive .label { stroke-dasharray: 4 3; }
.unknown .label { stroke-dasharray: 1 3; }
.active .label { fill: var(--active); stroke: var(--active); }
.map .active text { fill: var(--on-active); }
.member.added .label { stroke: var(--added); stroke-width: 3; }
.member.removed .label { stroke: var(--removed); stroke-width: 3; }
.map .member.removed .region { text-decoration: line-through; }
.mark { stroke: var(--card); stroke-width: 1; stroke-linejoin: round; }
.mark.error { fill: var(--removed); }
.mark.warning { fill: var(--warn); }
.sign { fill: none; stroke: var(--card); stroke-width: 1.6; }
.map a:focus-visible { outline: none; }
.map a:is(:hover, :focus-visible) .label { stroke: var(--accent); stroke-width: 3; stroke-dasharray: none; }
`;

const PAGE = `
* { box-sizing: border-box; }
html { scroll-behavior: smooth; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
main, header, footer { max-width: 1184px; margin: 0 auto; padding: 0 32px; }
header { padding-top: 32px; }
footer { padding-bottom: 40px; color: var(--soft); font-size: 13px; }
h1 { margin: 4px 0 8px; font-size: 30px; line-height: 1.2; overflow-wrap: anywhere; }
h2 { margin: 36px 0 12px; font-size: 19px; }
h3 { margin: 0; font-size: 15px; }
.eyebrow { margin: 0; color: var(--soft); font-size: 13px; letter-spacing: .04em; }
.provenance { margin: 0 0 12px; color: var(--soft); font-size: 13px; overflow-wrap: anywhere; }
.provenance code { font-size: 12px; }
.permalink { color: var(--soft); font-weight: 400; text-decoration: none; }
.permalink:is(:hover, :focus-visible) { color: var(--accent); text-decoration: underline; }
h2[id], .list > li { scroll-margin-top: 20px; }
.losses a { display: inline-block; min-height: 24px; line-height: 24px; white-space: nowrap;
  scroll-margin-top: calc(100vh - 190px); }
.losses tr:has(a:target) > *, .list > li:target { background: color-mix(in srgb, var(--accent) 12%, var(--card)); }
.losses th:first-child { width: 24%; }
.card .common { display: none; }
.all-members { overflow-wrap: anywhere; }
.if-lost { margin: 8px 0 0; }
.summary { margin: 0 0 20px; padding: 0; display: flex; flex-wrap: wrap; gap: 8px; list-style: none; }
.summary li { padding: 3px 12px; border: 1px solid var(--line); border-radius: 99px; background: var(--card); }
.summary .bad { color: var(--removed); border-color: currentColor; }
.summary .bad a { color: inherit; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(240px, 1fr)); gap: 14px; margin: 0 0 14px; }
.chart svg { display: block; width: 100%; height: 56px; }
.chart figcaption { padding: 6px 12px; }
.trend { fill: none; stroke: var(--accent); stroke-width: 2; vector-effect: non-scaling-stroke; }
section > .table + .table, section > p + .table { margin-top: 10px; }
strong.bad, span.bad, td.bad { color: var(--removed); }
a { color: var(--accent); overflow-wrap: anywhere; }
code { font: 13px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
figure { margin: 0; border: 1px solid var(--line); border-radius: 14px; overflow: hidden; background: var(--card); }
figcaption { display: flex; flex-wrap: wrap; gap: 6px 22px; padding: 10px 18px; color: var(--soft); font-size: 13px; }
figcaption span { display: inline-flex; align-items: center; gap: 7px; }
figcaption svg { flex: none; }
.narrow { display: none; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(330px, 100%), 1fr)); gap: 14px;
  margin: 0; padding: 0; list-style: none; }
.card { padding: 14px 16px; border: 1px solid var(--line); border-radius: 12px; background: var(--card);
  scroll-margin: 20px; }
.card:target { border-color: var(--accent); box-shadow: 0 0 0 2px var(--accent); }
.card.added { border: 2px solid var(--added); }
.card.removed { border: 2px dashed var(--removed); }
.card header { display: flex; align-items: center; gap: 10px; margin: 0 0 8px; padding: 0; }
.badge { flex: none; min-width: 26px; padding: 1px 6px; border-radius: 99px; border: 1.5px solid var(--passive);
  text-align: center; font-weight: 600; font-size: 13px; }
.active > header .badge { background: var(--active); border-color: var(--active); color: var(--on-active); }
.passive > header .badge { border-style: dashed; }
.state { margin-left: auto; color: var(--soft); font-size: 13px; text-align: right; }
.card p { margin: 0 0 6px; color: var(--soft); font-size: 13px; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 3px 12px; margin: 0; font-size: 13px; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; text-wrap: balance; }
.table { border: 1px solid var(--line); border-radius: 12px; background: var(--card); }
table { width: 100%; border-collapse: collapse; font-size: 14px; }
caption { padding: 10px 16px; text-align: left; color: var(--soft); font-size: 13px; }
th, td { padding: 7px 16px; text-align: left; vertical-align: top; border-top: 1px solid var(--line);
  overflow-wrap: anywhere; }
th { color: var(--soft); font-weight: 600; }
.facts th { width: 200px; }
.facts tr:first-child > * { border-top: 0; }
section > p { font-size: 14px; }
.table + p { margin: 8px 0 0; color: var(--soft); font-size: 13px; }
.sums { max-width: 720px; }
.total .amount { font-weight: 600; }
th.amount { width: 130px; }
td.amount, th.amount { text-align: right; font-variant-numeric: tabular-nums; }
.list { margin: 0; padding: 0; list-style: none; display: grid; gap: 10px; }
.list > li { padding: 12px 16px; border: 1px solid var(--line); border-left-width: 5px; border-radius: 10px;
  background: var(--card); overflow-wrap: anywhere; }
.list .error { border-left-color: var(--removed); }
.list .warning { border-left-color: var(--warn); }
.list p { margin: 4px 0 0; color: var(--soft); font-size: 14px; }
.change-added { color: var(--added); }
.change-removed { color: var(--removed); }
.waves { margin: 0; padding: 0; list-style: none; display: grid; gap: 10px; }
.waves > li { display: grid; grid-template-columns: 92px 1fr; gap: 12px; align-items: baseline; }
.waves strong { color: var(--soft); font-size: 13px; font-weight: 600; }
.chips { display: flex; flex-wrap: wrap; gap: 8px; margin: 0; padding: 0; list-style: none; }
.chips li { padding: 4px 12px; border: 1px solid var(--line); border-radius: 8px; background: var(--card);
  overflow-wrap: anywhere; }
.chips small { color: var(--soft); font-size: 13px; white-space: nowrap; }
.region-code { white-space: nowrap; }
.chips .added { border-color: var(--added); }
.chips .removed { border-color: var(--removed); text-decoration: line-through; }
@media (max-width: 720px) {
  main, header, footer { padding: 0 16px; }
  header { padding-top: 20px; }
  h1 { font-size: 24px; }
  .wide { display: none; }
  .narrow { display: block; }
  th, td { padding: 7px 9px; }
  .facts th { width: 100px; }
  th.amount { width: auto; }
  .losses, .losses caption, .losses tbody, .losses tr, .losses th, .losses td { display: block; }
  .losses thead { display: none; }
  .losses th, .losses td { border-top: 0; padding: 2px 12px; }
  .losses tr { padding: 8px 0; border-top: 1px solid var(--line); }
  .losses th:first-child { width: auto; }
  .losses a { scroll-margin-top: 360px; }
  table { font-size: 13px; }
  .waves > li { grid-template-columns: 1fr; gap: 4px; }
}
@page { size: A4 portrait; margin: 8mm; }
@media print {
  :root { color-scheme: light; }
  * { print-color-adjust: exact; }
  body { background: none; font-size: 7.5pt; line-height: 1.3; }
  main, header, footer { max-width: none; padding: 0; }
  h1 { font-size: 14pt; margin: 0; }
  h2 { margin: 5pt 0 2pt; font-size: 8.5pt; }
  .eyebrow { font-size: 7pt; }
  .summary { margin: 2pt 0 0; gap: 4pt; }
  .summary li, .chips li { padding: 0 5pt; }
  .map.wide { display: block; height: 36mm; }
  .narrow { display: none; }
  figcaption { padding: 1pt 8pt; font-size: 6pt; }
  .cards { grid-template-columns: repeat(6, 1fr); gap: 3pt; }
  .card { padding: 2pt 5pt; border-radius: 4pt; break-inside: avoid; }
  .card header { margin: 0; gap: 4pt; }
  .card p, .state, .permalink { display: none; }
  .card dl, .chips small, table, caption, .list p { font-size: 6pt; }
  h3 { font-size: 7pt; }
  code { font-size: 6pt; }
  dl { display: block; line-height: 1.2; }
  dt, dd { display: inline; }
  dt::after { content: " "; }
  dd:not(:last-child)::after { content: "; "; }
  .badge { min-width: 0; padding: 0 4pt; font-size: 6pt; }
  th, td, caption { padding: 0 6pt; line-height: 1.15; }
  p, section > p, .table + p { margin: 1pt 0; font-size: 6pt; }
  .if-lost, .absent { display: none; }
  .provenance, .provenance code { margin: 0; font-size: 6pt; }
  .card .stack, .legend, .third .table + p, .costs .table + p { display: none; }
  .third { display: inline-block; width: 32.5%; vertical-align: top; }
  .losses th:first-child { width: 26%; }
  .eyebrow, .no-findings, .group > h2:first-child:not(.named) { display: none; }
  .losses a { display: inline; line-height: 1.15; }
  .facts th { width: 50pt; }
  .chart svg { height: 8mm; }
  .list { gap: 3pt; }
  .list > li { padding: 2pt 6pt; }
  .waves, .chips { gap: 2pt; }
  .waves > li { grid-template-columns: 40pt 1fr; gap: 4pt; }
  .waves strong, .chips { font-size: 6pt; }
  footer p { font-size: 6pt; }
  footer { padding: 0; }
}
`;

export const STANDALONE_MAP_CSS = `${COLOURS}${MAP_CSS}`;
export const TOPOLOGY_PAGE_CSS = `${COLOURS}${MAP_CSS}${PAGE}`;

/** Renders the style that fades all other lines while a member has the pointer or the keyboard focus. */
export function renderMapFocusCss(members: number): string {
  return Array.from({ length: members }, (_, index) =>
    `.map:has(a.m${index + 1}:is(:hover, :focus-visible)) .edge:not(.m${index + 1}) { opacity: .08; }`).join('\n');
}

/** Renders the style that marks a lost Region on the map, while the link to the effect of its loss is open. */
export function renderLostRegionCss(anchor: string, number: number): string {
  const group = `.group:has(#${anchor}:target) .map`;
  return `${group} .edge.m${number} { opacity: .08; }
${group} .m${number} .label { fill: var(--card); stroke: var(--removed); stroke-width: 2; stroke-dasharray: 3 3; }
${group} .m${number} text { fill: var(--removed); text-decoration: line-through; }
${group} .m${number} .dot { fill: var(--card); stroke: var(--removed); }`;
}
