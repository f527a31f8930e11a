// Code points outside, UTF-16 units inside: the one place where the two are converted.
//
// Every position that crosses the wire or stands in a record counts Unicode code points, as
// Python does. JavaScript strings count UTF-16 units. Nothing else in these sources counts.

/** A string that can be addressed by code points. */
export class Codepoints {
	/** @param {string} text */
	constructor(text) {
		this.text = text;
		/** Code-point numbers of the characters that take two units. @type {number[]} */
		this.wide = [];
		for (const match of text.matchAll(/[\u{10000}-\u{10ffff}]/gu))
			this.wide.push(match.index - this.wide.length);
		/** Length in code points. */
		this.length = text.length - this.wide.length;
	}

	/**
	 * Units in front of a code point.
	 * @param {number} point
	 * @returns {number}
	 */
	toUnits(point) {
		return point + countBelow(this.wide, point);
	}

	/**
	 * Code points in front of a unit.
	 * @param {number} unit
	 * @returns {number}
	 * @throws {RangeError} the unit is the second half of a character
	 */
	toPoints(unit) {
		let low = 0;
		let high = this.wide.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (this.wide[middle] + middle < unit) low = middle + 1;
			else high = middle;
		}
		if (low > 0 && this.wide[low - 1] + low - 1 === unit - 1)
			throw new RangeError(
				`unit ${unit} lies inside the character at code point ${this.wide[low - 1]}`,
			);
		return unit - low;
	}

	/**
	 * The text between two code points.
	 * @param {number} start
	 * @param {number} end exclusive
	 * @returns {string}
	 */
	slice(start, end) {
		return this.text.slice(this.toUnits(start), this.toUnits(end));
	}
}

/**
 * How many numbers of an ascending list are smaller than a bound.
 * @param {readonly number[]} ascending
 * @param {number} bound
 * @returns {number}
 */
export function countBelow(ascending, bound) {
	let low = 0;
	let high = ascending.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (ascending[middle] < bound) low = middle + 1;
		else high = middle;
	}
	return low;
}
