// Package plugintest makes small WebAssembly modules by hand, for tests that want a plugin of a certain behaviour and no
// compiler. It is no assembler: a module here writes a text and does something afterwards.
package plugintest

import (
	"encoding/binary"
	"slices"
)

// Module says what a module does. The zero value is a WASI command that does nothing.
type Module struct {
	Writes string // to standard output
	Errors string // to standard error, before
	Then   []byte // instructions that follow; see below
	Pages  int    // of 64 KB, of memory; zero: as many as the texts need
	Import string // the module that fd_write is asked of; "": WASI's
	Table  []byte // the one entry of the table section
	Locals []byte // the one entry of the locals of its function: how many (LEB128), of which type
	// Early has its function called by the start section as well, before a module is asked for _start.
	Early bool
	// Name is what its function is exported as; "": _start.
	Name string
}

// What a module may do after it has written.
var (
	Loop    = []byte{0x03, 0x40, 0x0C, 0x00, 0x0B} // loop br 0 end
	Crash   = []byte{0x00}                         // unreachable
	Recurse = []byte{0x10, 0x01}                   // call 1, itself
	// Rewrite writes the text again, for ever.
	Rewrite = slices.Concat([]byte{0x03, 0x40}, write(1, 8), []byte{0x0C, 0x00, 0x0B})
	// GrowTable adds 4 G entries to its table, and crashes if it did not get them.
	GrowTable = []byte{0xD0, 0x70, 0x41, 0x7E, 0xFC, 0x0F, 0x00, 0x41, 0x7F, 0x47, 0x04, 0x40, 0x05, 0x00, 0x0B} // table.grow(null, -2) != -1 ? : unreachable
	// Grow takes a page of memory after another, then crashes if it did not get 4 GB, as programs do.
	Grow = []byte{0x03, 0x40, 0x41, 0x01, 0x40, 0x00, 0x41, 0x7F, 0x47, 0x0D, 0x00, 0x0B, 0x00} // loop (memory.grow 1) != -1 br_if 0 end unreachable
)

// texts is where the texts begin in memory; before them stand two vectors of one buffer each and a place for a result.
const texts = 32

// write calls fd_write with the vector at an address.
func write(fd, at byte) []byte {
	return []byte{0x41, fd, 0x41, at, 0x41, 1, 0x41, 24, 0x10, 0x00, 0x1A} // (drop (call 0 fd at 1 24))
}

// Bytes is the module in the binary format.
func (m Module) Bytes() []byte {
	var data []byte
	for _, n := range []int{texts, len(m.Errors), texts + len(m.Errors), len(m.Writes), 0, 0, 0, 0} {
		data = binary.LittleEndian.AppendUint32(data, uint32(n))
	}
	data = append(append(data, m.Errors...), m.Writes...)
	pages, from, name := m.Pages, m.Import, m.Name
	if pages == 0 {
		pages = len(data)>>16 + 1
	}
	if from == "" {
		from = "wasi_snapshot_preview1"
	}
	if name == "" {
		name = "_start"
	}
	body := []byte{0} // no locals
	if m.Locals != nil {
		body = slices.Concat([]byte{1}, m.Locals)
	}
	if m.Errors != "" {
		body = append(body, write(2, 0)...)
	}
	if m.Writes != "" {
		body = append(body, write(1, 8)...)
	}
	body = append(append(body, m.Then...), 0x0B)

	out := []byte("\x00asm\x01\x00\x00\x00")
	section := func(id byte, entries ...[]byte) {
		content := number(len(entries))
		for _, e := range entries {
			content = append(content, e...)
		}
		out = append(append(out, id), sized(content)...)
	}
	section(1, []byte{0x60, 4, 0x7F, 0x7F, 0x7F, 0x7F, 1, 0x7F}, []byte{0x60, 0, 0})
	section(2, slices.Concat(sized([]byte(from)), sized([]byte("fd_write")), []byte{0, 0}))
	section(3, []byte{1})
	if m.Table != nil {
		section(4, m.Table)
	}
	section(5, slices.Concat([]byte{0}, number(pages)))
	section(7, slices.Concat(sized([]byte(name)), []byte{0, 1}), slices.Concat(sized([]byte("memory")), []byte{2, 0}))
	if m.Early {
		out = append(out, 8, 1, 1)
	}
	section(10, sized(body))
	section(11, slices.Concat([]byte{0, 0x41, 0, 0x0B}, sized(data)))
	return out
}

func sized(b []byte) []byte { return append(number(len(b)), b...) }

func number(n int) []byte { return binary.AppendUvarint(nil, uint64(n)) }
