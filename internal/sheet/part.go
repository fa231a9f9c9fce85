package sheet

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// part reads one part of a workbook, token by token. A hostile one cannot make it hold more than a token and the names of the
// elements around it.
type part struct {
	xml     *xml.Decoder
	meter   *meter
	depth   int
	content io.ReadCloser
}

const (
	maxToken = 1 << 20 // bytes; the longest text that Excel writes into a cell is 200 kB
	maxDepth = 32      // elements in elements; Excel has about ten
)

// meter counts the bytes of a token, which encoding/xml holds whole.
type meter struct {
	from *bufio.Reader
	read int
}

var errToken = errors.New("token of XML is too long")

func (m *meter) ReadByte() (byte, error) {
	if m.read++; m.read > maxToken {
		return 0, errToken
	}
	return m.from.ReadByte()
}

func (m *meter) Read([]byte) (int, error) { return 0, errors.ErrUnsupported } // encoding/xml reads byte by byte

// openPart opens a part of the archive at its outermost element.
func openPart(file *zip.File) (*part, xml.StartElement, error) {
	content, err := file.Open()
	if err != nil {
		return nil, xml.StartElement{}, &Error{Reason: Broken}
	}
	m := &meter{from: bufio.NewReaderSize(content, 64<<10)}
	p := &part{xml: xml.NewDecoder(m), meter: m, content: content}
	for {
		token, err := p.token()
		if err != nil {
			content.Close()
			return nil, xml.StartElement{}, err
		}
		if root, ok := token.(xml.StartElement); ok {
			return p, root, nil
		}
	}
}

// token is the next token; the error is Broken, also where the part ends before its outermost element does.
func (p *part) token() (xml.Token, error) {
	p.meter.read = 0
	token, err := p.xml.Token()
	if err != nil {
		return nil, &Error{Reason: Broken}
	}
	switch token.(type) {
	case xml.StartElement:
		p.depth++
	case xml.EndElement:
		p.depth--
	}
	if p.depth > maxDepth {
		return nil, &Error{Reason: Broken}
	}
	return token, nil
}

func (p *part) close() { p.content.Close() }

// each visits the elements directly in the one that was opened last, to its end. What visit leaves of an element is passed over.
func (p *part) each(visit func(xml.StartElement) error) error {
	level := p.depth
	for {
		token, err := p.token()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if p.depth != level+1 {
				continue
			}
			if err := visit(t); err != nil {
				return err
			}
		case xml.EndElement:
			if p.depth < level {
				return nil
			}
		}
	}
}

// text is what stands directly in the element that was opened last, to its end; of a long one enough to see that it is too long.
func (p *part) text() (string, error) {
	level := p.depth
	var text strings.Builder
	for p.depth >= level {
		token, err := p.token()
		if err != nil {
			return "", err
		}
		if letters, ok := token.(xml.CharData); ok && p.depth == level && text.Len() <= 4*MaxText {
			text.Write(letters)
		}
	}
	return text.String(), nil
}

// finish reads to the end of the part, where the archive's checksum is compared.
func (p *part) finish() error {
	for {
		p.meter.read = 0
		_, err := p.xml.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return &Error{Reason: Broken}
		}
	}
}

// attribute is the value of an attribute, whatever its name space; empty where there is none.
func attribute(element xml.StartElement, name string) string {
	for _, a := range element.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func isTrue(value string) bool { return value == "1" || value == "true" || value == "on" }
