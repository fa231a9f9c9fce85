package picture

import (
	"strings"

	"jagaetam/internal/chat"
)

const (
	// mark is the byte order mark. The Notepad of Windows before 2019 takes a file without it for one in the code page of the
	// country and garbles every letter beyond ASCII; telephones do not show it.
	mark = "\uFEFF"
	// newline is what that Notepad breaks lines at. It shows a file with \n alone as one line.
	newline = "\r\n"
)

// Paper is a text file in the words of the reader: the title, a blank line, and the lines.
func Paper(p chat.Paper, write Writer) ([]byte, error) {
	title, err := write(p.Title)
	if err != nil {
		return nil, err
	}
	lines, err := writeAll(p.Lines, write)
	if err != nil {
		return nil, err
	}
	if title != "" {
		lines = append([]string{title, ""}, lines...)
	}
	return []byte(mark + strings.Join(lines, newline) + newline), nil
}

// PaperName is what the file is called: its name, without what a file system may take for something else, and its ending.
func PaperName(p chat.Paper) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < ' ' {
			return '-'
		}
		return r
	}, p.Name)
	return name + ".txt"
}

// PaperLines are the lines of a text file, whoever wrote it.
func PaperLines(file []byte) []string {
	text := strings.TrimPrefix(string(file), mark)
	return strings.Split(strings.TrimRight(strings.ReplaceAll(text, newline, "\n"), "\n"), "\n")
}
