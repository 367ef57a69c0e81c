// @ts-check
/** Tabs with their panels, by mouse and by arrow keys. */

/**
 * @param {HTMLElement} list has role="tablist"; each tab names its panel in aria-controls
 * @param {() => void} onShow told when another panel is in view
 * @returns {(id: string) => void} shows the tab with this id
 */
export function tabs(list, onShow) {
  const all = /** @type {HTMLElement[]} */ ([...list.querySelectorAll('[role="tab"]')]);

  /** @param {HTMLElement} chosen */
  function show(chosen) {
    for (const tab of all) {
      tab.setAttribute("aria-selected", String(tab === chosen));
      tab.tabIndex = tab === chosen ? 0 : -1;
      const panel = document.getElementById(tab.getAttribute("aria-controls") ?? "");
      if (panel && !tab.hidden) panel.hidden = tab !== chosen;
      if (panel?.parentElement && tab === chosen) panel.parentElement.scrollTop = 0;
    }
    onShow();
  }

  list.addEventListener("click", (event) => {
    const tab = all.find((one) => event.target instanceof Node && one.contains(event.target));
    if (tab) show(tab);
  });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const shown = all.filter((tab) => !tab.hidden);
    const here = shown.findIndex((tab) => tab === document.activeElement);
    if (!step || here === -1) return;
    const next = shown[(here + step + shown.length) % shown.length];
    show(next);
    next.focus();
    event.preventDefault();
  });
  return (id) => {
    const tab = all.find((one) => one.id === id);
    if (tab) show(tab);
  };
}
