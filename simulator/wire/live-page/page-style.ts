/** The style of the live page. Each text has a contrast of at least 4.5 : 1 against its background in both themes. */
export const LIVE_PAGE_STYLE = `
:root { color-scheme: light dark; --paper: #f7f8fa; --card: #ffffff; --ink: #16202b; --soft: #51606f; --line: #d5dbe2;
  --control: #7f8c99; --track: #e3e9ef; --good: #0b6e4f; --on-good: #ffffff; --bad: #b3261e; --on-bad: #ffffff;
  --warn: #8a5300; --on-warn: #ffffff; --accent: #1d5fa8; --on-accent: #ffffff; --hover: #eef3f8; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #10161d; --card: #18212b; --ink: #e8edf2; --soft: #a6b3c0; --line: #2f3b48; --control: #74808d;
    --track: #26313d; --good: #5fd0a5; --on-good: #0b1a14; --bad: #ff8a80; --on-bad: #2a0906; --warn: #f0b45f;
    --on-warn: #231503; --accent: #8dbdf2; --on-accent: #0a1827; --hover: #212c38; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
main, .top { max-width: 1184px; margin: 0 auto; padding: 0 32px; }
.top { padding-top: 32px; }
main { padding-bottom: 48px; }
h1 { margin: 4px 0 12px; font-size: 30px; line-height: 1.2; overflow-wrap: anywhere; }
h2 { margin: 36px 0 12px; font-size: 19px; }
h3 { margin: 0; font-size: 17px; }
.eyebrow { margin: 0; color: var(--soft); font-size: 13px; letter-spacing: .04em; }
.summary { margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 8px; list-style: none;
  font-variant-numeric: tabular-nums; }
.summary li { padding: 3px 12px; border: 1px solid var(--line); border-radius: 99px; background: var(--card); }
.summary .bad { color: var(--bad); border-color: currentColor; }
.status { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: 4px 20px; margin-top: 16px;
  padding: 10px 0; background: var(--paper); border-bottom: 1px solid var(--line); }
.status p { margin: 0; font-size: 14px; overflow-wrap: anywhere; }
#connection { color: var(--soft); }
#connection::before { content: ""; display: inline-block; width: 9px; height: 9px; margin-right: 8px;
  border-radius: 99px; border: 2px solid currentColor; }
#connection.connected::before { background: var(--good); border-color: var(--good); }
#connection.disconnected, #notice.error { color: var(--bad); }
code { font: 13px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.regions { display: grid; grid-template-columns: repeat(auto-fill, minmax(318px, 1fr)); gap: 16px; margin: 0;
  padding: 0; list-style: none; }
.region { display: flex; flex-direction: column; gap: 14px; padding: 18px 20px; border: 1px solid var(--line);
  border-radius: 14px; background: var(--card); }
.region.lost, .region.hanging { border-color: var(--bad); }
.region.slow { border-color: var(--warn); }
.title { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 10px; }
.title .pill:first-of-type { margin-left: auto; }
.pill { padding: 2px 11px; border: 1.5px solid var(--control); border-radius: 99px; font-size: 13px; font-weight: 600;
  white-space: nowrap; }
.pill.good { background: var(--good); border-color: var(--good); color: var(--on-good); }
.pill.bad { background: var(--bad); border-color: var(--bad); color: var(--on-bad); }
.pill.warn { background: var(--warn); border-color: var(--warn); color: var(--on-warn); }
.pill.chosen { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.pill.quiet { border-style: dashed; color: var(--soft); }
.buckets { display: grid; gap: 10px; margin: 0; }
.buckets dt { color: var(--soft); }
.buckets dd { margin: 0; font-variant-numeric: tabular-nums; }
.buckets strong { font-size: 26px; line-height: 1.2; }
.buckets small { color: var(--soft); font-size: 14px; }
.actions { margin-top: auto; display: grid; gap: 10px; }
.switch { display: grid; grid-template-columns: repeat(4, 1fr); }
.switch button { border-radius: 0; padding: 7px 4px; }
.switch button + button { margin-left: -1px; }
.switch button:first-child { border-radius: 8px 0 0 8px; }
.switch button:last-child { border-radius: 0 8px 8px 0; }
.row { display: flex; flex-wrap: wrap; gap: 10px; }
button { padding: 7px 14px; border: 1px solid var(--control); border-radius: 8px; background: var(--card);
  color: var(--ink); font: 600 14px/1.4 system-ui, -apple-system, "Segoe UI", sans-serif; cursor: pointer; }
button:hover { background: var(--hover); }
button:focus-visible { position: relative; outline: 3px solid var(--accent);
  outline-offset: 2px; z-index: 1; }
button[aria-pressed="true"] { background: var(--ink); border-color: var(--ink); color: var(--card); }
button.danger { border-color: var(--bad); color: var(--bad); }
.table { border: 1px solid var(--line); border-radius: 14px; background: var(--card); overflow: hidden; }
table { width: 100%; border-collapse: collapse; font-size: 14px; }
caption { padding: 12px 18px; text-align: left; font-weight: 600; }
caption code { margin-left: 8px; color: var(--soft); font-weight: 400; }
.table + .table, .row + .table { margin-top: 16px; }
th, td { padding: 10px 18px; text-align: left; vertical-align: middle; }
tbody tr, caption + thead tr { border-top: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; }
tbody th { color: var(--ink); white-space: nowrap; }
.time { font-variant-numeric: tabular-nums; white-space: nowrap; }
.edges { margin: 0; padding: 0; list-style: none; border: 1px solid var(--line); border-radius: 14px;
  background: var(--card); }
.edges li { display: grid; grid-template-columns: 250px 110px 1fr 96px; align-items: center; gap: 8px 20px;
  padding: 14px 20px; }
.edges li + li { border-top: 1px solid var(--line); }
.edges h3 { font-size: 15px; }
.edges .pill { justify-self: start; }
.queue p { display: flex; flex-wrap: wrap; gap: 0 4px; margin: 0 0 5px; color: var(--soft); font-size: 13px;
  font-variant-numeric: tabular-nums; }
.queue p span:last-child { margin-left: auto; }
.queue svg { display: block; width: 100%; height: 10px; }
.queue .track { fill: var(--track); }
.queue .bar { fill: var(--accent); }
.queue .bar.blocked { fill: var(--warn); }
.bad-text { color: var(--bad); font-weight: 600; }
.note { margin: 10px 0 0; color: var(--soft); font-size: 13px; }
.panel { display: flex; flex-wrap: wrap; gap: 14px 28px; align-items: center; padding: 16px 20px;
  border: 1px solid var(--line); border-radius: 14px; background: var(--card); }
.panel p { margin: 0; font-variant-numeric: tabular-nums; }
.panel .row:last-child { margin-left: auto; }
@media (max-width: 720px) {
  main, .top { padding: 0 16px; }
  .top { padding-top: 20px; }
  h1 { font-size: 24px; }
  h2 { margin-top: 28px; }
  .regions { grid-template-columns: 1fr; }
  .region { padding: 14px; }
  .panel .row:last-child { margin-left: 0; }
  .edges li { grid-template-columns: 1fr auto; padding: 14px; }
  .edges :is(h3, .queue) { grid-column: 1 / -1; }
  .edges .pill { grid-row: 3; }
  th, td { padding: 9px 12px; }
  .routes :is(th, td):nth-child(2) { display: none; }
  caption code { display: block; margin: 2px 0 0; }
  tbody th { white-space: normal; overflow-wrap: anywhere; }
}
`;
