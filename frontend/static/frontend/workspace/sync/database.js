// @ts-check
/** The database in which this computer keeps what is not on the server yet. */

/**
 * @returns {Promise<IDBDatabase>}
 * @throws {DOMException} where the browser keeps nothing
 */
export function openDatabase() {
  return new Promise((resolve, reject) => {
    if (!globalThis.indexedDB) throw new DOMException("This browser has no database.", "NotSupportedError");
    const opening = indexedDB.open("parallax", 1);
    opening.onupgradeneeded = () => {
      const ops = opening.result.createObjectStore("ops", { keyPath: "seq", autoIncrement: true });
      for (const name of ["scope", "key", "after"]) ops.createIndex(name, name);
      opening.result.createObjectStore("answers", { keyPath: ["scope", "id"] });
      opening.result.createObjectStore("refused", { keyPath: ["scope", "key"] });
      opening.result.createObjectStore("steps", { keyPath: ["scope", "index"] });
      opening.result.createObjectStore("places", { keyPath: "scope" });
    };
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
    opening.onblocked = () => reject(new DOMException("blocked", "AbortError"));
  });
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
export function answered(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {string} user id @returns {IDBKeyRange} every scope of this person */
function scopesOf(user) {
  return IDBKeyRange.bound(`${user}/`, `${user}0`, false, true);
}

/**
 * Count what one person did on this computer, on any text, that is not on the server yet.
 *
 * @param {string} user id
 * @returns {Promise<number>} 0 where the browser keeps nothing
 */
export async function countUnsent(user) {
  try {
    const database = await openDatabase();
    const ops = database.transaction("ops").objectStore("ops").index("scope");
    const all = await answered(ops.getAll(scopesOf(user)));
    database.close();
    return all.filter(({ kind }) => kind !== "put_sitting").length;
  } catch (error) {
    if (error instanceof DOMException) return 0;
    throw error;
  }
}

/**
 * Forget what one person did on this computer, on any text: steps to undo, and what the server
 * answered. What it does not have yet, and what it refused, stays.
 *
 * @param {string} user id
 * @returns {Promise<void>}
 */
export async function forgetHistory(user) {
  try {
    const database = await openDatabase();
    const transaction = database.transaction(["steps", "answers", "places"], "readwrite");
    const within = IDBKeyRange.bound([`${user}/`], [`${user}0`], false, true);
    transaction.objectStore("steps").delete(within);
    transaction.objectStore("answers").delete(within);
    transaction.objectStore("places").delete(scopesOf(user));
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    database.close();
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
