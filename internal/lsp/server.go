package lsp

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// Judge is what the server asks sayso. Its methods are called one at a time.
type Judge interface {
	// Check reads a text as the command would and runs the rules over it. Format is "text", "markdown" or "html", "" where
	// the path decides. Doc is nil where the text cannot be read, or is left out by the configuration.
	Check(path, format string, text []byte) Verdict
	// Configure takes settings of the editor's, and has configurations and packs read anew.
	Configure(Options) error
	// Explain is the page of a rule as Markdown; false where there is none.
	Explain(rule string) (string, bool)
	// Rule is a rule that some text was checked with; nil where there is none.
	Rule(id string) *lint.Rule
	// Report writes the annotated page of a text and says where.
	Report(path, format string, text []byte) (file string, err error)
	// Lens is one line of figures about a text that was checked.
	Lens(Verdict) string
	// Allow is the configuration file that a text's allow entries belong in, and what it holds now; "" where it is new.
	Allow(path string) (file, content string)
}

// Verdict is what became of a text.
type Verdict struct {
	Doc      *prose.Document
	Findings []lint.Finding // in order of position
	Troubles []string       // mistakes of the configuration, failures of rules: one line each
}

// maxText is the greatest text that is checked while it is written, in bytes.
const maxText = 16 << 20

// The server's own codes of errors, from the protocol.
const (
	codeNotInitialized   = -32002
	codeRequestCancelled = -32800
)

// open is a text that the editor has open.
type open struct {
	uri, path string
	format    string // "" where the path decides
	version   int
	text      *text
	verdict   *Verdict // nil: not worked out since the last change
	checks    int      // how often it was worked out
}

// Server is one session.
type Server struct {
	judge   Judge
	version string
	conn    *jsonrpc2.Conn

	mu        sync.Mutex
	waiting   []*jsonrpc2.Request
	cancelled map[jsonrpc2.ID]bool
	wake      chan struct{}

	client      clientCapabilities
	options     Options // of the command line or initializationOptions
	initialized bool
	shutdown    bool
	exited      bool
	utf8        bool
	open        map[string]*open
	told        map[string]bool // troubles that have been shown
}

// Serve speaks the protocol until the client says exit or goes away. It returns nil after an exit that a shutdown came
// before, and an error otherwise.
func Serve(ctx context.Context, in io.Reader, out io.Writer, judge Judge, version string) error {
	s := &Server{
		judge: judge, version: version, cancelled: map[jsonrpc2.ID]bool{}, wake: make(chan struct{}, 1),
		open: map[string]*open{}, told: map[string]bool{},
	}
	closer, _ := in.(io.Closer)
	stream := &stream{in: bufio.NewReaderSize(in, 1<<16), out: out, closer: closer}
	s.conn = jsonrpc2.NewConn(ctx, stream, s, jsonrpc2.SetLogger(silent{}))
	defer func() { _ = s.conn.Close() }()
	for {
		if req := s.next(); req != nil {
			s.work(ctx, req)
			if s.exited {
				if s.shutdown {
					return nil
				}
				return errors.New("the editor said exit without shutdown")
			}
			continue
		}
		// Nothing waits: the moment to look at what has changed.
		if s.settle(ctx) {
			continue
		}
		select {
		case <-s.wake:
		case <-s.conn.DisconnectNotify():
			if s.idle() {
				if s.shutdown {
					return nil
				}
				return errors.New("the editor went away without shutdown")
			}
		}
	}
}

// silent is a logger that says nothing: what the library logs is a client's stray answer.
type silent struct{}

func (silent) Printf(string, ...any) {}

// Handle takes a message from the connection (jsonrpc2.Handler). A cancellation is noted at once, since what it cancels
// may still wait; all else waits for its turn.
func (s *Server) Handle(_ context.Context, _ *jsonrpc2.Conn, req *jsonrpc2.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if req.Method == "$/cancelRequest" {
		var p struct {
			ID jsonrpc2.ID `json:"id"`
		}
		if req.Params != nil && json.Unmarshal(*req.Params, &p) == nil {
			// Only what waits can be cancelled; to note others would be to note them for ever.
			if slices.ContainsFunc(s.waiting, func(r *jsonrpc2.Request) bool { return !r.Notif && r.ID == p.ID }) {
				s.cancelled[p.ID] = true
			}
		}
		return
	}
	s.waiting = append(s.waiting, req)
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

func (s *Server) next() *jsonrpc2.Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.waiting) == 0 {
		return nil
	}
	req := s.waiting[0]
	s.waiting[0] = nil
	s.waiting = s.waiting[1:]
	return req
}

func (s *Server) idle() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.waiting) == 0
}

func (s *Server) dropped(id jsonrpc2.ID) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	dropped := s.cancelled[id]
	delete(s.cancelled, id)
	return dropped
}

// work answers one message. A failure of ours costs that answer and nothing else.
func (s *Server) work(ctx context.Context, req *jsonrpc2.Request) {
	result, err := s.answer(ctx, req)
	if req.Notif {
		return // what is wrong with a notification nobody is told, by the protocol
	}
	if s.dropped(req.ID) {
		err = &jsonrpc2.Error{Code: codeRequestCancelled, Message: "cancelled"}
	}
	if err != nil {
		var refusal *jsonrpc2.Error
		if !errors.As(err, &refusal) {
			refusal = &jsonrpc2.Error{Code: jsonrpc2.CodeInternalError, Message: err.Error()}
		}
		_ = s.conn.ReplyWithError(ctx, req.ID, refusal) // a client that is gone ends the session elsewhere
		return
	}
	_ = s.conn.Reply(ctx, req.ID, result)
}

// methods are the requests and notifications that are understood.
var methods = map[string]func(*Server, context.Context, json.RawMessage) (any, error){
	"initialized":                           (*Server).onInitialized,
	"shutdown":                              (*Server).onShutdown,
	"textDocument/didOpen":                  (*Server).onOpen,
	"textDocument/didChange":                (*Server).onChange,
	"textDocument/didClose":                 (*Server).onClose,
	"textDocument/didSave":                  (*Server).onSave,
	"textDocument/diagnostic":               (*Server).onDiagnostic,
	"textDocument/codeAction":               (*Server).onCodeAction,
	"textDocument/hover":                    (*Server).onHover,
	"textDocument/documentSymbol":           (*Server).onSymbols,
	"textDocument/codeLens":                 (*Server).onLens,
	"textDocument/semanticTokens/full":      (*Server).onTokens,
	"workspace/executeCommand":              (*Server).onCommand,
	"workspace/didChangeConfiguration":      (*Server).onConfiguration,
	"workspace/didChangeWatchedFiles":       (*Server).onWatched,
	"workspace/didChangeWorkspaceFolders":   (*Server).onWatched,
	"$/setTrace":                            (*Server).ignored,
	"textDocument/willSave":                 (*Server).ignored,
	"window/workDoneProgress/cancel":        (*Server).ignored,
	"notebookDocument/didOpen":              (*Server).ignored,
	"textDocument/semanticTokens/refreshed": (*Server).ignored,
}

func (s *Server) answer(ctx context.Context, req *jsonrpc2.Request) (result any, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("sayso failed, which is a bug of ours: %v\n%s", fault, debug.Stack())
			s.say(ctx, 1, fmt.Sprintf("sayso failed, which is a bug of ours: %v", fault))
		}
	}()
	params := json.RawMessage("null")
	if req.Params != nil {
		params = *req.Params
	}
	switch {
	case req.Method == "exit":
		s.exited = true
		return nil, nil
	case req.Method == "initialize":
		if s.initialized {
			return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: "initialize came twice"}
		}
		return s.onInitialize(params)
	case !s.initialized:
		return nil, &jsonrpc2.Error{Code: codeNotInitialized, Message: "initialize comes first"}
	case s.shutdown:
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: "shut down; exit is what may follow"}
	}
	do := methods[req.Method]
	if do == nil {
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeMethodNotFound, Message: "unknown method " + req.Method}
	}
	if !req.Notif && s.dropped(req.ID) {
		return nil, &jsonrpc2.Error{Code: codeRequestCancelled, Message: "cancelled"}
	}
	return do(s, ctx, params)
}

func (s *Server) ignored(context.Context, json.RawMessage) (any, error) { return nil, nil }

// read decodes the parameters of a message.
func read[T any](params json.RawMessage) (T, error) {
	var p T
	if err := json.Unmarshal(params, &p); err != nil {
		return p, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: err.Error()}
	}
	return p, nil
}

func (s *Server) onInitialize(params json.RawMessage) (any, error) {
	p, err := read[initializeParams](params)
	if err != nil {
		return nil, err
	}
	s.client, s.initialized = p.Capabilities, true
	encoding := "utf-16"
	if s.utf8 = slices.Contains(p.Capabilities.General.PositionEncodings, "utf-8"); s.utf8 {
		encoding = "utf-8"
	}
	if p.InitializationOptions != nil {
		s.options = *p.InitializationOptions
	}
	if err := s.judge.Configure(s.options); err != nil {
		s.told[err.Error()] = false // to be shown when the client is ready
	}
	return map[string]any{
		"serverInfo": map[string]string{"name": "sayso", "version": s.version},
		"capabilities": map[string]any{
			"positionEncoding":       encoding,
			"textDocumentSync":       map[string]any{"openClose": true, "change": 2, "save": true},
			"diagnosticProvider":     map[string]any{"identifier": "sayso", "interFileDependencies": false, "workspaceDiagnostics": false},
			"codeActionProvider":     map[string]any{"codeActionKinds": []string{quickFix, fixAll}},
			"hoverProvider":          true,
			"documentSymbolProvider": map[string]any{"label": "voices"},
			"codeLensProvider":       map[string]any{},
			"semanticTokensProvider": map[string]any{"legend": map[string]any{"tokenTypes": tokenTypes, "tokenModifiers": tokenModifiers}, "full": true},
			"executeCommandProvider": map[string]any{"commands": []string{explainCommand, reportCommand}},
			"workspace":              map[string]any{"workspaceFolders": map[string]any{"supported": true, "changeNotifications": true}},
		},
	}, nil
}

func (s *Server) onInitialized(ctx context.Context, _ json.RawMessage) (any, error) {
	for trouble, told := range s.told {
		if !told {
			s.say(ctx, 1, trouble)
		}
	}
	if s.client.Workspace.DidChangeWatchedFiles.DynamicRegistration {
		watchers := []map[string]string{{"globPattern": "**/.sayso.yaml"}, {"globPattern": "**/*.{yaml,yml}"}, {"globPattern": "**/.sayso.lock"}}
		s.ask(ctx, "client/registerCapability", registrationParams{[]registration{
			{"watch", "workspace/didChangeWatchedFiles", map[string]any{"watchers": watchers}},
		}})
	}
	return nil, nil
}

// ask sends a request whose answer does not matter.
func (s *Server) ask(ctx context.Context, method string, params any) {
	_, _ = s.conn.DispatchCall(ctx, method, params) // a client that refuses goes without
}

func (s *Server) say(ctx context.Context, kind int, message string) {
	_ = s.conn.Notify(ctx, "window/showMessage", showMessageParams{kind, message})
}

func (s *Server) onShutdown(context.Context, json.RawMessage) (any, error) {
	s.shutdown = true
	clear(s.open)
	return nil, nil
}

// formats are the language ids of editors by sayso's formats.
var formats = map[string]string{
	"plaintext": "text", "text": "text", "markdown": "markdown", "md": "markdown", "mdx": "markdown", "quarto": "markdown",
	"rmd": "markdown", "html": "html", "xhtml": "html",
}

func (s *Server) onOpen(_ context.Context, params json.RawMessage) (any, error) {
	p, err := read[didOpenParams](params)
	if err != nil {
		return nil, err
	}
	d := p.TextDocument
	s.open[d.URI] = &open{
		uri: d.URI, path: pathOf(d.URI), format: formats[strings.ToLower(d.LanguageID)], version: d.Version, text: newText(d.Text, s.utf8),
	}
	return nil, nil
}

func (s *Server) onChange(_ context.Context, params json.RawMessage) (any, error) {
	p, err := read[didChangeParams](params)
	if err != nil {
		return nil, err
	}
	o := s.open[p.TextDocument.URI]
	if o == nil {
		return nil, nil // an edit of a text that nobody opened
	}
	for _, c := range p.ContentChanges {
		o.text = o.text.change(c)
	}
	if p.TextDocument.Version != nil {
		o.version = *p.TextDocument.Version
	}
	o.verdict = nil
	return nil, nil
}

func (s *Server) onClose(ctx context.Context, params json.RawMessage) (any, error) {
	p, err := read[documentParams](params)
	if err != nil {
		return nil, err
	}
	if s.open[p.TextDocument.URI] != nil {
		delete(s.open, p.TextDocument.URI)
		if !s.pulls() {
			_ = s.conn.Notify(ctx, "textDocument/publishDiagnostics", publishDiagnosticsParams{URI: p.TextDocument.URI, Diagnostics: []diagnostic{}})
		}
	}
	return nil, nil
}

// onSave reloads the configuration where it was what was saved: not every client watches files.
func (s *Server) onSave(ctx context.Context, params json.RawMessage) (any, error) {
	p, err := read[documentParams](params)
	if err != nil {
		return nil, err
	}
	switch filepath.Ext(pathOf(p.TextDocument.URI)) {
	case ".yaml", ".yml", ".lock":
		s.reload(ctx)
	}
	return nil, nil
}

func (s *Server) onWatched(ctx context.Context, _ json.RawMessage) (any, error) {
	s.reload(ctx)
	return nil, nil
}

// onConfiguration takes settings that the client pushes under "sayso", or has it asked for them.
func (s *Server) onConfiguration(ctx context.Context, params json.RawMessage) (any, error) {
	p, err := read[struct {
		Settings struct {
			Sayso *Options `json:"sayso"`
		} `json:"settings"`
	}](params)
	if err == nil && p.Settings.Sayso != nil {
		s.options = *p.Settings.Sayso
		s.reload(ctx)
		return nil, nil
	}
	if !s.client.Workspace.Configuration {
		s.reload(ctx)
		return nil, nil
	}
	// The answer comes while we wait for other messages, so it is put in line as one.
	call, err := s.conn.DispatchCall(ctx, "workspace/configuration", configurationParams{[]configurationItem{{"sayso"}}})
	if err != nil {
		return nil, nil //nolint:nilerr // a client that is gone ends the session elsewhere
	}
	go func() {
		var answers []*Options
		if call.Wait(ctx, &answers) != nil || len(answers) == 0 || answers[0] == nil {
			answers = []*Options{{}}
		}
		settings, err := json.Marshal(map[string]any{"settings": map[string]any{"sayso": answers[0]}})
		if err != nil {
			return
		}
		raw := json.RawMessage(settings)
		s.Handle(ctx, s.conn, &jsonrpc2.Request{Method: "workspace/didChangeConfiguration", Params: &raw, Notif: true})
	}()
	return nil, nil
}

// reload has everything judged anew.
func (s *Server) reload(ctx context.Context) {
	clear(s.told)
	if err := s.judge.Configure(s.options); err != nil {
		s.trouble(ctx, err.Error())
	}
	for _, o := range s.open {
		o.verdict = nil
	}
	w := &s.client.Workspace
	if s.pulls() && w.Diagnostics.RefreshSupport {
		s.ask(ctx, "workspace/diagnostic/refresh", nil)
	}
	if w.CodeLens.RefreshSupport {
		s.ask(ctx, "workspace/codeLens/refresh", nil)
	}
}

// trouble shows one message once, until the configuration changes.
func (s *Server) trouble(ctx context.Context, message string) {
	if !s.told[message] {
		s.told[message] = true
		s.say(ctx, 2, message)
	}
}

// pulls tells whether the client asks for diagnostics; to one that does none are sent.
func (s *Server) pulls() bool { return s.client.TextDocument.Diagnostic != nil }

// settle works one text out that has changed and publishes what was found; false where there is nothing to do.
func (s *Server) settle(ctx context.Context) bool {
	if s.shutdown || s.pulls() {
		return false
	}
	for _, o := range s.open {
		if o.verdict != nil {
			continue
		}
		s.judged(ctx, o)
		p := publishDiagnosticsParams{URI: o.uri, Diagnostics: s.diagnostics(o)}
		if s.client.TextDocument.PublishDiagnostics.VersionSupport {
			p.Version = &o.version
		}
		_ = s.conn.Notify(ctx, "textDocument/publishDiagnostics", p)
		return true
	}
	return false
}

// judged is what became of a text, worked out where it has changed.
func (s *Server) judged(ctx context.Context, o *open) *Verdict {
	if o.verdict != nil {
		return o.verdict
	}
	o.checks++
	o.verdict = &Verdict{}
	switch {
	case len(o.text.content) > maxText:
		s.trouble(ctx, fmt.Sprintf("%s: %d MB, more than is checked while it is written (%d); sayso check reads it", filepath.Base(o.path), len(o.text.content)>>20, maxText>>20))
	default:
		defer func() {
			if fault := recover(); fault != nil {
				s.trouble(ctx, fmt.Sprintf("%s: sayso failed, which is a bug of ours: %v", filepath.Base(o.path), fault))
			}
		}()
		v := s.judge.Check(o.path, o.format, []byte(o.text.content))
		o.verdict = &v
		for _, t := range v.Troubles {
			s.trouble(ctx, t)
		}
	}
	return o.verdict
}

// document finds the open text of a request.
func (s *Server) document(uri string) (*open, error) {
	if o := s.open[uri]; o != nil {
		return o, nil
	}
	return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: "not open: " + uri}
}

// resultID names a state of a text and of what it is judged by.
func (o *open) resultID() string { return strconv.Itoa(o.version) + "." + strconv.Itoa(o.checks) }
