package picture

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"strings"
)

// begin is how long a PNG's signature and its first chunk are, behind which others may stand.
const begin = 8 + 12 + 13

// head is what an uncompressed international text chunk with a Description begins with (PNG, third edition, 11.3.3.4).
const head = "Description\x00\x00\x00\x00\x00"

// describe puts what a picture says into it.
func describe(png []byte, says string) []byte {
	chunk := append([]byte("iTXt"+head), says...)
	out := append([]byte(nil), png[:begin]...)
	out = binary.BigEndian.AppendUint32(out, uint32(len(chunk)-4))
	out = append(out, chunk...)
	out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(chunk))
	return append(out, png[begin:]...)
}

// Words is what a picture of Draw's says, in one line; empty for any other.
func Words(png []byte) string {
	if len(png) < begin+8 || !bytes.HasPrefix(png[begin+4:], []byte("iTXt"+head)) {
		return ""
	}
	size := int64(binary.BigEndian.Uint32(png[begin:]))
	if size < int64(len(head)) || begin+8+size > int64(len(png)) {
		return ""
	}
	return strings.ToValidUTF8(string(png[begin+8+len(head):begin+8+int(size)]), "")
}
