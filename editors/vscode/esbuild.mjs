// Bundles the extension into dist/, so that it ships without node_modules, and the schemas beside it; --tests bundles the tests into
// out/, where the module "vscode", which only the editor has, is test/vscode.cjs, and the program beside them unless SAYSO
// names one.
import { build } from "esbuild";
import { execFileSync } from "node:child_process";
import { cp, readdir, rm } from "node:fs/promises";

const common = { bundle: true, platform: "node", format: "cjs", target: "node20", logLevel: "warning" };

if (process.argv.includes("--tests")) {
  await rm("out", { recursive: true, force: true });
  const program = process.platform === "win32" ? "sayso.exe" : "sayso";
  if (!process.env.SAYSO) execFileSync("go", ["build", "-o", `editors/vscode/out/${program}`, "."], { cwd: "../..", stdio: "inherit" });
  const tests = (await readdir("test")).filter((name) => name.endsWith(".test.ts"));
  await build({ ...common, entryPoints: tests.map((name) => `test/${name}`), outdir: "out", sourcemap: "inline", alias: { vscode: "./test/vscode.cjs" } });
} else {
  await build({ ...common, entryPoints: ["src/extension.ts"], outfile: "dist/extension.js", external: ["vscode"], minify: true });
  await cp("../../docs/schema", "schema", { recursive: true });
  await cp("../../LICENSE", "LICENSE");
}
