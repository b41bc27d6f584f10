/**
 * The script of the live page. It reads the token from the fragment of the address, which browsers do not send, shows
 * the view that the simulator renders, and sends the controls of the buttons.
 */
export const LIVE_PAGE_SCRIPT = `'use strict';
(() => {
  const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? '';
  const notice = document.getElementById('notice');
  const connection = document.getElementById('connection');
  let isBusy = false;

  async function send(path, input) {
    const response = await fetch('/_simulator/' + path, {
      method: input === undefined ? 'GET' : 'POST',
      headers: { 'x-simulator-token': token },
      body: input,
    });
    if (!response.ok) throw new Error((await response.json()).message);
    return response;
  }

  function announce(text, isError) {
    notice.textContent = text;
    notice.className = isError ? 'error' : '';
  }

  function showView(html) {
    const template = document.createElement('template');
    template.innerHTML = html;
    const focused = document.activeElement?.id;
    for (const part of template.content.children) {
      const current = document.getElementById(part.id);
      if (!current.isEqualNode(part)) current.replaceWith(part.cloneNode(true));
    }
    if (focused && document.activeElement?.id !== focused) {
      document.getElementById(focused)?.focus({ preventScroll: true });
    }
  }

  async function refresh() {
    try {
      showView(await (await send('view')).text());
      connection.textContent = 'Connected';
      connection.className = 'connected';
    } catch (error) {
      connection.textContent = 'Not connected: ' + error.message;
      connection.className = 'disconnected';
    }
  }

  async function run(button) {
    isBusy = true;
    try {
      await send(button.dataset.control, button.dataset.input);
      announce(button.dataset.done, false);
    } catch (error) {
      announce(error.message, true);
    }
    await refresh();
    isBusy = false;
  }

  document.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-control]');
    if (button === null || isBusy) return;
    if (button.dataset.confirm === undefined || confirm(button.dataset.confirm)) void run(button);
  });

  async function poll() {
    if (!document.hidden && !isBusy) await refresh();
    setTimeout(poll, 1000);
  }
  addEventListener('hashchange', () => location.reload());
  if (token === '') {
    announce('The token is missing. Open the address that the command "simulate" printed.', true);
  } else {
    void poll();
  }
})();
`;
