import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import { LIVE_PAGE_SCRIPT } from './page-script';
import { LIVE_PAGE_STYLE } from './page-style';

function hash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/**
 * The policy of the live page. The script and the style have hashes, and the page connects only to its own origin. No
 * other page can contain it in a frame, where a click on a hidden button would be a control.
 */
export const LIVE_PAGE_POLICY = {
  defaultSrc: ["'none'"],
  scriptSrc: [hash(LIVE_PAGE_SCRIPT)],
  styleSrc: [hash(LIVE_PAGE_STYLE)],
  connectSrc: ["'self'"],
  imgSrc: ['data:'],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
};

/** Returns the address of the live page of a simulator. Browsers do not send its fragment, which contains the token. */
export function makeLivePageUrl(simulatorUrl: string, token: string): string {
  return new URL(`/_simulator/#token=${token}`, simulatorUrl).href;
}

/** Renders the live page without any state. Its script fetches the state with the token of its address. */
export async function renderLivePage(): Promise<string> {
  return String(await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>S3 in several Regions – simulator</title>
<link rel="icon" href="data:,">
<style>${raw(LIVE_PAGE_STYLE)}</style>
</head>
<body>
<header class="top">
<p class="eyebrow">Simulator of S3 Multi-Region Access Points</p>
<h1>S3 in several Regions</h1>
<ul class="summary" id="summary"></ul>
</header>
<main>
<div class="status"><p id="connection">Not connected</p><p id="notice" role="status"></p></div>
<noscript><p>This page needs JavaScript.</p></noscript>
<section id="regions"></section>
<section id="edges"></section>
<section id="routes"></section>
<section id="clock"></section>
<section id="requests"></section>
</main>
<script>${raw(LIVE_PAGE_SCRIPT)}</script>
</body>
</html>
`);
}
