// The module "vscode", as far as the extension and the client library need it to start, outside of the editor. What is asked of
// `stage` the tests set and read. What nobody here looks at is made up when it is asked for: a class that keeps nothing, a
// registration that can be undone.
const { EventEmitter: Emitter } = require("node:events");
const { URI } = require("vscode-uri");

class Disposable {
  constructor(undo) {
    this.dispose = undo ?? (() => {});
  }
  static from(...all) {
    return new Disposable(() => all.forEach((d) => d.dispose()));
  }
}

class EventEmitter {
  constructor() {
    this.inner = new Emitter();
    this.event = (listener, self) => {
      const heard = (what) => listener.call(self, what);
      this.inner.on("event", heard);
      return new Disposable(() => this.inner.off("event", heard));
    };
  }
  fire(what) {
    this.inner.emit("event", what);
  }
  dispose() {
    this.inner.removeAllListeners();
  }
}

class CancellationTokenSource {
  token = { isCancellationRequested: false, onCancellationRequested: () => new Disposable() };
  cancel() {}
  dispose() {}
}

const stage = {
  settings: {},
  commands: new Map(),
  executed: [], // [command, ...arguments] of commands that are the editor's own
  errors: [],
  choose: undefined, // what is clicked in an error message, or picked from a list
  opened: [], // outside of the editor
  shown: [], // in the editor
  status: { visible: false },
  documents: [],
};

const get = (section) => (key, otherwise) => stage.settings[section ? `${section}.${key}` : key] ?? otherwise;
const channel = { append() {}, appendLine() {}, info() {}, warn() {}, error() {}, debug() {}, trace() {}, show() {}, clear() {}, dispose() {}, logLevel: 0, onDidChangeLogLevel: () => new Disposable() };
const none = () => new Disposable();

// rest makes up what a namespace lacks.
const rest = (known) => new Proxy(known, { get: (all, key) => (key in all ? all[key] : none) });

const vscode = {
  version: "1.91.0",
  Disposable,
  EventEmitter,
  CancellationTokenSource,
  CancellationError: class extends Error {},
  Uri: URI,
  StatusBarAlignment: { Left: 1, Right: 2 },
  LogLevel: { Off: 0, Trace: 1, Debug: 2, Info: 3, Warning: 4, Error: 5 },
  ProgressLocation: { Window: 10 },
  CodeActionKind: { Empty: kind("") },
  env: rest({ appName: "Test", language: "en", openExternal: async (uri) => (stage.opened.push(uri.toString()), true) }),
  commands: {
    registerCommand: (name, run) => {
      if (stage.commands.has(name)) throw new Error(`command '${name}' already exists`);
      stage.commands.set(name, run);
      return new Disposable(() => stage.commands.delete(name));
    },
    executeCommand: async (name, ...args) => (stage.commands.has(name) ? stage.commands.get(name)(...args) : void stage.executed.push([name, ...args])),
  },
  languages: rest({
    match: (_selector, document) => (document.languageId === "markdown" ? 10 : 0),
    getDiagnostics: () => [],
    createDiagnosticCollection: () => rest({}),
  }),
  window: rest({
    get activeTextEditor() {
      return stage.documents[0] && { document: stage.documents[0] };
    },
    get visibleTextEditors() {
      return stage.documents.map((document) => ({ document }));
    },
    tabGroups: rest({ all: [] }),
    createOutputChannel: () => channel,
    createStatusBarItem: () => Object.assign(stage.status, { show: () => (stage.status.visible = true), hide: () => (stage.status.visible = false), dispose() {} }),
    showTextDocument: async (uri) => void stage.shown.push(uri),
    showErrorMessage: async (text) => (stage.errors.push(text), stage.choose),
    showInputBox: async () => stage.choose,
    showQuickPick: async () => stage.choose,
  }),
  workspace: rest({
    isTrusted: true,
    workspaceFolders: undefined,
    notebookDocuments: [],
    get textDocuments() {
      return stage.documents;
    },
    getConfiguration: (section) => ({ get: get(section), has: () => false, inspect: () => undefined }),
    createFileSystemWatcher: () => rest({}),
  }),
};

function kind(value) {
  return { value, append: (part) => kind(value ? `${value}.${part}` : part) };
}

// Of all other names the library wants classes to derive from, and enumerations.
const made = new Map();
// __esModule: who imports it whole is handed this very object, not a copy of what it has so far.
module.exports = new Proxy({ ...vscode, stage, __esModule: true }, {
  get(known, key) {
    if (key in known || typeof key !== "string" || !/^[A-Z]/.test(key)) return known[key];
    if (!made.has(key)) made.set(key, class {});
    return made.get(key);
  },
});
