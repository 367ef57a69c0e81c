// @ts-check
/** Asks before signing out while something waits to be sent: it stays here until one is back. All else goes. */

import { n } from "./words.js";
import { countUnsent, forgetHistory } from "./workspace/sync/database.js";

const form = document.querySelector("form.site-user");
const user = document.querySelector('meta[name="user"]')?.getAttribute("content") ?? "";

/** @param {number} unsent @returns {boolean} */
function isMeant(unsent) {
  if (unsent === 0) return true;
  const words = n(
    "{count} change is not sent yet. It stays on this computer until you sign in here again and open its text. Sign out?",
    "{count} changes are not sent yet. They stay on this computer until you sign in here again and open their text. Sign out?",
    unsent,
  );
  return confirm(words);
}

if (form instanceof HTMLFormElement) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!isMeant(await countUnsent(user))) return;
    await forgetHistory(user);
    form.submit();
  });
}
