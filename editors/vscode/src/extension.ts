// The extension: it starts `sayso lsp`, and shows what the server has that the editor has no place for: figures, pages of rules.
import * as os from "node:os";
import * as vscode from "vscode";
import { CodeLensRequest, LanguageClient, State, type LanguageClientOptions } from "vscode-languageclient/node";
import { find } from "./binary";
import { figures } from "./figures";
import { options } from "./settings";

const languages = ["markdown", "plaintext", "html"];
const selector = languages.flatMap((language) => ["file", "untitled"].map((scheme) => ({ language, scheme })));
const guide = "https://github.com/sayso-lint/sayso#try-it";

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const session = new Session();
  context.subscriptions.push(
    session,
    vscode.commands.registerCommand("sayso.restart", () => session.restart()),
    vscode.workspace.onDidChangeConfiguration((e) => e.affectsConfiguration("sayso.path") && session.restart()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => session.restart()),
    vscode.window.onDidChangeActiveTextEditor(() => session.measureSoon()),
    vscode.workspace.onDidChangeTextDocument((e) => e.document === vscode.window.activeTextEditor?.document && session.measureSoon()),
    vscode.languages.onDidChangeDiagnostics(() => session.measureSoon()),
  );
  await session.restart();
  running = session;
}

let running: Session | undefined;

// The editor waits for what deactivate promises; disposal it does not wait for.
export function deactivate(): Promise<void> | undefined {
  return running?.stop();
}

// Session is the server while it runs, and what is on the screen for it.
class Session implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private turn: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private readonly status = vscode.window.createStatusBarItem("sayso.figures", vscode.StatusBarAlignment.Right, 90);

  constructor() {
    this.status.name = "sayso";
    this.status.command = "sayso.report";
  }

  // restart and stop wait for one another: two clients at a time would register the same commands.
  restart(): Promise<void> {
    return this.inTurn(async () => {
      await this.end();
      await this.begin();
    });
  }

  stop(): Promise<void> {
    return this.inTurn(() => this.end());
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.status.dispose();
    void this.stop();
  }

  private inTurn(what: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(what, what);
    return this.turn;
  }

  private async end(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.status.hide();
    if (!client) return;
    await vscode.commands.executeCommand("setContext", "sayso.running", false);
    await client.dispose().catch(() => undefined); // one that never came up cannot be stopped
  }

  private async begin(): Promise<void> {
    const settings = vscode.workspace.getConfiguration("sayso");
    const folders = (vscode.workspace.workspaceFolders ?? []).filter((f) => f.uri.scheme === "file").map((f) => f.uri.fsPath);
    const found = find({
      setting: settings.get("path", ""),
      folders,
      trusted: vscode.workspace.isTrusted,
      env: process.env,
      home: os.homedir(),
      platform: process.platform,
    });
    if ("missing" in found) {
      void this.tellMissing(found.missing);
      return;
    }
    const server = { command: found.path, args: ["lsp"], options: folders[0] ? { cwd: folders[0] } : {} };
    const client = new LanguageClient("sayso", "sayso", server, this.clientOptions());
    this.client = client;
    client.onDidChangeState(({ newState }) => {
      if (client !== this.client) return;
      void vscode.commands.executeCommand("setContext", "sayso.running", newState === State.Running);
      if (newState === State.Running) this.measureSoon();
      else this.status.hide();
    });
    await client.start().catch(() => undefined); // the client itself has said why
  }

  private clientOptions(): LanguageClientOptions {
    return {
      documentSelector: selector,
      initializationOptions: options((key) => vscode.workspace.getConfiguration("sayso").get(key)),
      synchronize: { configurationSection: "sayso" },
      middleware: {
        // The client itself registers the server's commands, sayso.explain and sayso.report, and the server has what they make
        // shown. From the palette they lack what only the editor knows: the rule or the text that is meant.
        executeCommand: async (command, args, next) => {
          const meant = typeof args[0] === "string" ? args[0] : command === "sayso.explain" ? await this.askForRule() : this.active();
          return meant ? next(command, [meant]) : undefined;
        },
      },
    };
  }

  private async tellMissing(what: string): Promise<void> {
    const install = "How to Install";
    const set = "Set sayso.path";
    const chosen = await vscode.window.showErrorMessage(`sayso was not found. ${what}`, install, set);
    if (chosen === install) await vscode.env.openExternal(vscode.Uri.parse(guide));
    if (chosen === set) await vscode.commands.executeCommand("workbench.action.openSettings", "sayso.path");
  }

  // active is the text in front, as the server knows it; undefined where it is none of its languages.
  private active(): string | undefined {
    const document = vscode.window.activeTextEditor?.document;
    if (!document || !this.client || vscode.languages.match(selector, document) === 0) return undefined;
    return this.client.code2ProtocolConverter.asUri(document.uri);
  }

  measureSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.measure(), 200);
  }

  private async measure(): Promise<void> {
    const uri = this.active();
    if (!uri || this.client?.state !== State.Running) {
      this.status.hide();
      return;
    }
    try {
      const lenses = await this.client.sendRequest(CodeLensRequest.type, { textDocument: { uri } });
      if (uri !== this.active()) return;
      const title = lenses?.[0]?.command?.title;
      if (!title) {
        this.status.hide();
        return;
      }
      Object.assign(this.status, figures(title));
      this.status.show();
    } catch {
      this.status.hide(); // the text was closed, or the server stopped, in the meantime
    }
  }

  // askForRule offers the rules that found something in the text in front, those at the cursor first.
  private async askForRule(): Promise<string | undefined> {
    const editor = vscode.window.activeTextEditor;
    const found = editor ? vscode.languages.getDiagnostics(editor.document.uri).filter((d) => d.source === "sayso") : [];
    const here = found.filter((d) => editor && d.range.contains(editor.selection.active));
    const rules = [...new Set([...here, ...found].map((d) => String(typeof d.code === "object" ? d.code.value : d.code)))];
    if (rules.length > 0) return vscode.window.showQuickPick(rules, { title: "Explain which rule?" });
    return vscode.window.showInputBox({ title: "Explain which rule?", placeHolder: "vague-attribution" });
  }
}
