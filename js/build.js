// Bundles each widget into one ES module and one style sheet, unminified and byte for byte repeatable.

import { copyFileSync, mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const target = fileURLToPath(new URL("../src/ghinhan/widgets/static/", import.meta.url));

mkdirSync(target, { recursive: true });
for (const widget of ["annotator"]) {
	await build({
		absWorkingDir: here,
		entryPoints: [`src/${widget}/index.js`],
		outfile: `${target}${widget}.js`,
		bundle: true,
		format: "esm",
		target: "es2022",
		charset: "utf8",
		legalComments: "none",
		logLevel: "warning",
	});
	copyFileSync(`${here}src/${widget}/${widget}.css`, `${target}${widget}.css`);
}
