package prose

import "sort"

// Offsets maps the offsets of one text to those of the text it was made from: a sorted run-length table. The zero value
// is the identity.
type Offsets struct{ runs []run }

// run covers target bytes [to, next run's to). A copied run is byte for byte, so an offset in it moves along; a
// replaced one (an escape, an entity, a decoded character) is known by its edges alone.
type run struct {
	to, from int32
	fromLen  int32 // -1: copied
}

// Copy says that target bytes from to on are source bytes from from on, byte for byte.
func (o *Offsets) Copy(to, from int) {
	if n := len(o.runs); n > 0 && o.runs[n-1].fromLen < 0 && to-int(o.runs[n-1].to) == from-int(o.runs[n-1].from) {
		return
	}
	o.runs = append(o.runs, run{int32(to), int32(from), -1})
}

// Replace says that target bytes from to on stand for source bytes [from, from+fromLen).
func (o *Offsets) Replace(to, from, fromLen int) {
	o.runs = append(o.runs, run{int32(to), int32(from), int32(fromLen)})
}

// Map is the source span of a target span: the least that covers it.
func (o *Offsets) Map(s Span) Span {
	if len(o.runs) == 0 {
		return s
	}
	begin := o.begin(s)
	if s.Empty() {
		return Span{begin, begin}
	}
	return Span{begin, o.end(s.End)}
}

// begin is the start of what Map gives.
func (o *Offsets) begin(s Span) int {
	switch {
	case len(o.runs) == 0:
		return s.Start
	case s.Empty():
		return o.between(s.Start)
	}
	return o.start(s.Start)
}

// between is the source offset of the place before target byte at. Behind a replaced run that is the run's end: at the end
// of a block nothing follows whose start would say so.
func (o *Offsets) between(at int) int {
	if r := o.find(at); r.fromLen >= 0 && at > int(r.to) {
		return int(r.from + r.fromLen)
	}
	return o.start(at)
}

func (o *Offsets) find(at int) *run {
	i := sort.Search(len(o.runs), func(i int) bool { return int(o.runs[i].to) > at }) - 1
	return &o.runs[max(i, 0)]
}

func (o *Offsets) start(at int) int {
	r := o.find(at)
	if r.fromLen < 0 {
		return int(r.from) + at - int(r.to)
	}
	return int(r.from)
}

// end maps an exclusive end by the byte before it, so that a span never swallows the markup behind it.
func (o *Offsets) end(at int) int {
	r := o.find(at - 1)
	if r.fromLen < 0 {
		return int(r.from) + at - int(r.to)
	}
	return int(r.from + r.fromLen)
}
