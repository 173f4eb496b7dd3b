// What package.json promises, beside what the program does.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { options } from "../src/settings";
import { folder, harbour, program, repository } from "./program";

const here = join(repository, "editors", "vscode");
const manifest = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
const { properties } = manifest.contributes.configuration;

test("every setting that the server reads is declared, with a type and a word of explanation", () => {
  for (const key of Object.keys(options(() => undefined))) assert.ok(properties[`sayso.${key}`], `sayso.${key} is missing`);
  for (const [key, setting] of Object.entries<any>(properties)) {
    assert.ok(setting.type && setting.markdownDescription, key);
    assert.notEqual(setting.default, undefined, key);
  }
});

test("the profiles that are offered are those of the program", () => {
  const dir = folder();
  for (const profile of properties["sayso.profile"].examples) {
    execFileSync(program(), ["rules", "--profile", profile], { cwd: dir, stdio: "ignore" });
    assert.match(properties["sayso.profile"].markdownDescription, new RegExp(`\`${profile}\``));
  }
});

test("a folder that is not trusted brings neither a program nor files along", () => {
  assert.deepEqual(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations, ["sayso.path", "sayso.config", "sayso.packs"]);
});

test("the problem matcher reads compact lines", () => {
  const dir = folder();
  writeFileSync(join(dir, "harbour.md"), harbour);
  const { stdout } = spawnSync(program(), ["check", "--format", "compact", "."], { cwd: dir, encoding: "utf8" });
  const { pattern } = manifest.contributes.problemMatchers[0];
  const lines = stdout.trimEnd().split("\n");
  assert.equal(lines.length, 3, stdout);
  const [file, line, column, severity, code, message] = ["file", "line", "column", "severity", "code", "message"].map(
    (part) => new RegExp(pattern.regexp).exec(lines[0]!)![pattern[part]],
  );
  assert.deepEqual([file, line, column, severity, code], ["harbour.md", "3", "8", "error", "unsourced-estimate"]);
  assert.match(message!, /^estimated by whom\?/);
  for (const each of lines) assert.match(each, new RegExp(pattern.regexp));
  assert.equal(new RegExp(pattern.regexp).exec("C:\\drafts\\a.md:3:8: info x/y: z: 1:2: info")![pattern.file], "C:\\drafts\\a.md");
});

test("the schemas that it names are the repository's", () => {
  for (const { url } of manifest.contributes.yamlValidation) {
    JSON.parse(readFileSync(join(repository, "docs", url), "utf8"));
  }
});

test("every version of the changelog's head is the package's", () => {
  assert.match(readFileSync(join(here, "CHANGELOG.md"), "utf8"), new RegExp(`^## ${manifest.version.replaceAll(".", "\\.")}$`, "m"));
});
