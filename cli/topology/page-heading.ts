import { html } from 'hono/html';
import { type HtmlFragment } from './render-map';

/** Renders the heading of a section with a link to itself. */
export function renderHeading(id: string, text: string): HtmlFragment {
  return html`<h2 id="${id}">${text} <a class="permalink" href="#${id}" aria-label="Link to ${text}">#</a></h2>`;
}
