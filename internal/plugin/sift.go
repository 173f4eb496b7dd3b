package plugin

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
)

// mostEntries bounds the tables of a module, and mostLocals the variables of a function. The limits are a tenth of, and
// those of, the WebAssembly JavaScript interface (section "Implementation-defined limits").
const (
	mostEntries = 1_000_000
	mostLocals  = 50_000
	mostParams  = 1000
)

var magic = []byte("\x00asm")

// isModule tells a WebAssembly module from what people take for one.
func isModule(code []byte) error {
	switch {
	case len(code) > mostCode:
		return fmt.Errorf("larger than %d MB", mostCode>>20)
	case !bytes.HasPrefix(code, magic) || len(code) < 8:
		return errors.New(`not a WebAssembly module: it does not begin with \0asm`)
	case code[6] == 1:
		return errors.New("a WebAssembly component; sayso runs core modules: build it for wasip1")
	}
	return nil
}

// sift refuses what a module may say in a few bytes and a compiler takes gigabytes to hear: vectors of four thousand
// million entries that are not there, functions of as many variables, tables that may grow as far. The compiler believes
// counts and makes room for them first, and a Go program that cannot have its memory ends, findings and all. What is wrong
// otherwise the compiler says itself.
//
// Custom sections are left out of what it gives back: names and debugging information have counts of their own, and
// nobody reads them here.
func sift(code []byte) (sifted []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			short, is := r.(malformed)
			if !is {
				panic(r)
			}
			err = errors.New(string(short))
		}
	}()
	sifted = append(sifted, code[:8]...)
	for r := (bits{code[8:]}); len(r.left) > 0; {
		start := r.left
		id := r.byte()
		body := bits{r.take(r.number())}
		if id == 0 {
			continue
		}
		if id == 4 {
			tables := body.tables()
			sifted = append(binary.AppendUvarint(append(sifted, id), uint64(len(tables))), tables...)
			continue
		}
		sifted = append(sifted, start[:len(start)-len(r.left)]...)
		read := map[byte]func(){
			1: body.function,
			2: body.imported,
			3: func() { body.number() },
			5: func() { body.limits() }, // the compiler holds them
			6: func() { body.take(2); body.expression() },
			7: func() { body.name(); body.byte(); body.number() },
			9: body.elements, 10: body.code, 11: body.data,
		}[id]
		if read == nil {
			continue // the start function, the number of data segments; or none that the compiler knows either
		}
		for range body.count() {
			read()
		}
	}
	return sifted, nil
}

// bits is what is left of a stretch of a module. Reading beyond its end panics with malformed.
type bits struct{ left []byte }

type malformed string

func (b *bits) take(n int) []byte {
	if n < 0 || n > len(b.left) {
		panic(malformed("it is cut off, or a count in it is wrong"))
	}
	head := b.left[:n]
	b.left = b.left[n:]
	return head
}

func (b *bits) byte() byte { return b.take(1)[0] }

// number reads an integer in LEB128. Of signed ones, which are passed over, it reads the right number of bytes.
func (b *bits) number() (n int) {
	for shift := 0; ; shift += 7 {
		c := b.byte()
		if shift < 63 {
			n |= int(c&0x7F) << shift
		}
		if c < 0x80 {
			return n
		}
	}
}

// count reads how many entries a vector has, of a byte at least.
func (b *bits) count() int {
	n := b.number()
	if n < 0 || n > len(b.left) {
		panic(malformed(fmt.Sprintf("it announces %d entries and has room for %d", n, len(b.left))))
	}
	return n
}

func (b *bits) name() string { return string(b.take(b.count())) }

// function is a type of function.
func (b *bits) function() {
	b.byte()
	for range 2 {
		n := b.count()
		if n > mostParams {
			panic(malformed(fmt.Sprintf("a function in it has %d parameters or results", n)))
		}
		b.take(n)
	}
}

// wasi is the one module whose functions a plugin may ask for.
const wasi = "wasi_snapshot_preview1"

func (b *bits) imported() {
	from, what := b.name(), b.name()
	if kind := b.byte(); from != wasi || kind != 0 {
		panic(malformed(fmt.Sprintf("it asks for %q of %q, and a plugin gets the functions of %s alone", what, from, wasi)))
	}
	b.number()
}

// limits reads the least and the most of a table or memory; most is -1 where none is stated.
func (b *bits) limits() (least, most int) {
	flags := b.byte()
	least, most = b.number(), -1
	if flags&1 != 0 {
		most = b.number()
	}
	return least, most
}

// tables reads a table section and writes it anew, with a limit to every table: one that states none stays as it is. Such
// are what Go's linker makes; no program that is built for WASI makes its tables grow.
func (b *bits) tables() []byte {
	n := b.count()
	out := binary.AppendUvarint(nil, uint64(n))
	entries := 0
	for range n {
		kind := b.byte()
		if kind == 0x40 {
			panic(malformed("it has a table with an initial value, which is not WebAssembly 2.0"))
		}
		least, most := b.limits()
		if most < 0 {
			most = least
		}
		if entries += most; most < 0 || entries < 0 || entries > mostEntries {
			panic(malformed(fmt.Sprintf("its tables may come to more than %d entries", mostEntries)))
		}
		out = append(out, kind, 1)
		out = binary.AppendUvarint(binary.AppendUvarint(out, uint64(least)), uint64(most))
	}
	return out
}

// expression passes over a constant expression.
func (b *bits) expression() {
	for {
		switch op := b.byte(); op {
		case 0x0B: // end
			return
		case 0x41, 0x42, 0x23, 0xD0, 0xD2: // i32.const i64.const global.get ref.null ref.func
			b.number()
		case 0x43: // f32.const
			b.take(4)
		case 0x44: // f64.const
			b.take(8)
		case 0xFD: // v128.const
			b.number()
			b.take(16)
		case 0x6A, 0x6B, 0x6C, 0x7C, 0x7D, 0x7E: // sums and products, which newer compilers write
		default:
			panic(malformed(fmt.Sprintf("a constant in it is made by instruction %#x", op)))
		}
	}
}

// elements is a segment of entries for a table.
func (b *bits) elements() {
	kind := b.number()
	if kind&3 == 2 {
		b.number() // which table
	}
	if kind&1 == 0 {
		b.expression() // where in it
	}
	if kind&3 != 0 {
		b.byte() // entries of what
	}
	entry := func() { b.number() }
	if kind&4 != 0 {
		entry = b.expression
	}
	for range b.count() {
		entry()
	}
}

// code is the body of a function.
func (b *bits) code() {
	body := bits{b.take(b.number())}
	locals := 0
	for range body.count() {
		n := body.number()
		if n < 0 || n > mostLocals-locals {
			panic(malformed(fmt.Sprintf("a function in it has more than %d variables", mostLocals)))
		}
		locals += n
		body.byte()
	}
}

func (b *bits) data() {
	kind := b.number()
	if kind == 2 {
		b.number()
	}
	if kind != 1 {
		b.expression()
	}
	b.name()
}
