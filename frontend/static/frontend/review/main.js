// @ts-check
/** The review of one document: opens it. */

import { find } from "../workspace/view/element.js";
import { ReviewPage, tellProblem } from "./page.js";
import { ReviewApi } from "./sync/api.js";

async function start() {
  const { document = "", user = "", userName = "", canRule } = find("#main", HTMLElement).dataset;
  const api = new ReviewApi(document);
  const opened = await api.open();
  const me = { id: user, username: "", name: userName };
  new ReviewPage(api, opened, { me, mayRule: canRule === "true" });
}

start().catch(tellProblem);
