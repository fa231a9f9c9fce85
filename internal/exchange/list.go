package exchange

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/record"
	"jagaetam/internal/sheet"
)

const (
	// largestList is the most bytes of a file with receipt numbers: record.MostListed of them take far less.
	largestList = 2 << 20
	// listWithin is how long such a file may take to be fetched, while somebody waits for the answer.
	listWithin = 4 * time.Second
)

// Knower knows what is kept of people, and performs effects.
type Knower interface {
	Facts(ctx context.Context, query record.Query) (*record.Facts, error)
	Apply(ctx context.Context, key string, effects []record.Effect) (record.Outcome, error)
}

// Lists are records that know what stands in a file with receipt numbers too, and which of them no application has. A file that cannot be had
// in time or that is none is List.Unread: whoever sent it can send it again.
type Lists struct {
	Knower
	Fetch Fetcher
}

// Facts answers the query.
func (l Lists) Facts(ctx context.Context, query record.Query) (*record.Facts, error) {
	if query.List.ID == "" {
		return l.Knower.Facts(ctx, query)
	}
	list := l.read(ctx, query.List)
	query.Numbers = record.Numbers(list.Receipts)
	facts, err := l.Knower.Facts(ctx, query)
	if err != nil {
		return nil, err
	}
	facts.List = list.Less(facts.Unknown)
	return facts, nil
}

func (l Lists) read(ctx context.Context, file chat.File) record.List {
	ctx, cancel := context.WithTimeout(ctx, listWithin)
	defer cancel()
	var data bytes.Buffer
	if l.Fetch == nil || file.Size > largestList || l.Fetch.Fetch(ctx, file.ID, &data, largestList) != nil {
		return record.List{Unread: true}
	}
	lines, err := linesOf(data.Bytes())
	if err != nil {
		return record.List{Unread: true}
	}
	return record.ReadList(lines)
}

// errNoList says that a file is neither a workbook nor text.
var errNoList = errors.New("neither a workbook nor a text")

// hiddenRow stands for a row that is refused, such as one that somebody has filtered out: it is told of as a line without a number.
const hiddenRow = "–"

// linesOf are the lines of a text, or the rows of a workbook with tabs between their cells.
func linesOf(data []byte) ([]string, error) {
	if !bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		if bytes.IndexByte(data, 0) >= 0 {
			return nil, errNoList
		}
		text := strings.TrimPrefix(string(data), "\uFEFF")
		return strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n"), nil
	}
	table, err := sheet.Open(bytes.NewReader(data), int64(len(data)), "")
	if err != nil {
		return nil, fmt.Errorf("open the list: %w", err)
	}
	var lines []string
	for line, err := range table.Lines() {
		if err != nil {
			return nil, fmt.Errorf("read the list: %w", err)
		}
		for len(lines) < line.Number-1 {
			lines = append(lines, "")
		}
		text := strings.Join(line.Texts, "\t")
		if line.Err != nil {
			text = hiddenRow
		}
		lines = append(lines, text)
	}
	return lines, nil
}
