import assert from "node:assert/strict";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { test } from "node:test";
import { find, type Surroundings } from "../src/binary";
import { folder } from "./program";

// put makes a file that can be run.
function put(...path: string[]): string {
  const file = join(...path);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, "#!/bin/sh\n");
  chmodSync(file, 0o755);
  return file;
}

function bare(): Surroundings & { root: string } {
  const root = folder();
  return { root, setting: "", folders: [join(root, "drafts")], trusted: true, env: { PATH: join(root, "empty") }, home: join(root, "home"), platform: "linux" };
}

test("the setting wins over PATH", () => {
  const s = bare();
  put(s.root, "usr", "sayso");
  s.env.PATH = join(s.root, "usr");
  s.setting = put(s.root, "own", "sayso-next");
  assert.deepEqual(find(s), { path: s.setting });
});

test("a setting that leads nowhere is said, and nothing else is tried", () => {
  const s = bare();
  s.env.PATH = join(put(s.root, "usr", "sayso"), "..");
  s.setting = join(s.root, "gone");
  assert.deepEqual(find(s), { missing: `sayso.path is ${s.setting}, and no program is there.` });
});

test("a setting may begin at home or in the workspace; else it is relative to the first folder", () => {
  const s = bare();
  const home = put(s.home, "bin", "sayso");
  const ours = put(s.folders[0]!, "tools", "sayso");
  assert.deepEqual(find({ ...s, setting: "~/bin/sayso" }), { path: home });
  assert.deepEqual(find({ ...s, setting: "${workspaceFolder}/tools/sayso" }), { path: ours });
  assert.deepEqual(find({ ...s, setting: " tools/sayso " }), { path: ours });
});

test("PATH in its order, then Go's folders, then the workspace", () => {
  const s = bare();
  const ours = put(s.folders[0]!, "bin", "sayso");
  assert.deepEqual(find(s), { path: ours });
  const go = put(s.home, "go", "bin", "sayso");
  assert.deepEqual(find(s), { path: go });
  const gobin = put(s.root, "gobin", "sayso");
  s.env.GOBIN = join(s.root, "gobin");
  assert.deepEqual(find(s), { path: gobin });
  const first = put(s.root, "first", "sayso");
  put(s.root, "second", "sayso");
  s.env.PATH = [join(s.root, "first"), join(s.root, "second")].join(delimiter);
  assert.deepEqual(find(s), { path: first });
});

test("no program of a workspace that is not trusted, nor of a relative PATH", () => {
  const s = bare();
  put(s.folders[0]!, "bin", "sayso");
  put("out", "relative", "sayso");
  const found = find({ ...s, trusted: false, env: { PATH: join("out", "relative") } });
  assert.ok("missing" in found);
  assert.match(found.missing, /no sayso on PATH/);
});

test("a folder or a file that cannot be run is no program", () => {
  const s = bare();
  mkdirSync(join(s.root, "usr", "sayso"), { recursive: true });
  chmodSync(put(s.root, "bin", "sayso"), 0o644);
  s.env.PATH = [join(s.root, "usr"), join(s.root, "bin")].join(delimiter);
  assert.ok("missing" in find(s));
});

test("Windows has another name, and spells PATH otherwise", () => {
  const s = bare();
  const exe = put(s.root, "tools", "sayso.exe");
  assert.deepEqual(find({ ...s, platform: "win32", env: { Path: join(s.root, "tools") } }), { path: exe });
});
