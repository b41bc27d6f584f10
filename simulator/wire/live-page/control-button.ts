import { html } from 'hono/html';

/** A part of the page. hono/html escapes all values. */
export type PageFragment = ReturnType<typeof html>;

export interface ControlButton {
  /** The name of the control, as in its URL. */
  readonly control: string;
  readonly input?: object;
  readonly label: string;
  /** The text for screen readers, if the label alone is ambiguous. */
  readonly description?: string;
  /** The message after the control has succeeded. */
  readonly done: string;
  /** Whether the button is the selected one of several states. Undefined: it is not one of several states. */
  readonly isPressed?: boolean;
  /** A question that the user must confirm first. */
  readonly confirm?: string;
}

/** Renders a button that sends a control. Its id stays the same, so that it keeps the focus. */
export function renderButton(button: ControlButton): PageFragment {
  const { control, input = {}, label, description, done, isPressed, confirm } = button;
  const json = JSON.stringify(input);
  return html`<button type="button" id="${`${control} ${json}`}" data-control="${control}" data-input="${json}" ${
    ''}data-done="${done}"${description !== undefined && html` aria-label="${description}"`}${
    isPressed !== undefined && html` aria-pressed="${String(isPressed)}"`}${
    confirm !== undefined && html` class="danger" data-confirm="${confirm}"`}>${label}</button>`;
}
