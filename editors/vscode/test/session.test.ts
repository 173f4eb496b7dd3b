// A whole session of the real server, driven by the client libraries of VS Code over stdio.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { TextDocument } from "vscode-languageserver-textdocument";
import * as lsp from "vscode-languageserver-protocol/node";
import { URI } from "vscode-uri";
import { folder, harbour, program } from "./program";

const sayso = program();

type Published = { promise: Promise<lsp.PublishDiagnosticsParams>; next: (p: lsp.PublishDiagnosticsParams) => void };

class Session {
  readonly dir = folder();
  readonly uri = URI.file(join(this.dir, "harbour.md")).toString();
  readonly server = spawn(sayso, ["lsp"], { cwd: this.dir, stdio: ["pipe", "pipe", "inherit"] });
  readonly rpc = lsp.createProtocolConnection(new lsp.StreamMessageReader(this.server.stdout), new lsp.StreamMessageWriter(this.server.stdin));
  readonly exit = once(this.server, "exit");
  readonly messages: string[] = [];
  settings: object | null = null;
  shown = "";
  private waiting: Published[] = [];
  private early: lsp.PublishDiagnosticsParams[] = [];

  constructor() {
    this.rpc.onNotification(lsp.PublishDiagnosticsNotification.type, (p) => {
      const first = this.waiting.shift();
      if (first) first.next(p);
      else this.early.push(p);
    });
    this.rpc.onNotification(lsp.ShowMessageNotification.type, (p) => void this.messages.push(p.message));
    this.rpc.onRequest(lsp.ConfigurationRequest.type, (p) => p.items.map(() => this.settings as never));
    this.rpc.onRequest(lsp.RegistrationRequest.type, () => undefined);
    this.rpc.onRequest(lsp.ShowDocumentRequest.type, (p) => {
      this.shown = p.uri;
      return { success: true };
    });
    this.rpc.listen();
  }

  async start(more: lsp.ClientCapabilities = {}, initializationOptions?: object): Promise<lsp.InitializeResult> {
    const result = await this.rpc.sendRequest(lsp.InitializeRequest.type, {
      processId: process.pid,
      rootUri: URI.file(this.dir).toString(),
      workspaceFolders: [{ uri: URI.file(this.dir).toString(), name: "drafts" }],
      capabilities: {
        workspace: { configuration: true, workspaceEdit: { documentChanges: true } },
        textDocument: { publishDiagnostics: { relatedInformation: true, versionSupport: true }, hover: { contentFormat: ["markdown"] }, documentSymbol: { hierarchicalDocumentSymbolSupport: true } },
        window: { showDocument: { support: true } },
        ...more,
      },
      initializationOptions,
    });
    await this.rpc.sendNotification(lsp.InitializedNotification.type, {});
    return result;
  }

  async open(text = harbour, languageId = "markdown"): Promise<lsp.PublishDiagnosticsParams> {
    await this.rpc.sendNotification(lsp.DidOpenTextDocumentNotification.type, { textDocument: { uri: this.uri, languageId, version: 1, text } });
    return this.published();
  }

  // published is what the server says next; each message is waited for once, so none is taken for another.
  published(): Promise<lsp.PublishDiagnosticsParams> {
    const early = this.early.shift();
    if (early) return Promise.resolve(early);
    let next: Published["next"] = () => undefined;
    const promise = new Promise<lsp.PublishDiagnosticsParams>((resolve) => (next = resolve));
    this.waiting.push({ promise, next });
    return promise;
  }

  async end(): Promise<void> {
    await this.rpc.sendRequest(lsp.ShutdownRequest.type);
    await this.rpc.sendNotification(lsp.ExitNotification.type);
    const [code] = await this.exit;
    assert.equal(code, 0, "exit after shutdown is no failure");
    this.rpc.dispose();
  }
}

const started: Session[] = [];
function session(): Session {
  const s = new Session();
  started.push(s);
  return s;
}
after(() => started.forEach((s) => s.server.kill()));

const places = (all: lsp.Diagnostic[]) => all.map((d) => `${d.code} ${d.range.start.line}:${d.range.start.character}-${d.range.end.character}`);

test("a session from initialize to exit, in UTF-16", { timeout: 60_000 }, async () => {
  const s = session();
  const { capabilities, serverInfo } = await s.start();
  assert.equal(serverInfo?.name, "sayso");
  assert.equal(capabilities.positionEncoding, "utf-16");

  const first = await s.open();
  assert.equal(first.version, 1);
  assert.deepEqual(places(first.diagnostics), ["unsourced-estimate 2:8-24", "certainty-booster 2:56-63", "prescriptive-modal 4:12-24"]);
  // The library counts as the editor does, so it has to find the words that were meant.
  const text = TextDocument.create(s.uri, "markdown", 1, harbour);
  assert.deepEqual(first.diagnostics.map((d) => text.getText(d.range)), ["an estimated 300", "Clearly", "should close"]);
  assert.equal(first.diagnostics[0]?.severity, lsp.DiagnosticSeverity.Error);
  assert.equal(first.diagnostics[0]?.source, "sayso");

  const hover = await s.rpc.sendRequest(lsp.HoverRequest.type, { textDocument: { uri: s.uri }, position: { line: 2, character: 12 } });
  assert.match((hover?.contents as lsp.MarkupContent).value, /\*\*unsourced-estimate\*\*/);
  assert.deepEqual(hover?.range, first.diagnostics[0]?.range);
  const nothing = await s.rpc.sendRequest(lsp.HoverRequest.type, { textDocument: { uri: s.uri }, position: { line: 0, character: 3 } });
  assert.equal(nothing, null);

  const clearly = first.diagnostics[1]!;
  const actions = (await s.rpc.sendRequest(lsp.CodeActionRequest.type, {
    textDocument: { uri: s.uri },
    range: clearly.range,
    context: { diagnostics: [clearly] },
  })) as lsp.CodeAction[];
  const apply = (title: string) => {
    const action = actions.find((a) => a.title === title);
    assert.ok(action, `no action ${title} among ${actions.map((a) => a.title).join("; ")}`);
    const edits = (action.edit!.documentChanges as lsp.TextDocumentEdit[]).flatMap((c) => c.edits as lsp.TextEdit[]);
    return TextDocument.applyEdits(text, edits);
  };
  const mended = apply('delete "Clearly"');
  assert.equal(mended, harbour.replace("Clearly, the", "The"));
  assert.equal(apply("allow certainty-booster here, with a reason"), harbour.replace("🛳️", "<!-- sayso allow certainty-booster: REASON -->\n🛳️"));
  assert.equal(apply("allow certainty-booster in this file, with a reason"), "<!-- sayso allow-file certainty-booster: REASON -->\n\n" + harbour);
  const estimated = (await s.rpc.sendRequest(lsp.CodeActionRequest.type, {
    textDocument: { uri: s.uri },
    range: first.diagnostics[0]!.range,
    context: { diagnostics: [] },
  })) as lsp.CodeAction[];
  const insert = estimated.find((a) => a.title === "insert attribution")?.edit?.documentChanges as lsp.TextDocumentEdit[];
  assert.equal(TextDocument.applyEdits(text, insert[0]!.edits as lsp.TextEdit[]), harbour.replace("in the harbour.", "in the harbour, according to SOURCE."));

  // The same edit, made by the editor: what was found moves, and the column is right behind the emoji.
  await s.rpc.sendNotification(lsp.DidChangeTextDocumentNotification.type, {
    textDocument: { uri: s.uri, version: 2 },
    contentChanges: [
      { range: { start: { line: 2, character: 56 }, end: { line: 2, character: 66 } }, text: "T" },
      { range: { start: { line: 2, character: 0 }, end: { line: 2, character: 0 } }, text: "🐟" },
    ],
  });
  const second = await s.published();
  assert.equal(second.version, 2);
  assert.deepEqual(places(second.diagnostics), ["unsourced-estimate 2:10-26", "prescriptive-modal 4:12-24"]);

  const symbols = (await s.rpc.sendRequest(lsp.DocumentSymbolRequest.type, { textDocument: { uri: s.uri } })) as lsp.DocumentSymbol[];
  assert.deepEqual(symbols.map((x) => x.name), ["Harbour"]);
  assert.deepEqual(symbols[0]?.children?.map((x) => x.name), ["Ilse Marrow"]);

  const lenses = await s.rpc.sendRequest(lsp.CodeLensRequest.type, { textDocument: { uri: s.uri } });
  assert.match(lenses?.[0]?.command?.title ?? "", /% of claims sourced \(\d+ of \d+\), 2 findings$/);

  const tokens = await s.rpc.sendRequest(lsp.SemanticTokensRequest.type, { textDocument: { uri: s.uri } });
  const { legend } = capabilities.semanticTokensProvider!;
  assert.deepEqual(tokens?.data.slice(0, 2), [4, 29], "the quotation on the fifth line");
  assert.equal(legend.tokenTypes[tokens!.data[3]!], "string");
  assert.ok(tokens!.data[4]! & (1 << legend.tokenModifiers.indexOf("quoted")), "it is quoted");

  const page = await s.rpc.sendRequest(lsp.ExecuteCommandRequest.type, { command: "sayso.explain", arguments: ["vague-attribution"] });
  assert.match(page, /vague-attribution/);
  assert.equal(readFileSync(fileURLToPath(s.shown), "utf8"), page);
  await assert.rejects(s.rpc.sendRequest(lsp.ExecuteCommandRequest.type, { command: "sayso.explain", arguments: ["no-such-rule"] }), /unknown rule "no-such-rule"/);
  await s.rpc.sendRequest(lsp.ExecuteCommandRequest.type, { command: "sayso.report", arguments: [s.uri] });
  const report = fileURLToPath(s.shown);
  assert.ok(existsSync(report));
  assert.match(readFileSync(report, "utf8"), /<html/);

  await s.rpc.sendNotification(lsp.DidCloseTextDocumentNotification.type, { textDocument: { uri: s.uri } });
  assert.deepEqual((await s.published()).diagnostics, []);
  assert.deepEqual(s.messages, []);
  await s.end();
});

test("columns in bytes, where the editor offers UTF-8", { timeout: 60_000 }, async () => {
  const s = session();
  const { capabilities } = await s.start({ general: { positionEncodings: ["utf-8", "utf-16"] } });
  assert.equal(capabilities.positionEncoding, "utf-8");
  const { diagnostics } = await s.open();
  const line = Buffer.from(harbour.split("\n")[2]!);
  assert.deepEqual(places(diagnostics), ["unsourced-estimate 2:16-32", "certainty-booster 2:64-71", "prescriptive-modal 4:12-24"]);
  assert.equal(line.subarray(64, 71).toString(), "Clearly");
  await s.end();
});

test("settings: handed over, pushed, asked for; a configuration that is written holds at once", { timeout: 60_000 }, async () => {
  const s = session();
  await s.start(undefined, { profile: "op-ed", config: "", packs: [], minConfidence: "high", lang: "en" });
  const sure = (await s.open()).diagnostics.length;

  await s.rpc.sendNotification(lsp.DidChangeConfigurationNotification.type, {
    settings: { sayso: { path: "", profile: "audit", config: "", packs: [], minConfidence: "", lang: "", trace: { server: "off" } } }, // as the editor pushes them
  });
  const audited = (await s.published()).diagnostics.length;
  assert.ok(audited > sure, `audit finds more than what is sure in an op-ed: ${audited} and ${sure}`);

  s.settings = { profile: "op-ed" };
  await s.rpc.sendNotification(lsp.DidChangeConfigurationNotification.type, { settings: null });
  const asked = (await s.published()).diagnostics;
  assert.deepEqual(places(asked), ["unsourced-estimate 2:8-24", "certainty-booster 2:56-63", "prescriptive-modal 4:12-24"]);

  const yaml = join(s.dir, ".sayso.yaml");
  writeFileSync(yaml, "rules:\n  certainty-booster: off\n  prescriptive-modal: error\n");
  await s.rpc.sendNotification(lsp.DidChangeWatchedFilesNotification.type, { changes: [{ uri: URI.file(yaml).toString(), type: lsp.FileChangeType.Created }] });
  const reloaded = (await s.published()).diagnostics;
  assert.deepEqual(places(reloaded), ["unsourced-estimate 2:8-24", "prescriptive-modal 4:12-24"]);
  assert.equal(reloaded[1]?.severity, lsp.DiagnosticSeverity.Error);

  writeFileSync(yaml, "rulez: {}\n");
  await s.rpc.sendNotification(lsp.DidChangeWatchedFilesNotification.type, { changes: [{ uri: URI.file(yaml).toString(), type: lsp.FileChangeType.Changed }] });
  await s.published();
  assert.match(s.messages.join("\n"), /\.sayso\.yaml.*rulez.*rules/s);
  await s.end();
});

test("diagnostics that the editor asks for", { timeout: 60_000 }, async () => {
  const s = session();
  await s.start({ textDocument: { diagnostic: {} } });
  await s.rpc.sendNotification(lsp.DidOpenTextDocumentNotification.type, { textDocument: { uri: s.uri, languageId: "plaintext", version: 1, text: harbour } });
  const report = await s.rpc.sendRequest(lsp.DocumentDiagnosticRequest.type, { textDocument: { uri: s.uri } });
  assert.ok(report.kind === "full");
  assert.equal(report.items[0]?.code, "unsourced-estimate");
  const again = await s.rpc.sendRequest(lsp.DocumentDiagnosticRequest.type, { textDocument: { uri: s.uri }, previousResultId: report.resultId! });
  assert.equal(again.kind, "unchanged");
  await s.end();
});
