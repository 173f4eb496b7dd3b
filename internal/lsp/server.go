package lsp

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"reflect"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/sayso-lint/sayso/likelihood"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// Judge is what the server asks sayso. Its methods are called one at a time.
type Judge interface {
	// Check reads a draft as the command would and runs the rules over it.
	Check(Draft) Verdict
	// Stale tells whether what a file is judged by has changed since its folder was last judged: a configuration, a pack, a baseline.
	Stale(path string) bool
	// Configure takes settings of the editor's, and has configurations and packs read anew. Settings with a mistake are not
	// taken.
	Configure(Options) error
	// Rule is a rule that some text was checked with; nil where there is none.
	Rule(id string) *lint.Rule
	// Explain is the page of a rule, as text and as a file that an editor can show.
	Explain(rule string) (page, file string, err error)
	// Report writes the annotated page of a draft and says where.
	Report(Draft) (file string, err error)
	// Lens is one line of figures about a draft that was checked.
	Lens(Verdict) string
	// Mend is what one fix changes in the bytes of a draft; nil where it cannot be made without harm.
	Mend(Draft, Verdict, lint.Fix) []Change
	// MendAll is a draft with all safe fixes made.
	MendAll(Draft) ([]byte, error)
	// Allow is where the configuration of a file is to be changed so that it allows a rule, on a phrase or, with "", in the
	// whole file. The file may be one that is not there yet, and Text what it holds now.
	Allow(path, rule, phrase string) (Allowance, bool)
}

// Draft is a text as it stands in the editor.
type Draft struct {
	Path   string // of a text that was never saved: the name that the editor gives it, in the folder it works in
	Format string // "text", "markdown" or "html"; "" where the path decides
	Text   []byte
}

// Verdict is what became of a draft.
type Verdict struct {
	Doc      *prose.Document // nil: left out by the configuration, no text that is read, or in trouble
	Findings []lint.Finding  // in order of position
	Scale    *likelihood.Scale
	Troubles []string // mistakes of the configuration, failures of rules: one line each
}

// Change puts words in the place of bytes [Start, End) of a text.
type Change struct {
	Start, End int
	New        string
}

// Allowance is a change of a configuration.
type Allowance struct {
	File string // from the top
	Text string // what it holds now
	Change
}

// maxText is the greatest text that is checked while it is written, in bytes.
const maxText = 16 << 20

const onWindows = runtime.GOOS == "windows"

// The server's own codes of errors, from the protocol.
const (
	codeNotInitialized   = -32002
	codeRequestCancelled = -32800
)

// open is a text that the editor has open.
type open struct {
	uri     string
	path    string // as a Draft has it
	saved   bool   // it is a file
	format  string // as a Draft has it
	version int
	text    *text
	verdict *Verdict // nil: not worked out since the last change, or forgotten
	result  int      // which of the session's verdicts it is; 0: not worked out
	used    int      // when it was last opened, changed or asked about, by the session's count
	unsent  bool     // a client that does not pull waits for its diagnostics
}

func (o *open) draft() Draft { return Draft{o.path, o.format, []byte(o.text.content)} }

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
	options     Options // of initializationOptions or the client's configuration
	roots       []string
	initialized bool
	shutdown    bool
	exited      bool
	utf8        bool
	open        map[string]*open
	count       int             // of changes and verdicts
	told        map[string]bool // troubles that have been shown since the last reload …
	toldBefore  map[string]bool // … and before it: what stays broken is not shown again
	early       []string        // troubles from before the client was ready to show them
}

// ErrNoShutdown is the end of a session that no shutdown came before.
var ErrNoShutdown = errors.New("the editor went away without shutdown")

// Serve speaks the protocol until the client says exit or goes away. It returns nil where a shutdown came before,
// ErrNoShutdown where none did, and the context's cause where that ended first.
func Serve(ctx context.Context, in io.Reader, out io.Writer, judge Judge, version string) error {
	s := &Server{
		judge: judge, version: version, cancelled: map[jsonrpc2.ID]bool{}, wake: make(chan struct{}, 1),
		open: map[string]*open{}, told: map[string]bool{},
	}
	closer, _ := in.(io.Closer)
	stream := &stream{in: bufio.NewReaderSize(in, 1<<16), out: out, closer: closer}
	s.conn = jsonrpc2.NewConn(ctx, stream, s, jsonrpc2.SetLogger(silent{}))
	defer func() { _ = s.conn.Close() }()
	gone := s.conn.DisconnectNotify()
	for !s.exited {
		if req := s.next(); req != nil {
			s.work(ctx, req)
			continue
		}
		// Nothing waits: the moment to look at what has changed.
		if s.settle(ctx) {
			continue
		}
		select {
		case <-s.wake:
			continue
		case <-gone:
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if s.idle() {
			break
		}
	}
	if !s.shutdown {
		return ErrNoShutdown
	}
	return nil
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
	if !req.Notif && s.dropped(req.ID) {
		_ = s.conn.ReplyWithError(ctx, req.ID, &jsonrpc2.Error{Code: codeRequestCancelled, Message: "cancelled"})
		return
	}
	result, err := s.answer(ctx, req)
	switch {
	case req.Notif: // what is wrong with a notification nobody is told, by the protocol
	case err != nil:
		var refusal *jsonrpc2.Error
		if !errors.As(err, &refusal) {
			refusal = &jsonrpc2.Error{Code: jsonrpc2.CodeInternalError, Message: err.Error()}
		}
		_ = s.conn.ReplyWithError(ctx, req.ID, refusal) // a client that is gone ends the session elsewhere
	default:
		_ = s.conn.Reply(ctx, req.ID, result)
	}
}

// methods are the requests and notifications that are understood. Notifications of other kinds are passed over.
var methods = map[string]func(*Server, context.Context, json.RawMessage) (any, error){
	"initialized":                         (*Server).onInitialized,
	"shutdown":                            (*Server).onShutdown,
	"textDocument/didOpen":                (*Server).onOpen,
	"textDocument/didChange":              (*Server).onChange,
	"textDocument/didClose":               (*Server).onClose,
	"textDocument/didSave":                (*Server).onSave,
	"textDocument/diagnostic":             (*Server).onDiagnostic,
	"textDocument/codeAction":             (*Server).onCodeAction,
	"textDocument/hover":                  (*Server).onHover,
	"textDocument/documentSymbol":         (*Server).onSymbols,
	"textDocument/codeLens":               (*Server).onLens,
	"textDocument/semanticTokens/full":    (*Server).onTokens,
	"workspace/executeCommand":            (*Server).onCommand,
	"workspace/didChangeConfiguration":    (*Server).onConfiguration,
	"workspace/didChangeWatchedFiles":     (*Server).onWatched,
	"workspace/didChangeWorkspaceFolders": (*Server).onFolders,
}

func (s *Server) answer(ctx context.Context, req *jsonrpc2.Request) (result any, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("sayso failed, which is a bug of ours: %v\n%s", fault, debug.Stack())
			s.trouble(ctx, fmt.Sprintf("sayso failed, which is a bug of ours: %s: %v", req.Method, fault))
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
	case s.shutdown:
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: "shut down; exit is what may follow"}
	case req.Method == "initialize":
		return s.onInitialize(params)
	case !s.initialized:
		return nil, &jsonrpc2.Error{Code: codeNotInitialized, Message: "initialize comes first"}
	}
	do := methods[req.Method]
	if do == nil {
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeMethodNotFound, Message: "unknown method " + req.Method}
	}
	return do(s, ctx, params)
}

// read decodes the parameters of a message.
func read[T any](params json.RawMessage) (T, error) {
	var p T
	if err := json.Unmarshal(params, &p); err != nil {
		return p, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: misread(err)}
	}
	return p, nil
}

// misread says what is wrong with a value in words that are not Go's.
func misread(err error) string {
	var odd *json.UnmarshalTypeError
	if !errors.As(err, &odd) {
		return err.Error()
	}
	expected := "another value"
	switch odd.Type.Kind() { //nolint:exhaustive // what the messages have
	case reflect.Bool:
		expected = "true or false"
	case reflect.String:
		expected = "a string"
	case reflect.Int:
		expected = "a whole number"
	case reflect.Slice:
		expected = "a list"
	case reflect.Struct, reflect.Map:
		expected = "an object"
	}
	if odd.Field == "" {
		return "expected " + expected + ", not a " + odd.Value
	}
	return odd.Field + ": expected " + expected + ", not a " + odd.Value
}

func (s *Server) onInitialize(params json.RawMessage) (any, error) {
	if s.initialized {
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: "initialize came twice"}
	}
	var p initializeParams
	// A capability of another shape than we know is one that the client does not have.
	var odd *json.UnmarshalTypeError
	if err := json.Unmarshal(params, &p); err != nil && !errors.As(err, &odd) {
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: err.Error()}
	}
	s.client, s.initialized = p.Capabilities, true
	for _, f := range p.WorkspaceFolders {
		s.addRoot(f.URI)
	}
	if len(s.roots) == 0 {
		s.addRoot(p.RootURI)
	}
	encoding := "utf-16"
	if s.utf8 = slices.Contains(p.Capabilities.General.PositionEncodings, "utf-8"); s.utf8 {
		encoding = "utf-8"
	}
	options, err := settingsOf(p.InitializationOptions)
	if err == nil {
		err = s.judge.Configure(options)
	}
	if err != nil {
		s.early = append(s.early, err.Error()) // to be shown when the client is ready
	} else {
		s.options = options
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

// settingsOf reads what an editor hands over, by themselves or under "sayso": some hand over at the start what they push later.
// Nothing and null are no settings.
func settingsOf(raw json.RawMessage) (Options, error) {
	var o Options
	if len(raw) == 0 {
		return o, nil
	}
	var whole struct {
		Sayso json.RawMessage `json:"sayso"`
	}
	if json.Unmarshal(raw, &whole) == nil && len(whole.Sayso) > 0 {
		raw = whole.Sayso
	}
	if err := json.Unmarshal(raw, &o); err != nil {
		return o, fmt.Errorf("settings of the editor: %s", misread(err))
	}
	return o, nil
}

func (s *Server) addRoot(uri string) {
	if root, _ := pathOf(uri, onWindows); root != "" && !slices.Contains(s.roots, root) {
		s.roots = append(s.roots, root)
	}
}

func (s *Server) onInitialized(ctx context.Context, _ json.RawMessage) (any, error) {
	for _, trouble := range s.early {
		s.trouble(ctx, trouble)
	}
	s.early = nil
	var wanted []registration
	if s.client.Workspace.DidChangeWatchedFiles.DynamicRegistration {
		watchers := []map[string]string{{"globPattern": "**/.sayso.yaml"}, {"globPattern": "**/*.{yaml,yml}"}, {"globPattern": "**/.sayso-baseline.jsonl"}}
		wanted = append(wanted, registration{"watch", "workspace/didChangeWatchedFiles", map[string]any{"watchers": watchers}})
	}
	if s.client.Workspace.DidChangeConfiguration.DynamicRegistration {
		wanted = append(wanted, registration{"settings", "workspace/didChangeConfiguration", nil})
	}
	if wanted != nil {
		s.ask(ctx, "client/registerCapability", registrationParams{wanted})
	}
	s.askSettings(ctx)
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
	path, name := pathOf(d.URI, onWindows)
	o := &open{uri: d.URI, path: filepath.FromSlash(path), saved: path != "", format: formats[strings.ToLower(d.LanguageID)], version: d.Version}
	if !o.saved { // it has no folder, so the one that the editor works in stands for it
		o.path = name
		if len(s.roots) > 0 {
			o.path = filepath.Join(filepath.FromSlash(s.roots[0]), name)
		}
	}
	s.open[d.URI] = o
	s.changed(o, newText(d.Text, s.utf8))
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
	if p.TextDocument.Version != nil {
		o.version = *p.TextDocument.Version
	}
	t := o.text
	for _, c := range p.ContentChanges {
		t = t.change(c)
	}
	s.changed(o, t)
	return nil, nil
}

func (s *Server) changed(o *open, t *text) {
	s.count++
	o.text, o.used = t, s.count
	o.verdict, o.result, o.unsent = nil, 0, !s.pulls()
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

// onSave looks for what has changed on the disk: not every client watches files, and what was saved may be a pack.
func (s *Server) onSave(ctx context.Context, _ json.RawMessage) (any, error) {
	s.refresh(ctx)
	return nil, nil
}

func (s *Server) onWatched(ctx context.Context, _ json.RawMessage) (any, error) {
	s.refresh(ctx)
	return nil, nil
}

func (s *Server) onFolders(_ context.Context, params json.RawMessage) (any, error) {
	p, err := read[struct {
		Event struct{ Added, Removed []workspaceFolder } `json:"event"`
	}](params)
	if err != nil {
		return nil, err
	}
	for _, f := range p.Event.Removed {
		gone, _ := pathOf(f.URI, onWindows)
		s.roots = slices.DeleteFunc(s.roots, func(root string) bool { return root == gone })
	}
	for _, f := range p.Event.Added {
		s.addRoot(f.URI)
	}
	return nil, nil
}

// onConfiguration takes settings that the client pushes under "sayso", or has it asked for them.
func (s *Server) onConfiguration(ctx context.Context, params json.RawMessage) (any, error) {
	own := pushed(params)
	if len(own) == 0 {
		s.askSettings(ctx)
		return nil, nil
	}
	options, err := settingsOf(own)
	if err == nil && options.equal(s.options) {
		return nil, nil
	}
	if err == nil {
		err = s.judge.Configure(options)
	}
	if err != nil {
		s.trouble(ctx, err.Error())
		return nil, fmt.Errorf("settings: %w", err)
	}
	s.options = options
	s.forget(ctx, slices.Collect(maps.Values(s.open)))
	return nil, nil
}

// pushed are our own among settings that a client pushes. Those of another shape, such as null or a list, only say that
// there is something to ask for.
func pushed(params json.RawMessage) json.RawMessage {
	var p struct {
		Settings struct {
			Sayso json.RawMessage `json:"sayso"`
		} `json:"settings"`
	}
	if json.Unmarshal(params, &p) != nil {
		return nil
	}
	return p.Settings.Sayso
}

// askSettings asks the client for its settings, where it can be asked. The answer comes while we work on other messages,
// so it is put in line as one. A client that knows none leaves things as they are.
func (s *Server) askSettings(ctx context.Context) {
	if !s.client.Workspace.Configuration {
		return
	}
	call, err := s.conn.DispatchCall(ctx, "workspace/configuration", configurationParams{[]configurationItem{{"sayso"}}})
	if err != nil {
		return // a client that is gone ends the session elsewhere
	}
	go func() {
		var answers []json.RawMessage
		if call.Wait(ctx, &answers) != nil || len(answers) == 0 || string(answers[0]) == "null" {
			return
		}
		settings, err := json.Marshal(map[string]any{"settings": map[string]any{"sayso": answers[0]}})
		if err != nil {
			return
		}
		raw := json.RawMessage(settings)
		s.Handle(ctx, s.conn, &jsonrpc2.Request{Method: "workspace/didChangeConfiguration", Params: &raw, Notif: true})
	}()
}

// refresh has those texts judged anew whose configuration, packs or baseline have changed on the disk.
func (s *Server) refresh(ctx context.Context) {
	stale := slices.DeleteFunc(slices.Collect(maps.Values(s.open)), func(o *open) bool { return !s.judge.Stale(o.path) })
	if len(stale) > 0 {
		s.forget(ctx, stale)
	}
}

// forget has texts judged anew, on other ground than before.
func (s *Server) forget(ctx context.Context, texts []*open) {
	s.toldBefore, s.told = s.told, map[string]bool{}
	for _, o := range texts {
		o.verdict, o.result, o.unsent = nil, 0, !s.pulls()
	}
	s.redraw(ctx)
}

// redraw has the client ask again for what it asked before.
func (s *Server) redraw(ctx context.Context) {
	w := &s.client.Workspace
	if s.pulls() && w.Diagnostics.RefreshSupport {
		s.ask(ctx, "workspace/diagnostic/refresh", nil)
	}
	if w.CodeLens.RefreshSupport {
		s.ask(ctx, "workspace/codeLens/refresh", nil)
	}
}

// trouble shows one message once, until the configuration changes and the trouble with it.
func (s *Server) trouble(ctx context.Context, message string) {
	if s.told[message] {
		return
	}
	s.told[message] = true
	if !s.toldBefore[message] {
		s.say(ctx, 2, message)
	}
}

// pulls tells whether the client asks for diagnostics; to one that does none are sent.
func (s *Server) pulls() bool { return s.client.TextDocument.Diagnostic != nil }

// settle works one text out that has changed and publishes what was found; false where there is nothing to do. The one
// that the writer is in comes first.
func (s *Server) settle(ctx context.Context) (more bool) {
	var next *open
	for _, o := range s.open {
		if o.unsent && (next == nil || o.used > next.used) {
			next = o
		}
	}
	if next == nil {
		return false
	}
	next.unsent = false // whatever becomes of it
	defer func() {
		if fault := recover(); fault != nil {
			more = true
			s.trouble(ctx, fmt.Sprintf("%s: sayso failed, which is a bug of ours: %v", filepath.Base(next.path), fault))
		}
	}()
	s.judged(ctx, next)
	p := publishDiagnosticsParams{URI: next.uri, Diagnostics: s.diagnostics(next)}
	if s.client.TextDocument.PublishDiagnostics.VersionSupport {
		p.Version = &next.version
	}
	_ = s.conn.Notify(ctx, "textDocument/publishDiagnostics", p)
	return true
}

// judged is what became of a text, worked out where it has changed.
func (s *Server) judged(ctx context.Context, o *open) (v *Verdict) {
	s.count++
	o.used = s.count
	if o.verdict != nil {
		return o.verdict
	}
	s.rest(o)
	if o.result == 0 || s.judge.Stale(o.path) {
		o.result = s.count
	}
	o.verdict = &Verdict{}
	defer func() {
		if fault := recover(); fault != nil {
			o.verdict = &Verdict{Troubles: []string{fmt.Sprintf("%s: sayso failed, which is a bug of ours: %v", filepath.Base(o.path), fault)}}
		}
		for _, t := range o.verdict.Troubles {
			s.trouble(ctx, t)
		}
		v = o.verdict
	}()
	if len(o.text.content) > maxText {
		o.verdict.Troubles = []string{fmt.Sprintf("%s is longer than the %d MB that are checked while they are written; sayso check reads it", filepath.Base(o.path), maxText>>20)}
		return o.verdict
	}
	checked := s.judge.Check(o.draft())
	o.verdict = &checked
	return o.verdict
}

// mostKept is how many texts' verdicts are kept: the one that is written and one beside it. What a document of 150 KB
// remembers of itself takes 4 MB, and it is worked out again in the time of a keystroke when somebody asks.
const mostKept = 2

// rest forgets what is known of the texts that were not used for longest, before another is judged.
func (s *Server) rest(next *open) {
	var kept []*open
	for _, o := range s.open {
		if o != next && o.verdict != nil {
			kept = append(kept, o)
		}
	}
	slices.SortFunc(kept, func(a, b *open) int { return b.used - a.used })
	for _, o := range kept[min(len(kept), mostKept-1):] {
		o.verdict = nil
	}
}

// asked reads the parameters of a request about one text, and finds the text.
func asked[P interface{ uri() string }](s *Server, params json.RawMessage) (P, *open, error) {
	p, err := read[P](params)
	if err != nil {
		return p, nil, err
	}
	o, err := s.document(p.uri())
	return p, o, err
}

func (p documentParams) uri() string   { return p.TextDocument.URI }
func (p positionParams) uri() string   { return p.TextDocument.URI }
func (p diagnosticParams) uri() string { return p.TextDocument.URI }
func (p codeActionParams) uri() string { return p.TextDocument.URI }

// document finds the open text of a request.
func (s *Server) document(uri string) (*open, error) {
	if o := s.open[uri]; o != nil {
		return o, nil
	}
	return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: "not open: " + uri}
}

// resultID names a state of a text and of what it is judged by; no two in a session are the same.
func (o *open) resultID() string { return strconv.Itoa(o.result) }
