// Bundles each widget into one ES module and one style sheet, byte for byte repeatable: the module once
// readable, for people, and once minified, for the line.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import ts from "typescript";

const here = fileURLToPath(new URL(".", import.meta.url));
const target = fileURLToPath(new URL("../src/ghinhan/widgets/static/", import.meta.url));

/** In this order: what a later one says of the same thing counts. */
const SHEETS = ["annotator", "narrow", "forced_colours"];

/** Comments explain the sources; in the bundle they would travel with every widget. */
const withoutComments = {
	name: "without-comments",
	/** @param {import("esbuild").PluginBuild} esbuild */
	setup(esbuild) {
		esbuild.onLoad({ filter: /\.js$/ }, ({ path }) => {
			const compilerOptions = { removeComments: true, target: ts.ScriptTarget.ES2022 };
			const source = readFileSync(path, "utf8");
			return { contents: ts.transpileModule(source, { compilerOptions }).outputText };
		});
	},
};

mkdirSync(target, { recursive: true });
for (const widget of ["annotator"]) {
	for (const [minify, ending] of /** @type {[boolean, string][]} */ ([
		[false, "js"],
		[true, "min.js"],
	]))
		await build({
			absWorkingDir: here,
			entryPoints: [`src/${widget}/index.js`],
			outfile: `${target}${widget}.${ending}`,
			bundle: true,
			minify,
			format: "esm",
			target: "es2022",
			charset: "utf8",
			legalComments: "none",
			logLevel: "warning",
			plugins: [withoutComments],
		});
	const sheets = SHEETS.map((name) => readFileSync(`${here}src/${widget}/${name}.css`, "utf8"));
	writeFileSync(`${target}${widget}.css`, sheets.join("\n"));
}
