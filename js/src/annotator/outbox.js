// Edits that the disk has not confirmed, kept where a crash of kernel or tab cannot take them.

/** @typedef {import("./types.js").Operation} Operation */
/** @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">} Shelf */

const PREFIX = "ghinhan:outbox:";

/** The unconfirmed operations of one view, and of views that are gone. */
export class Outbox {
	/**
	 * @param {Shelf | null} shelf localStorage, or null where the browser has none
	 * @param {string} owner project and annotator: whose edits these are
	 * @param {string} session the view that writes
	 */
	constructor(shelf, owner, session) {
		this.shelf = shelf;
		this.owner = owner;
		this.session = session;
	}

	/** @param {string} session */
	key(session) {
		return `${PREFIX}${this.owner}:${session}`;
	}

	/**
	 * Keep these operations and no others.
	 * @param {readonly Operation[]} operations
	 * @param {string} [session] whose they are
	 */
	keep(operations, session = this.session) {
		if (!this.shelf) return;
		try {
			if (operations.length === 0) this.shelf.removeItem(this.key(session));
			else this.shelf.setItem(this.key(session), JSON.stringify(operations));
		} catch {
			// A full or forbidden shelf must not stop the edit itself: the kernel still gets it.
		}
	}

	/**
	 * What earlier views of the same annotator left behind, oldest first.
	 * @returns {Operation[]}
	 */
	leftBehind() {
		/** @type {Operation[]} */
		const found = [];
		const prefix = this.key("");
		for (let index = 0; this.shelf && index < this.shelf.length; index += 1) {
			const key = this.shelf.key(index);
			if (!key?.startsWith(prefix) || key === this.key(this.session)) continue;
			found.push(...readOperations(this.shelf.getItem(key)));
		}
		return found.sort(
			(a, b) => (a.session < b.session ? -1 : 1) * +(a.session !== b.session) || a.seq - b.seq,
		);
	}

	/**
	 * One operation of a view that is gone has been settled.
	 * @param {string} session
	 * @param {number} seq
	 */
	forget(session, seq) {
		if (!this.shelf) return;
		const rest = readOperations(this.shelf.getItem(this.key(session))).filter((o) => o.seq !== seq);
		this.keep(rest, session);
	}
}

/** @param {string | null} kept @returns {Operation[]} */
function readOperations(kept) {
	try {
		const operations = JSON.parse(kept ?? "[]");
		return Array.isArray(operations) ? operations.filter((o) => o?.session && o?.seq) : [];
	} catch {
		return [];
	}
}
