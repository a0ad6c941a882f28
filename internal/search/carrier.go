package search

import (
	"encoding/binary"
	"errors"
	"hash"
	"hash/crc32"
	"io"
	"slices"
)

// A carrier carries what a version is made of to a file, or back. Both ways go through the same lists of what there is, so
// that they cannot come to differ. What is carried to a file is not written to: readers have it at the same time. After a
// first error nothing is carried.
type carrier struct {
	to   io.Writer // nil: things are read
	from io.Reader
	left int64 // how many bytes there are to read, at most
	sum  hash.Hash32
	err  error
	room [1 << 13]byte
}

func carrierTo(w io.Writer) *carrier { return &carrier{to: w, sum: crc32.New(castagnoli)} }

func carrierFrom(r io.Reader, size int64) *carrier {
	return &carrier{from: r, left: size, sum: crc32.New(castagnoli)}
}

// castagnoli is the polynomial that processors know (RFC 3720, 12.1).
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

var errDamaged = errors.New("what was saved is damaged")

// bare carries bytes, as many as there are.
func (c *carrier) bare(b []byte) {
	if c.err != nil {
		return
	}
	if c.to != nil {
		_, c.err = c.to.Write(b)
	} else if _, c.err = io.ReadFull(c.from, b); c.err != nil {
		clear(b)
	}
	_, _ = c.sum.Write(b) // which has no errors
	c.left -= int64(len(b))
}

// begins says whether what is read begins so.
func (c *carrier) begins(signature string) bool {
	begin := make([]byte, len(signature))
	c.bare(begin)
	return string(begin) == signature
}

// carryNumber carries a number.
func carryNumber[T ~int | ~int64 | ~uint32 | ~uint64](c *carrier, n *T) {
	binary.LittleEndian.PutUint64(c.room[:], uint64(*n))
	c.bare(c.room[:8])
	if c.to == nil {
		*n = T(binary.LittleEndian.Uint64(c.room[:]))
	}
}

// length carries how many things of some bytes follow. There are no more to be read than the file has room for.
func (c *carrier) length(n, each int) int {
	carryNumber(c, &n)
	if c.to == nil && (n < 0 || int64(n) > c.left/int64(each)) {
		c.fail()
	}
	if c.err != nil {
		return 0
	}
	return n
}

func (c *carrier) fail() {
	if c.err == nil {
		c.err = errDamaged
	}
}

func (c *carrier) bytes(b *[]byte) {
	n := c.length(len(*b), 1)
	if c.to == nil {
		*b = slices.Grow([]byte(nil), n)[:n] // nil if there are none, as before
	}
	c.bare(*b)
}

func (c *carrier) text(s *string) {
	b := []byte(*s)
	if c.bytes(&b); c.to == nil {
		*s = string(b)
	}
}

// carryWords carries numbers of four bytes, carryLongs such of eight.
func carryWords[S ~[]T, T ~uint32](c *carrier, all *S) {
	n := c.length(len(*all), 4)
	if c.to == nil {
		*all = slices.Grow(S(nil), n)[:n]
	}
	for rest := *all; len(rest) > 0 && c.err == nil; {
		now := rest[:min(len(rest), len(c.room)/4)]
		bytes := c.room[:4*len(now)]
		if c.to != nil {
			for i, v := range now {
				binary.LittleEndian.PutUint32(bytes[4*i:], uint32(v))
			}
		}
		c.bare(bytes)
		if c.to == nil {
			for i := range now {
				now[i] = T(binary.LittleEndian.Uint32(bytes[4*i:]))
			}
		}
		rest = rest[len(now):]
	}
}

func carryLongs[S ~[]T, T ~uint64 | ~int64](c *carrier, all *S) {
	n := c.length(len(*all), 8)
	if c.to == nil {
		*all = slices.Grow(S(nil), n)[:n]
	}
	for i := range *all {
		carryNumber(c, &(*all)[i])
	}
}

// carryAll carries a list of things, each in its way.
func carryAll[T any](c *carrier, all *[]T, each func(*T)) {
	n := c.length(len(*all), 1)
	if c.to == nil {
		*all = nil
	}
	for i := range n {
		if c.to == nil {
			*all = append(*all, *new(T)) // a damaged length takes no room for what is not there
		}
		if each(&(*all)[i]); c.err != nil {
			return
		}
	}
}

// end carries the checksum of everything before.
func (c *carrier) end() {
	sum := int64(c.sum.Sum32())
	read := sum
	if carryNumber(c, &read); read != sum {
		c.fail()
	}
}
