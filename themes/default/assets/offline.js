/* Asks the browser to keep pages for the times without a connection. Without this, from a disk, and where a browser knows
 * no service workers, the site is the same but for that. The preview keeps nothing: what it shows changes by the minute. */
(function () {
  'use strict';

  const search = document.querySelector('form[data-search]');
  const isPreview = document.querySelector('script[data-bedside-page]');
  if (!('serviceWorker' in navigator) || !/^https?:$/.test(location.protocol) || !search || isPreview) return;
  addEventListener('load', () => {
    const worker = new URL(`${search.dataset.root}service-worker.js`, location.href);
    navigator.serviceWorker.register(worker, { updateViaCache: 'none' }).catch(() => {});
  });
})();
