// @ts-check
/** The one door to /api/v1. Every module of every page asks through here. */

import { refusalInWords } from "./refusals.js";
import { t } from "./words.js";

const ROOT = new URL("/api/v1/", location.origin);
/** Milliseconds after which a request is given up: its connection may be gone without a word. */
const PATIENCE = 30_000;

/** What went wrong with a request. `status` is 0 when no answer came at all. */
export class ApiError extends Error {
  /**
   * @param {number} status HTTP status; 0 = the server could not be reached
   * @param {Record<string, any>} body the error as the server sent it
   */
  constructor(status, body) {
    super(refusalInWords(body, status));
    this.name = "ApiError";
    this.status = status;
    /** @type {string} stable, for programs */
    this.code = String(body.code ?? "error");
    /** @type {Record<string, string[]>} */
    this.fields = body.fields ?? {};
    this.body = body;
  }

  /** Whether the page's user is signed in no more; signing in again, in any tab, mends it. */
  get isSignedOut() {
    return this.status === 401;
  }
}

const UNREACHABLE = {
  code: "unreachable",
  message: t("The server could not be reached. Check the connection and try again."),
};

const LATE = { code: "unreachable", message: t("The server did not answer in time.") };

const SIGNED_OUT = t("You are signed out. Sign in again in another tab.");

/**
 * @param {string} name of a meta element
 * @returns {string} empty where the page has none
 */
function meta(name) {
  return document.querySelector(`meta[name="${name}"]`)?.getAttribute("content") ?? "";
}

/** @returns {string} as the cookie has it now: signing in, in any tab, changes it */
function csrfToken() {
  const start = `${meta("csrf-cookie")}=`;
  const pair = document.cookie.split("; ").find((one) => one.startsWith(start));
  return pair?.slice(start.length) ?? "";
}

/**
 * Return the error of a refused request. Where what was asked for is not to be had, it may be
 * that somebody else signed in meanwhile; that is told as being signed out.
 *
 * @param {number} status
 * @param {Record<string, any>} body
 * @returns {Promise<ApiError>}
 */
async function refusal(status, body) {
  if (status === 401) return new ApiError(401, { ...body, message: SIGNED_OUT });
  if (status !== 403 && status !== 404) return new ApiError(status, body);
  const me = await request("GET", "me/");
  if (me.id === meta("user")) return new ApiError(status, body);
  const message = t("{name} is signed in now. Sign in again as yourself in another tab.", { name: me.name });
  return new ApiError(401, { code: "other_user", message });
}

/**
 * @param {number} status
 * @param {string} text
 * @returns {any}
 * @throws {ApiError} "unreadable": something between here and the server answered instead of it
 */
function readAnswer(status, text) {
  if (text === "" && status < 400) return null;
  const answer = parse(text);
  if (answer !== undefined && (status < 400 || typeof answer?.code === "string")) return answer;
  const message =
    status === 0 || status >= 500
      ? t("The server failed ({status}). Nothing was changed; try again.", { status })
      : t("The server sent an answer that this page cannot read ({status}).", { status });
  throw new ApiError(status, { code: "unreadable", message });
}

/**
 * @param {string} text
 * @returns {any} undefined where it is no JSON
 */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * @param {unknown} body
 * @param {{keepalive?: boolean}} options
 * @returns {AbortSignal[]} none where it takes as long as it takes: files are sent,
 *   or nobody is there any more to hear the answer
 */
function patience(body, { keepalive }) {
  return keepalive || body instanceof FormData ? [] : [AbortSignal.timeout(PATIENCE)];
}

/**
 * Send a request and return the JSON of its answer (null for an empty one).
 *
 * @param {string} method
 * @param {string} path below /api/v1/, or the full `next` of a list
 * @param {unknown} [body] an object to send as JSON, or FormData
 * @param {{keepalive?: boolean, signal?: AbortSignal}} [options]
 * @returns {Promise<any>}
 * @throws {ApiError}
 * @throws {DOMException} the caller's signal ended it
 */
export async function request(method, path, body, { signal: given, ...options } = {}) {
  /** @type {Record<string, string>} */
  const headers = { Accept: "application/json" };
  if (method !== "GET") headers["X-CSRFToken"] = csrfToken();
  const isForm = body instanceof FormData;
  if (body !== undefined && !isForm) headers["Content-Type"] = "application/json";
  const sent = body === undefined || isForm ? body : JSON.stringify(body);
  const signal = AbortSignal.any([...patience(body, options), ...(given ? [given] : [])]);
  let response, text;
  try {
    response = await fetch(new URL(path, ROOT), {
      method,
      headers,
      body: /** @type {BodyInit | undefined} */ (sent),
      credentials: "same-origin",
      signal,
      ...options,
    });
    text = await response.text();
  } catch {
    given?.throwIfAborted();
    throw new ApiError(0, signal.aborted ? LATE : UNREACHABLE);
  }
  const answer = readAnswer(response.status, text);
  if (!response.ok) throw await refusal(response.status, answer);
  return answer;
}

/**
 * Post a form with files and tell how much of it has been sent.
 *
 * @param {string} path below /api/v1/
 * @param {FormData} form
 * @param {(sent: number, total: number) => void} onProgress bytes
 * @returns {Promise<any>}
 * @throws {ApiError}
 */
export function upload(path, form, onProgress) {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    call.open("POST", new URL(path, ROOT));
    call.setRequestHeader("Accept", "application/json");
    call.setRequestHeader("X-CSRFToken", csrfToken());
    call.upload.addEventListener("progress", (event) => onProgress(event.loaded, event.total));
    call.addEventListener("error", () => reject(new ApiError(0, UNREACHABLE)));
    call.addEventListener("load", async () => {
      try {
        const answer = readAnswer(call.status, call.responseText);
        if (call.status >= 400) throw await refusal(call.status, answer);
        resolve(answer);
      } catch (error) {
        reject(error);
      }
    });
    call.send(form);
  });
}
