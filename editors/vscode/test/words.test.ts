// What is made of settings and of the lens.
import assert from "node:assert/strict";
import { test } from "node:test";
import { figures } from "../src/figures";
import { options } from "../src/settings";

test("settings as the server reads them", () => {
  const settings: Record<string, unknown> = { profile: " intel ", packs: ["phia", ""], minConfidence: "high", path: "/bin/sayso" };
  assert.deepEqual(options((key) => settings[key]), { profile: "intel", config: "", packs: ["phia"], minConfidence: "high", lang: "" });
});

test("a setting of the wrong type is as good as none", () => {
  const settings: Record<string, unknown> = { profile: 7, packs: "phia", lang: null };
  assert.deepEqual(options((key) => settings[key]), { profile: "", config: "", packs: [], minConfidence: "", lang: "" });
});

test("the lens in short", () => {
  const title = "sayso: 31% of claims sourced (5 of 16), 7 findings";
  assert.deepEqual(figures(title), { text: "$(quote) 31% sourced", tooltip: title });
  assert.equal(figures("sayso: no checkable claims, 1 finding").text, "$(quote) no claims");
  assert.equal(figures("sayso: something new").text, "$(quote) something new");
});
