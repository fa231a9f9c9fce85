package chat

import (
	"strconv"
	"strings"
)

// String is the file in one line, in which a dialogue keeps it: id, size, type and name, with spaces between. The zero File is empty.
func (f File) String() string {
	if f.ID == "" {
		return ""
	}
	return strings.Join([]string{f.ID, strconv.FormatInt(f.Size, 10), strings.ReplaceAll(f.Type, " ", ""), f.Name}, " ")
}

// ParseFile reads what String wrote. It reports false for anything else.
func ParseFile(text string) (File, bool) {
	parts := strings.SplitN(text, " ", 4)
	if len(parts) < 4 || parts[0] == "" {
		return File{}, false
	}
	size, err := strconv.ParseInt(parts[1], 10, 64)
	if err != nil || size < 0 {
		return File{}, false
	}
	return File{ID: parts[0], Size: size, Type: parts[2], Name: parts[3]}, true
}
