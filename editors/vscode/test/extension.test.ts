// The extension itself, with the client library of Visual Studio Code and the real server; the editor around it is test/vscode.cjs.
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, test } from "node:test";
import * as vscode from "vscode";
import { activate, deactivate } from "../src/extension";
import { folder, harbour, program } from "./program";

const { stage } = vscode as unknown as { stage: any };
const subscriptions: vscode.Disposable[] = [];

afterEach(async () => {
  await deactivate();
  subscriptions.splice(0).forEach((s) => s.dispose());
  Object.assign(stage, { settings: {}, executed: [], errors: [], opened: [], shown: [], documents: [], choose: undefined });
});

async function until(what: string, done: () => unknown): Promise<void> {
  for (const end = Date.now() + 20_000; !done(); await new Promise((resolve) => setTimeout(resolve, 5))) {
    if (Date.now() > end) assert.fail(`waited in vain for ${what}: ${JSON.stringify({ ...stage, documents: undefined })}`);
  }
}

// open puts a text in front.
function open(text: string): string {
  const path = join(folder(), "harbour.md");
  writeFileSync(path, text);
  stage.documents = [{ uri: vscode.Uri.file(path), languageId: "markdown", version: 1, isClosed: false, getText: () => text, lineCount: text.split("\n").length }];
  return path;
}

test("starts the server, shows the figures, explains a rule, opens the page, and ends", { timeout: 60_000 }, async () => {
  stage.settings["sayso.path"] = program();
  open(harbour);
  await activate({ subscriptions } as unknown as vscode.ExtensionContext);
  assert.deepEqual(stage.errors, []);
  assert.deepEqual(stage.executed.filter((e: unknown[]) => e[0] === "setContext").at(-1), ["setContext", "sayso.running", true]);

  await until("the status bar", () => stage.status.visible);
  assert.match(stage.status.text, /^\$\(quote\) \d+% sourced$/);
  assert.match(stage.status.tooltip, /claims sourced/);
  assert.equal(stage.status.command, "sayso.report");

  stage.choose = "vague-attribution"; // asked for, since the palette hands no rule over
  await vscode.commands.executeCommand("sayso.explain");
  await until("the page of the rule", () => stage.shown.length > 0);
  assert.match(readFileSync(stage.shown[0].fsPath, "utf8"), /vague-attribution/);

  await vscode.commands.executeCommand("sayso.report");
  await until("the annotated page", () => stage.opened.length > 0);
  assert.ok(existsSync(vscode.Uri.parse(stage.opened[0]).fsPath), stage.opened[0]);

  await vscode.commands.executeCommand("sayso.restart"); // would fail where the old client's commands were still there
  assert.ok(stage.commands.has("sayso.explain"));
  await deactivate();
  assert.ok(!stage.commands.has("sayso.explain"));
  assert.equal(stage.status.visible, false);
});

test("says what to do where there is no program", { timeout: 60_000 }, async () => {
  stage.settings["sayso.path"] = join(folder(), "gone");
  stage.choose = "How to Install";
  await activate({ subscriptions } as unknown as vscode.ExtensionContext);
  await until("the way out", () => stage.opened.length > 0);
  assert.match(stage.errors[0], /^sayso was not found\. sayso\.path is .*gone, and no program is there\.$/);
  assert.match(stage.opened[0], /^https:\/\/github.com\/sayso-lint\/sayso/);
  assert.ok(stage.commands.has("sayso.restart"), "once it is installed, restart finds it");
});
