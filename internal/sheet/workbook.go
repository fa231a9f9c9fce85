package sheet

import (
	"archive/zip"
	"encoding/xml"
	"io"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// workbook is what the sheets of an XLSX file share.
type workbook struct {
	parts  map[string]*zip.File // by name in small letters, which Excel does not tell apart
	mac    bool                 // days are counted from 1904
	sheets []sheetEntry
	dates  []bool // which styles of cells are a date's
	texts  texts
}

type sheetEntry struct {
	name, part string
	hidden     bool
}

// maxParts is how many files an archive may have; one sheet needs eight.
const maxParts = 5_000

// openWorkbook opens a workbook at the one visible sheet that has anything in it, or at the one named.
func openWorkbook(data io.ReaderAt, size int64, name string) (*Table, error) {
	b, err := unpack(data, size)
	if err != nil {
		return nil, err
	}
	if err := b.read(); err != nil {
		return nil, err
	}
	table := &Table{Format: XLSX}
	var visible []*worksheet
	var names, filled []string
	for _, entry := range b.sheets {
		if entry.hidden {
			table.Notes = append(table.Notes, Note{NoteHiddenSheet, entry.name})
			continue
		}
		s := &worksheet{book: b, name: entry.name, part: b.parts[entry.part]}
		if s.part == nil {
			return nil, &Error{Reason: Broken}
		}
		names = append(names, entry.name)
		has, err := s.hasData()
		if err != nil {
			return nil, err
		}
		if has {
			filled = append(filled, entry.name)
		}
		if name == entry.name || name == "" && has {
			visible = append(visible, s)
		}
	}
	switch {
	case name != "" && len(visible) != 1:
		return nil, &Error{Reason: NoSuchSheet, Names: names}
	case len(visible) == 0:
		return nil, &Error{Reason: NoData}
	case len(visible) > 1:
		return nil, &Error{Reason: SeveralSheets, Names: filled}
	}
	if err := visible[0].survey(); err != nil {
		return nil, err
	}
	for _, column := range visible[0].hiddenColumns() {
		table.Notes = append(table.Notes, Note{NoteHiddenColumn, letters(column)})
	}
	table.Sheet, table.source = visible[0].name, visible[0]
	return table, nil
}

// unpack lists the parts of an archive, none of which is unpacked yet. archive/zip stops at the size that a part says it has.
func unpack(data io.ReaderAt, size int64) (*workbook, error) {
	archive, err := zip.NewReader(data, size)
	if err != nil {
		return nil, &Error{Reason: Broken}
	}
	b := &workbook{parts: make(map[string]*zip.File)}
	var unpacked uint64
	for _, file := range archive.File {
		name := strings.ToLower(strings.ReplaceAll(file.Name, `\`, "/"))
		switch unpacked += file.UncompressedSize64; {
		case b.parts[name] != nil:
			return nil, &Error{Reason: Broken} // programs would not agree on which of the two they read
		case file.UncompressedSize64 > MaxUnpacked, unpacked > MaxUnpacked, len(b.parts) == maxParts:
			return nil, &Error{Reason: FileTooLarge}
		case path.Base(name) == "vbaproject.bin", strings.HasPrefix(name, "xl/macrosheets/"):
			return nil, &Error{Reason: Macros}
		}
		b.parts[name] = file
	}
	return b, nil
}

// read reads everything but the sheets, each part where the one before says it is.
func (b *workbook) read() error {
	if err := b.open("[content_types].xml", b.readTypes); err != nil {
		return err
	}
	roots, err := b.relations("")
	if err != nil {
		return err
	}
	main := roots.ofType("/officeDocument")
	if path.Ext(main) != ".xml" || b.parts[main] == nil {
		return &Error{Reason: NotTable} // not from an Office, or XLSB
	}
	if err := b.open(main, b.readSheets); err != nil {
		return err
	}
	relations, err := b.relations(main)
	if err != nil {
		return err
	}
	b.locate(relations)
	if err := b.open(relations.ofType("/styles"), b.readStyles); err != nil {
		return err
	}
	return b.open(relations.ofType("/sharedStrings"), b.texts.read)
}

// open reads a part to its end. A part that is not there is empty: a cell that needs it will not be found in it.
func (b *workbook) open(name string, read func(*part, xml.StartElement) error) error {
	file := b.parts[name]
	if file == nil {
		return nil
	}
	p, root, err := openPart(file)
	if err != nil {
		return err
	}
	defer p.close()
	if err := read(p, root); err != nil {
		return err
	}
	return p.finish()
}

// relation is how one part speaks of another.
type relation struct{ id, kind, part string }

type relations []relation

// relations are those of a part, or of the archive where the name is empty.
func (b *workbook) relations(of string) (relations, error) {
	var all relations
	name := path.Join(path.Dir(of), "_rels", path.Base(of)) + ".rels"
	if of == "" {
		name = "_rels/.rels"
	}
	err := b.open(name, func(p *part, _ xml.StartElement) error {
		return p.each(func(e xml.StartElement) error {
			target := strings.ToLower(attribute(e, "Target"))
			if !strings.HasPrefix(target, "/") {
				target = path.Join(path.Dir(of), target)
			}
			all = append(all, relation{attribute(e, "Id"), attribute(e, "Type"), strings.TrimPrefix(target, "/")})
			return nil
		})
	})
	return all, err
}

// ofType is the part of the first relation whose type ends so. The beginnings differ between the two editions of the format.
func (r relations) ofType(end string) string {
	for _, relation := range r {
		if strings.HasSuffix(relation.kind, end) {
			return relation.part
		}
	}
	return ""
}

func (b *workbook) readTypes(p *part, _ xml.StartElement) error {
	return p.each(func(e xml.StartElement) error {
		if strings.Contains(strings.ToLower(attribute(e, "ContentType")), "macro") {
			return &Error{Reason: Macros}
		}
		return nil
	})
}

func (b *workbook) readSheets(p *part, root xml.StartElement) error {
	if root.Name.Local != "workbook" {
		return &Error{Reason: NotTable} // a text or slides
	}
	return p.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "workbookPr":
			b.mac = isTrue(attribute(e, "date1904"))
		case "sheets":
			return p.each(func(e xml.StartElement) error {
				state := attribute(e, "state")
				b.sheets = append(b.sheets, sheetEntry{name: attribute(e, "name"), part: attribute(e, "id"), hidden: state != "" && state != "visible"})
				return nil
			})
		}
		return nil
	})
}

// locate puts the names of parts where the workbook has the keys of relations. What is no table, such as a chart on a sheet of its
// own, is left out.
func (b *workbook) locate(all relations) {
	targets := make(map[string]string)
	for _, relation := range all {
		if strings.HasSuffix(relation.kind, "/worksheet") {
			targets[relation.id] = relation.part
		}
	}
	for i, sheet := range b.sheets {
		b.sheets[i].part = targets[sheet.part]
	}
	b.sheets = slices.DeleteFunc(b.sheets, func(s sheetEntry) bool { return s.part == "" })
}

// readStyles finds the styles that show a number as a date.
func (b *workbook) readStyles(p *part, _ xml.StartElement) error {
	formats := make(map[string]bool)
	return p.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "numFmts":
			return p.each(func(e xml.StartElement) error {
				formats[attribute(e, "numFmtId")] = isDateFormat(attribute(e, "formatCode"))
				return nil
			})
		case "cellXfs":
			return p.each(func(e xml.StartElement) error {
				id := attribute(e, "numFmtId")
				isDate, own := formats[id]
				b.dates = append(b.dates, isDate || !own && isBuiltInDate(id))
				return nil
			})
		}
		return nil
	})
}

// isBuiltInDate knows the formats that have no text: ECMA-376 part 1, 18.8.30, with those of East Asia.
func isBuiltInDate(id string) bool {
	n, err := strconv.Atoi(id)
	return err == nil && (14 <= n && n <= 22 || 27 <= n && n <= 36 || 45 <= n && n <= 47 || 50 <= n && n <= 58)
}

// unspoken is what in a format stands for itself: "text", \x, _x, *x, [Red].
var unspoken = regexp.MustCompile(`"[^"]*"|\\.|_.|\*.|\[[^\]]*\]`)

func isDateFormat(code string) bool {
	code = strings.ToLower(unspoken.ReplaceAllString(code, ""))
	return !strings.Contains(code, "general") && strings.ContainsAny(code, "dmyhs")
}
