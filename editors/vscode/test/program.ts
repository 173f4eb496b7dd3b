// The real program, for tests: SAYSO names it, or esbuild.mjs has built it beside them.
import { mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export const repository = resolve(__dirname, "../../..");

export function program(): string {
  return process.env.SAYSO ? resolve(process.env.SAYSO) : join(__dirname, process.platform === "win32" ? "sayso.exe" : "sayso");
}

export function folder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), "sayso-editor-")));
}

// Emoji of two UTF-16 units and characters of three bytes stand before what is found.
export const harbour = `# Harbour

🛳️ 港町: an estimated 300 boats lay idle in the harbour. Clearly, the mediation has failed.

The council should close it. "We count the masts," said Ilse Marrow, who runs the ice house.
`;
