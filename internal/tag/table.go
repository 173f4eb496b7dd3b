package tag

import "encoding/binary"

// A table gives numbers to keys of 32 bits, by open addressing. It is asked where it stands in the model's file: to copy
// it took longer than anything else at a start. A slot has four bytes.
//
// Where a key belongs is told by its first bits, the table's width. So its slot keeps the other bits alone, then in three
// bits how far from there it stands, and then its number: two keys are told apart as if both stood there (Cleary 1984,
// Compact Hash Tables Using Bidirectional Linear Probing). The numbers have three bits less than the width.
type (
	featureTable [4 * (1<<featureWidth + far)]byte
	wordTable    [4 * (1<<wordWidth + far)]byte
)

const (
	featureWidth = 18 // a third of the slots are taken
	wordWidth    = 16
	far          = 8 // no key stands as far from where it belongs
)

// find is the number of a key, 0 where it has none. It is given the whole of a table whose length and width are known
// when it is compiled: then nothing is left of the looks whether a slot is in bounds.
func find(table []byte, width int, key uint32) uint32 {
	home, rest := int(key>>(32-width)), key<<width>>(width-3)
	for i := range far {
		at := 4 * (home + i)
		slot := binary.LittleEndian.Uint32(table[at : at+4])
		if slot>>(width-3) == rest+uint32(i) {
			return slot & (1<<(width-3) - 1)
		}
		if slot == 0 {
			break
		}
	}
	return 0
}

// place writes a table. Keys ascend and stand in that order, which keeps the furthest from being far.
func place(table []byte, width int, keys []keyed) {
	free := 0
	for _, k := range keys {
		home, rest := int(k.key>>(32-width)), k.key<<width>>(width-3)
		free = max(free, home)
		if free-home >= far || k.number >= 1<<(width-3) {
			panic("tag: a table is too small; give it more width")
		}
		binary.LittleEndian.PutUint32(table[4*free:], (rest+uint32(free-home))<<(width-3)|k.number)
		free++
	}
}

// keyed is a key with its number, which is not 0.
type keyed struct{ key, number uint32 }
