// Finding a place in what is sorted, by halving.

/**
 * How many items come before a place: those at the beginning for which `isBefore` holds.
 * @template T
 * @param {readonly T[]} sorted those for which it holds stand before all others
 * @param {(item: T) => boolean} isBefore
 * @returns {number} the index of the first item that is not before; the length where all are
 */
export function countBefore(sorted, isBefore) {
	let low = 0;
	let high = sorted.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (isBefore(sorted[middle])) low = middle + 1;
		else high = middle;
	}
	return low;
}
