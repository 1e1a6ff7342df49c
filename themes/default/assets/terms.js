/* Shows what a word of the glossary means, in place. Without this script a marked word is a link to the glossary.
 *
 * The words that explain are on the page already, in the list that is printed; they are moved into a popover, which the
 * browser opens and closes itself: by the button, by Esc, by a touch beside it. */
(function () {
  'use strict';

  if (!('popover' in HTMLElement.prototype)) return;

  /** Takes the words that `pattern` finds out of a text, if there are any. */
  function cut(node, pattern) {
    const [words = ''] = (node?.nodeType === Node.TEXT_NODE && pattern.exec(node.nodeValue)) || [];
    if (words) node.nodeValue = node.nodeValue.replace(pattern, '');
    return words;
  }

  for (const link of document.querySelectorAll('a.term[data-term]')) {
    const entry = document.getElementById(link.dataset.term);
    if (!entry) continue;
    const button = document.createElement('button');
    const meaning = document.createElement('span');
    const word = document.createElement('a');
    const [term, definition] = entry.children;
    word.href = link.href;
    word.textContent = term.textContent;
    meaning.id = link.dataset.term + '_meaning';
    meaning.className = 'meaning';
    meaning.popover = 'auto';
    meaning.append(word, ' ', definition.textContent);
    button.type = 'button';
    button.className = 'term';
    button.append(...link.childNodes);
    button.popoverTargetElement = meaning;
    button.setAttribute('aria-expanded', 'false');
    meaning.addEventListener('beforetoggle', event => button.setAttribute('aria-expanded', String(event.newState === 'open')));
    // A line may end on either side of a button, even between a word and its comma, unless both stand in one span.
    const whole = document.createElement('span');
    whole.className = 'whole';
    whole.append(cut(link.previousSibling, /\S+$/), button, meaning, cut(link.nextSibling, /^\S+/));
    link.replaceWith(whole);
  }
})();
