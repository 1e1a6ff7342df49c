/* Asks the browser to keep pages for the times without a connection. Without this, from a disk, and where a browser knows
 * no service workers, the site is the same but for that. The preview keeps nothing: what it shows changes by the minute.
 *
 * What was opened is kept as it comes. What may be needed later, some 200 KB once, waits until the page has long been there
 * and the browser is idle; it is not asked for where readers save data or the connection is slow. */
(function () {
  'use strict';

  const search = document.querySelector('form[data-search]');
  const isPreview = document.querySelector('script[data-bedside-page]');
  if (!('serviceWorker' in navigator) || !/^https?:$/.test(location.protocol) || !search || isPreview) return;
  const PAUSE = 5000;
  const whenIdle = window.requestIdleCallback ?? setTimeout;
  addEventListener('load', () => setTimeout(whenIdle, PAUSE, register));

  /** Registers the worker, and asks it to save what may be needed later. */
  async function register() {
    const worker = new URL(`${search.dataset.root}service-worker.js`, location.href);
    try {
      await navigator.serviceWorker.register(worker, { updateViaCache: 'none' });
      const { active } = await navigator.serviceWorker.ready;
      active.postMessage(isDear() ? 'save this page' : 'save all');
    } catch {
      // Without a worker the site is the same, but for the times without a connection.
    }
  }

  /** Whether a reader saves data, or the connection is slow. */
  function isDear() {
    const { saveData, effectiveType = '' } = navigator.connection ?? {};
    return saveData === true || /2g/.test(effectiveType);
  }
})();
