// Light or dark: as the trait says, else as JupyterLab says, else as the browser says.

/**
 * Keep `data-theme` of an element right.
 * @param {HTMLElement} root
 * @param {() => string} wanted `light`, `dark` or `auto`
 * @returns {(() => void) & {refresh: () => void}} ends it; `refresh` asks `wanted` again
 */
export function followTheme(root, wanted) {
	const system = globalThis.matchMedia?.("(prefers-color-scheme: dark)");
	const refresh = () => {
		const lab = document.body.dataset.jpThemeLight;
		const host = lab === undefined ? system?.matches : lab === "false";
		const theme = wanted();
		root.dataset.theme = theme === "light" || theme === "dark" ? theme : host ? "dark" : "light";
	};
	const observer = new MutationObserver(refresh);
	observer.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
	system?.addEventListener("change", refresh);
	refresh();
	const end = () => {
		observer.disconnect();
		system?.removeEventListener("change", refresh);
	};
	return Object.assign(end, { refresh });
}
