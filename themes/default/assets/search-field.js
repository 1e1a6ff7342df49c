/* The search field of a page. Without this script the form leads to the A–Z.
 *
 * What searches is search-ui.js, and what that loads: it is asked for when somebody enters the field, on the search page,
 * and where a result of the search led to. A page that is only read loads none of it. */
(function () {
  'use strict';

  const form = document.querySelector('form[data-search]');
  const input = form && form.querySelector('input[type=search]');
  if (!input) return;
  const room = document.querySelector('[data-search-results]');

  let loading;
  /** Loads what searches, unless it is there or on its way. What failed is tried again the next time. */
  function load() {
    if (loading) return;
    loading = element('script', { src: form.getAttribute('data-search-ui') });
    loading.onerror = () => {
      loading.remove();
      loading = undefined;
      if (room) room.querySelector('[data-search-status]').textContent = room.getAttribute('data-string-error');
    };
    document.head.append(loading);
  }

  function element(name, attributes) {
    const made = document.createElement(name);
    for (const key of Object.keys(attributes)) made.setAttribute(key, attributes[key]);
    return made;
  }

  /** What is remembered, where a browser does not refuse that, as some do for pages on a disk. */
  function remembered(kind, key) {
    try { return window[kind].getItem(key); } catch (refused) { return null; }
  }

  // The field is a combobox from the beginning: a screen reader says what a field is when it is entered, not afterwards.
  const list = element('ul', { role: 'listbox', id: 'search-suggestions', class: 'suggestions', 'aria-label': form.getAttribute('data-string-suggestions') });
  list.hidden = true;
  input.after(list);
  form.append(element('p', { role: 'status', class: 'hidden' }));
  const attributes = { role: 'combobox', 'aria-expanded': 'false', 'aria-controls': list.id, 'aria-autocomplete': 'list', autocapitalize: 'off', spellcheck: 'false' };
  for (const name of Object.keys(attributes)) input.setAttribute(name, attributes[name]);

  input.addEventListener('focus', load);

  form.addEventListener('submit', event => {
    const text = input.value.trim();
    if (!text) return;
    event.preventDefault();
    location.href = form.getAttribute('data-search-page') + '#q=' + encodeURIComponent(text);
  });

  document.addEventListener('keydown', event => {
    const busy = event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]');
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || busy) return;
    if (form.hasAttribute('data-no-shortcut') || remembered('localStorage', 'bedside-no-shortcut')) return;
    event.preventDefault();
    input.focus();
    input.select();
  });

  if (room || remembered('sessionStorage', 'bedside-landing') || document.activeElement === input) load();
})();
