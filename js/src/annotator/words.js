// How long words are shown in little space. No DOM.

const SHOWN = 60;

/** The beginning of a text, cut between characters. @param {string} text */
export function shorten(text) {
	const points = [...text];
	return points.length > SHOWN ? `${points.slice(0, SHOWN).join("")}…` : text;
}
